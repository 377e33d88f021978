package dev.teeproof.snp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real reports under AMD's real roots. */
class RealChainTest {

    private static final SnpVerifier VERIFIER = SnpVerifier.of(AmdTrustAnchors.amd());

    @Test
    void theDstackReportLeadsToAmdsRoot() throws MalformedEvidenceException {
        VerifiedReport verified = verified(Real.dstack(), Real.dstackEndorsement(), Real.AT);

        assertThat(verified.product()).isEqualTo(SnpProduct.MILAN);
        assertThat(verified.signingKey()).isEqualTo(SigningKey.VCEK);
        assertThat(verified.anchor().name()).isEqualTo("AMD ARK-Milan");
        assertThat(verified.anchor().spkiSha256()).isEqualTo(AmdTrustAnchors.ARK_SPKI_SHA256.get(SnpProduct.MILAN));
        assertThat(verified.vek().productName()).isEqualTo("Milan-B0");
        assertThat(verified.vek().hwId()).contains(Real.dstack().chipId());
        assertThat(codes(verified.checks(), Outcome.NOT_ACCEPTED)).containsExactly("TCB_STATUS_REJECTED");
        assertThat(codes(verified.checks(), Outcome.FAILED)).isEmpty();
        assertThat(codes(verified.checks(), Outcome.NOT_RUN)).isEmpty();
        assertThat(verified.revocationList()).isEmpty();
    }

    @Test
    void theBundledIssuerIsEnough() throws MalformedEvidenceException {
        VekEndorsement alone = VekEndorsement.of(Real.milanVcek(), "a file");

        VerifiedReport verified = verified(Real.milan(), alone, Real.AT);

        assertThat(VERIFIER.missingIssuer(Real.milan(), alone)).isEmpty();
        assertThat(verified.product()).isEqualTo(SnpProduct.MILAN);
        assertThat(codes(verified.checks(), Outcome.NOT_ACCEPTED))
                .containsExactly("PROVISIONAL_FIRMWARE", "TCB_STATUS_REJECTED");
    }

    @Test
    void whatIsNotAcceptedCanBeByName() throws MalformedEvidenceException {
        SnpPolicy policy = SnpPolicy.builder()
                .accept(SnpTcbStatus.OUT_OF_DATE)
                .accept(SnpState.PROVISIONAL_FIRMWARE)
                .build();

        VerifiedReport verified = (VerifiedReport) verdict(
                VERIFIER.withPolicy(policy), Real.milan(), VekEndorsement.of(Real.milanVcek(), "a file"), Real.AT);

        assertThat(codes(verified.checks(), Outcome.NOT_ACCEPTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2023-01-24T02:35:07Z, false",
        "2026-06-17T01:05:03Z, true",
        "2026-06-17T01:05:04Z, false",
        "2033-06-17T01:05:04Z, false",
        "2033-06-17T01:05:05Z, true"
    })
    void theCertificateOfTheKeyIsValidFromItsFirstToItsLastSecond(Instant at, boolean ignored)
            throws MalformedEvidenceException {
        boolean inDate = !at.isBefore(Instant.parse("2026-06-17T01:05:04Z"))
                && !at.isAfter(Instant.parse("2033-06-17T01:05:04Z"));

        ReportVerdict verdict = verdict(VERIFIER, Real.dstack(), Real.dstackEndorsement(), at);

        assertThat(verdict instanceof VerifiedReport).isEqualTo(inDate);
        if (verdict instanceof RefusedReport refused) {
            assertThat(refused.reason().code())
                    .isEqualTo(
                            at.isBefore(Instant.parse("2026-06-17T01:05:04Z"))
                                    ? SnpCheck.CERT_NOT_YET_VALID
                                    : SnpCheck.CERT_EXPIRED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "snp/ask_ark_genoa.pem, VEK_CHAIN_UNTRUSTED",
        "snp/ask_ark_turin.pem, VEK_CHAIN_UNTRUSTED",
        "snp/asvk_ark_milan.pem, VEK_CHAIN_UNTRUSTED"
    })
    void anIssuerOfAnotherLineOrKindIsRefused(String file, SnpCheck code) throws MalformedEvidenceException {
        Bytes issuer = SnpCertificates.read(Bytes.copyOf(Conformance.bytes(file)), file)
                .getFirst()
                .der();

        assertThat(refusal(Real.dstack(), Real.dstackEndorsement().withIssuer(issuer)))
                .isEqualTo(code);
    }

    @Test
    void theCertificateOfAnotherChipIsRefused() throws MalformedEvidenceException {
        assertThat(refusal(Real.dstack(), VekEndorsement.of(Real.milanVcek(), "a file")))
                .isEqualTo(SnpCheck.REPORT_SIGNATURE);
    }

    @Test
    void aRootThatCameAlongIsNeverTrustedAndMustBeTheAnchor() throws MalformedEvidenceException {
        List<Bytes> milan =
                SnpCertificates.read(Bytes.copyOf(Conformance.bytes("snp/ask_ark_milan.pem")), "chain").stream()
                        .map(certificate -> certificate.der())
                        .toList();
        Bytes genoaArk = SnpCertificates.read(Bytes.copyOf(Conformance.bytes("snp/ask_ark_genoa.pem")), "chain")
                .get(1)
                .der();
        Bytes vcek = Bytes.copyOf(Conformance.bytes("dstack/sev_snp_vcek.pem"));
        VekEndorsement right = new VekEndorsement(vcek, Optional.of(milan.get(0)), Optional.of(milan.get(1)), "a file");
        VekEndorsement wrong = new VekEndorsement(vcek, Optional.of(milan.get(0)), Optional.of(genoaArk), "a file");

        assertThat(verdict(VERIFIER, Real.dstack(), right, Real.AT)).isInstanceOf(VerifiedReport.class);
        assertThat(refusal(Real.dstack(), wrong)).isEqualTo(SnpCheck.VEK_CHAIN_UNTRUSTED);
        assertThat(((RefusedReport) SnpVerifier.of(AmdTrustAnchors.of(List.of()))
                                .authenticate(Real.dstack(), right, Real.AT))
                        .reason()
                        .code())
                .isEqualTo(SnpCheck.VEK_CHAIN_UNTRUSTED);
    }

    @Test
    void aRememberingVerifierComputesOneSignatureForAChainThatItHasSeen() throws MalformedEvidenceException {
        int[] computed = {0};
        SnpVerifier remembering = VERIFIER.withSignatures((key, message, signature) -> {
                    computed[0]++;
                    return dev.teeproof.crypto.SignatureVerifier.ofJava().verifies(key, message, signature);
                })
                .remembering(100);

        verdict(remembering, Real.dstack(), Real.dstackEndorsement(), Real.AT);
        int first = computed[0];
        verdict(remembering, Real.dstack(), Real.dstackEndorsement(), Real.AT);

        assertThat(first).isEqualTo(3);
        assertThat(computed[0] - first).isEqualTo(1);
        assertThat(verdict(remembering, Real.dstack(), Real.dstackEndorsement(), Instant.parse("2034-01-01T00:00:00Z")))
                .isInstanceOf(RefusedReport.class);
    }

    private static CheckCode refusal(SnpReport report, VekEndorsement endorsement) {
        return ((RefusedReport) VERIFIER.authenticate(report, endorsement, Real.AT))
                .reason()
                .code();
    }

    private static VerifiedReport verified(SnpReport report, VekEndorsement endorsement, Instant at) {
        return (VerifiedReport) verdict(VERIFIER, report, endorsement, at);
    }

    private static ReportVerdict verdict(
            SnpVerifier verifier, SnpReport report, VekEndorsement endorsement, Instant at) {
        return switch (verifier.authenticate(report, endorsement, at)) {
            case AuthenticReport authentic -> verifier.verify(authentic, Optional.empty());
            case RefusedReport refused -> refused;
        };
    }

    private static List<String> codes(List<Check> checks, Outcome outcome) {
        return checks.stream()
                .filter(check -> check.outcome() == outcome)
                .map(check -> check.code().name())
                .toList();
    }
}
