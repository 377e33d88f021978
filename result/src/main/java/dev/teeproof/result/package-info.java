/**
 * The words in which conclusions are stated: an {@link dev.teeproof.result.AttestationResult} holds the checks that
 * were made and the claims about a machine, each with the proof that it rests on.
 */
@NullMarked
package dev.teeproof.result;

import org.jspecify.annotations.NullMarked;
