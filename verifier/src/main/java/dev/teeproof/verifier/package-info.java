/**
 * The appraisal pipeline: evidence in, attestation result out.
 *
 * <pre>{@code
 * Evidence evidence = Evidence.read(bytes);
 * AttestationResult result = Verifier.builder().endorsements(collateral).build().verify(evidence, at);
 * }</pre>
 */
@NullMarked
package dev.teeproof.verifier;

import org.jspecify.annotations.NullMarked;
