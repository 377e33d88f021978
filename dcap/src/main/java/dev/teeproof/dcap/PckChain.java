package dev.teeproof.dcap;

import dev.teeproof.crypto.Certificate;
import dev.teeproof.result.Check;
import dev.teeproof.result.EndorsementUse;
import java.util.List;

/**
 * A PCK certificate, the CA that issued it, and the trust anchor that issued the CA: all three verified but for their
 * dates and for revocation.
 *
 * @param passed the checks that this took
 * @param uses the three as what a conclusion rests on
 */
record PckChain(
        Certificate pck,
        Certificate ca,
        Certificate anchor,
        PckExtension platform,
        List<Check> passed,
        List<EndorsementUse> uses) {

    PckChain {
        passed = List.copyOf(passed);
        uses = List.copyOf(uses);
    }

    List<Certificate> certificates() {
        return List.of(anchor, ca, pck);
    }
}
