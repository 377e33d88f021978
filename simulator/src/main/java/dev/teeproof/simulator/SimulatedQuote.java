package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.Collateral;

/**
 * A quote as its blueprint says, minted and signed, with the endorsements for it.
 *
 * @param quote as sent, trailing bytes included
 * @param core the quote alone
 * @param collateralContainer the endorsements, in the JSON container of dcap-qvl
 * @param rootCertificate DER of the root that everything ends at
 * @param pckChainPem the PCK certificate chain, whether the quote carries it or not
 */
public record SimulatedQuote(
        QuoteKind kind, Bytes quote, Bytes core, Bytes collateralContainer, Bytes rootCertificate, Bytes pckChainPem) {

    /** Its collateral, read. */
    public Collateral collateral() {
        try {
            return Collateral.readContainer(collateralContainer, "the simulated platform");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator writes containers that can be read", e);
        }
    }

    /** Its root, read: to be trusted by those alone who mean the simulation. */
    public Certificate root() {
        try {
            return Certificate.read(rootCertificate, "simulated root");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator mints certificates that can be read", e);
        }
    }
}
