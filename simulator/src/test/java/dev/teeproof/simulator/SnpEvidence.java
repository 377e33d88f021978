package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.AuthenticReport;
import dev.teeproof.snp.ExtendedReport;
import dev.teeproof.snp.IssuedRevocationList;
import dev.teeproof.snp.RefusedReport;
import dev.teeproof.snp.SnpVerifier;
import dev.teeproof.snp.VekEndorsement;
import dev.teeproof.snp.VerifiedReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what was minted, and asks the verifier what it makes of it. */
final class SnpEvidence {

    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    private SnpEvidence() {}

    static Certificate certificate(Bytes der) throws MalformedEvidenceException {
        return Certificate.read(der, CertificateProfile.RSA_PSS_SHA384, "certificate");
    }

    /** The code at which evidence is malformed or refused, else those of checks that did not pass; nothing if all passed. */
    static List<String> findings(SimulatedReport sent, AmdTrustAnchors anchors) {
        ExtendedReport read;
        try {
            read = ExtendedReport.read(sent.extended());
        } catch (MalformedEvidenceException e) {
            return List.of(e.code().name());
        }
        Optional<VekEndorsement> endorsement = VekEndorsement.of(read.report(), read.certificates());
        SnpVerifier verifier = SnpVerifier.of(anchors);
        Optional<RefusedReport> refuted = verifier.refute(read.report());
        if (refuted.isPresent() || endorsement.isEmpty()) {
            return List.of(
                    refuted.map(refused -> refused.reason().code().name()).orElse("VEK_MISSING"));
        }
        return switch (verifier.authenticate(read.report(), endorsement.get(), AT)) {
            case RefusedReport refused -> List.of(refused.reason().code().name());
            case AuthenticReport authentic ->
                switch (verifier.verify(
                        authentic, Optional.of(new IssuedRevocationList(sent.crl(), "the simulator")))) {
                    case RefusedReport refused ->
                        List.of(refused.reason().code().name());
                    case VerifiedReport verified -> notPassed(verified.checks());
                };
        };
    }

    private static List<String> notPassed(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.outcome() != Outcome.PASSED && check.outcome() != Outcome.NOT_APPLICABLE)
                .map(check -> check.code().name())
                .toList();
    }
}
