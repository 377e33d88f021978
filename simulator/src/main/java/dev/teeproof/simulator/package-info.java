/**
 * A TEE that does not exist: an Intel TDX machine, or a bare SGX or TDX quote of any version, with a PKI of its own, whose
 * evidence is cryptographically complete, so that Teeproof can be tried by anybody and attacked by its own tests.
 *
 * <pre>{@code
 * SimulatedTdx machine = TdxBlueprint.of(42, at).build();
 * SimulatedTdx broken = Fault.PCK_REVOKED.in(TdxBlueprint.of(42, at)).build();
 * SimulatedQuote quote = QuoteBlueprint.of(QuoteKind.SGX_V3, 42, at).build();
 * }</pre>
 *
 * <p>Its evidence is worth nothing outside: it ends at a root that only those trust who name it.
 */
@NullMarked
package dev.teeproof.simulator;

import org.jspecify.annotations.NullMarked;
