package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.time.Instant;
import java.util.Optional;

/** Real reports, and an instant at which all their certificates are valid. */
final class Real {

    /** Between the first day of the youngest VCEK and the last of the oldest. */
    static final Instant AT = Instant.parse("2026-07-01T00:00:00Z");

    private static final int OFFSET_IN_ATTESTATION = 4;

    private Real() {}

    /** Version 2, Milan, of CoCo trustee's fixtures. */
    static SnpReport milan() throws MalformedEvidenceException {
        return SnpReport.parse(Bytes.copyOf(Conformance.bytes("snp/milan-v2.report")));
    }

    static Bytes milanVcek() {
        return Bytes.copyOf(Conformance.bytes("snp/milan-v2.vcek.der"));
    }

    /** Version 2, Milan, of a guest that can be debugged; its VCEK is not at hand. */
    static SnpReport debug() throws MalformedEvidenceException {
        return SnpReport.parse(Bytes.copyOf(Conformance.bytes("snp/milan-v2-debug.report")));
    }

    /** Version 3, Milan, out of dstack's attestation. */
    static SnpReport dstack() throws MalformedEvidenceException {
        return SnpReport.parse(dstackBytes());
    }

    static Bytes dstackBytes() {
        Bytes attestation = Bytes.copyOf(Conformance.bytes("dstack/sev_snp_attestation.bin"));
        return attestation.slice(OFFSET_IN_ATTESTATION, OFFSET_IN_ATTESTATION + SnpReport.SIZE);
    }

    static VekEndorsement dstackEndorsement() {
        return new VekEndorsement(
                Bytes.copyOf(Conformance.bytes("dstack/sev_snp_vcek.pem")),
                Optional.of(Bytes.copyOf(Conformance.bytes("dstack/sev_snp_ask.pem"))),
                Optional.empty(),
                "the fixture");
    }
}
