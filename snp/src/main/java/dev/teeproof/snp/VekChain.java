package dev.teeproof.snp;

import dev.teeproof.crypto.Certificate;
import dev.teeproof.result.Check;
import dev.teeproof.result.EndorsementUse;
import java.util.List;

/**
 * The certificates from a report-signing key to a trust anchor, of which everything is verified that does not depend on time.
 *
 * @param issuer the ASK or ASVK
 * @param ark the trust anchor
 * @param checks what was checked
 * @param uses what it rests on
 */
record VekChain(
        SnpProduct product,
        SigningKey key,
        VekCertificate vek,
        Certificate issuer,
        Certificate ark,
        List<Check> checks,
        List<EndorsementUse> uses) {

    VekChain {
        checks = List.copyOf(checks);
        uses = List.copyOf(uses);
    }

    /** From the anchor down. */
    List<Certificate> certificates() {
        return List.of(ark, issuer, vek.certificate());
    }
}
