/** The verifier over HTTP, as dstack's clients speak to it: {@code POST /verify} and {@code GET /health}. */
@NullMarked
package dev.teeproof.server;

import org.jspecify.annotations.NullMarked;
