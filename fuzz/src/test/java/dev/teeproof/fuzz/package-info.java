/**
 * One target for each parser of what strangers send. Whatever the bytes: a value or a {@link
 * dev.teeproof.codec.MalformedEvidenceException}, the same value if read again, and memory in proportion to the input.
 *
 * <p>In a build the seeds are replayed, and what earlier fuzzing found worth keeping ({@code .cifuzz-corpus}). With the
 * environment variable {@code JAZZER_FUZZ=1} each target is fuzzed for {@value dev.teeproof.fuzz.Reading#DURATION}.
 */
@NullMarked
package dev.teeproof.fuzz;

import org.jspecify.annotations.NullMarked;
