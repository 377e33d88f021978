/**
 * The renderings of an attestation result: a page for people, JSON for programs, the answer of dstack's verifier. They say
 * what the result says.
 */
@NullMarked
package dev.teeproof.verifier.render;

import org.jspecify.annotations.NullMarked;
