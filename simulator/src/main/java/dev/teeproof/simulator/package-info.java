/**
 * A TEE that does not exist: an Intel TDX or AMD SEV-SNP machine, a bare SGX or TDX quote of any version, or a bare SNP report,
 * with a PKI of its own, whose evidence is cryptographically complete, so that Teeproof can be tried by anybody and attacked by
 * its own tests.
 *
 * <pre>{@code
 * SimulatedTdx machine = TdxBlueprint.of(42, at).build();
 * SimulatedTdx broken = Fault.PCK_REVOKED.in(TdxBlueprint.of(42, at)).build();
 * SimulatedQuote quote = QuoteBlueprint.of(QuoteKind.SGX_V3, 42, at).build();
 *
 * SimulatedSnp guest = SnpMachineBlueprint.of(SnpProduct.MILAN, 42, at).build();
 * SimulatedReport report = SnpMachineFault.VEK_EXPIRED.in(SnpBlueprint.of(SnpProduct.TURIN, 42, at)).mint();
 * }</pre>
 *
 * <p>Its evidence is worth nothing outside: it ends at a root that only those trust who name it.
 */
@NullMarked
package dev.teeproof.simulator;

import org.jspecify.annotations.NullMarked;
