/**
 * dstack's own formats and identity: verification requests, versioned attestations, the VM configuration, and what the
 * runtime log says about the app.
 */
@NullMarked
package dev.teeproof.dstack;

import org.jspecify.annotations.NullMarked;
