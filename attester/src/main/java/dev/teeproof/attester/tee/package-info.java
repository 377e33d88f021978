/**
 * Trusted execution environments, from inside: each backend hands out evidence of the machine that it runs on and extends its
 * registers. Start at {@link dev.teeproof.attester.tee.TeeBackend} and {@link dev.teeproof.attester.tee.TeeDetection}.
 */
@NullMarked
package dev.teeproof.attester.tee;

import org.jspecify.annotations.NullMarked;
