package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.EnclaveReport;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;

/** What real dstack machines sent. */
final class RealEvidence {

    /** A request with a stripped attestation of a machine of 2 GiB. */
    static final String LITE = "dstack/tdx-lite-attestation.json";

    /** A request with a quote, a whole event log and a VM configuration. */
    static final String QUOTE_REPORT = "dstack/quote-report.json";

    private RealEvidence() {}

    static Attestation lite() throws MalformedEvidenceException {
        return request(LITE).attestation();
    }

    static Attestation quoteReport() throws MalformedEvidenceException {
        return request(QUOTE_REPORT).attestation();
    }

    /** An attestation with a whole event log, whose configuration is that of a system. */
    static Bytes guestAgentBytes() {
        return Bytes.copyOf(Conformance.bytes("dstack/guest-agent-attestation.bin"));
    }

    static Attestation guestAgent() throws MalformedEvidenceException {
        return Attestation.decode(guestAgentBytes());
    }

    static VerificationRequest request(String file) throws MalformedEvidenceException {
        return VerificationRequest.read(Bytes.copyOf(Conformance.bytes(file)));
    }

    static Platform.Tdx tdx(Attestation attestation) {
        return switch (attestation.platform()) {
            case Platform.Tdx tdx -> tdx;
            case Platform.Snp snp -> throw new AssertionError("an attestation of an SNP guest");
        };
    }

    static TdReport report(Attestation attestation) throws MalformedEvidenceException {
        return switch (Quote.parse(tdx(attestation).quote()).body()) {
            case TdReport report -> report;
            case EnclaveReport report -> throw new AssertionError("a quote of an enclave");
        };
    }
}
