package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.AuthenticReport;
import dev.teeproof.snp.RefusedReport;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.SnpVerifier;
import dev.teeproof.snp.VekEndorsement;
import dev.teeproof.snp.VerifiedReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A real SNP report with the certificates of its chain: what report verification is compared on.
 *
 * @param chain PEM: ASK, then ARK
 */
record ReportFixture(Bytes report, Bytes vcek, Bytes chain) {

    /** When all certificates were valid. */
    static final Instant AT = Instant.parse("2026-07-01T00:00:00Z");

    private static final int REMEMBERED = 1_000;
    private static final AmdTrustAnchors AMD = AmdTrustAnchors.amd();

    static ReportFixture atHand() {
        try {
            Path folder = Fixture.folder().resolve("snp");
            return new ReportFixture(
                    Bytes.copyOf(Files.readAllBytes(folder.resolve("milan-v2.report"))),
                    Bytes.copyOf(Files.readAllBytes(folder.resolve("milan-v2.vcek.der"))),
                    Bytes.copyOf(Files.readAllBytes(folder.resolve("ask_ark_milan.pem"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SnpVerifier forgetting(SignatureVerifier signatures) {
        return SnpVerifier.of(AMD).withSignatures(signatures);
    }

    static SnpVerifier remembering(SignatureVerifier signatures) {
        return forgetting(signatures).remembering(REMEMBERED);
    }

    SnpReport readReport() throws MalformedEvidenceException {
        return SnpReport.parse(report);
    }

    VekEndorsement endorsement() {
        return VekEndorsement.of(vcek, "a file");
    }

    /** From the bytes of the report to the verdict; any but acceptance would be a measurement of something else. */
    VerifiedReport verified(SnpVerifier verifier) throws MalformedEvidenceException {
        return switch (verifier.authenticate(readReport(), endorsement(), AT)) {
            case AuthenticReport authentic ->
                switch (verifier.verify(authentic, Optional.empty())) {
                    case VerifiedReport verified -> verified;
                    case RefusedReport refused -> throw refusal(refused);
                };
            case RefusedReport refused -> throw refusal(refused);
        };
    }

    private static IllegalStateException refusal(RefusedReport refused) {
        return new IllegalStateException("the report is refused: " + refused.checks());
    }
}
