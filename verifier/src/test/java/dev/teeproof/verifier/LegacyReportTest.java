package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.GivenCollateral;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real machine whose image would have to be measured, and machines whose collateral is not at hand. */
class LegacyReportTest {

    @Test
    void quoteAndLogHoldAndTheImageIsNotAtHand() throws Exception {
        AttestationResult result = Real.verify(Real.evidence(Real.LEGACY), Real.collateral(Real.APRIL), Real.LEGACY_AT);

        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
        assertThat(result.reasons().get(0)).satisfies(check -> {
            assertThat(check.code()).isEqualTo(ImageCheck.OS_IMAGE_MISSING);
            assertThat(check.statement())
                    .isEqualTo("the OS image 14ad42d0270b444eaeb53918a5a94d9b17eec7a817cd336173b17c5327541c67"
                            + " is not at hand");
        });
        for (DstackCheck replay : new DstackCheck[] {
            DstackCheck.RTMR0_REPLAY, DstackCheck.RTMR1_REPLAY, DstackCheck.RTMR2_REPLAY, DstackCheck.RTMR3_REPLAY
        }) {
            assertThat(outcome(result, replay)).as(replay.name()).isEqualTo(Outcome.PASSED);
        }
        assertThat(outcome(result, ImageCheck.MRTD_MISMATCH)).isEqualTo(Outcome.NOT_RUN);
        assertThat(result.checks()).extracting(Check::outcome).doesNotContain(Outcome.FAILED, Outcome.NOT_ACCEPTED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "APP_ID, 3763bc34552cf3a27ff71ad5f7a90471562a1a2d, ReplayedTo",
        "COMPOSE_HASH, 3763bc34552cf3a27ff71ad5f7a90471562a1a2df552dfc1998cba2d60da27e7, ReplayedTo",
        "INSTANCE_ID, c3714eb66990eace777b4e664c16e09375dec4c9, ReplayedTo",
        "MR_SYSTEM, e1ae776a1492d4f87937b7e563d265c16300be4aba5d748207587023bb7dbb75, ComputedFrom",
        "MR_AGGREGATED, 233c659f83048505bb1ef7f105245aa80f5d04e3d096c329da272d7ee13fbf38, ComputedFrom",
        "OS_IMAGE_HASH, 14ad42d0270b444eaeb53918a5a94d9b17eec7a817cd336173b17c5327541c67, Unproven",
        "MEMORY_SIZE, 68719476736, Unproven",
        "CPU_COUNT, 16, Unproven",
        "QEMU_VERSION, 9.2.1, Unproven",
        "TCB_STATUS, UpToDate, ComputedFrom"
    })
    void itsClaimsAreProvenAsFarAsQuoteAndLogGo(ClaimName name, String value, String proof) throws Exception {
        AttestationResult result = Real.verify(Real.evidence(Real.LEGACY), Real.collateral(Real.APRIL), Real.LEGACY_AT);

        assertThat(result.claim(name).orElseThrow().value()).hasToString(value);
        assertThat(result.claim(name).orElseThrow().proof().getClass().getSimpleName())
                .isEqualTo(proof);
    }

    @Test
    void withoutCollateralNothingIsProvenAndNothingIsWrong() throws Exception {
        AttestationResult result = Verifier.builder().build().verify(Real.evidence(Real.LITE), Real.LITE_AT);

        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
        assertThat(result.reasons().get(0).code()).isEqualTo(QuoteCheck.COLLATERAL_MISSING);
        assertThat(result.reasons().get(0).statement()).isEqualTo("Intel's collateral: no source was configured");
        assertThat(outcome(result, QuoteCheck.QUOTE_SIGNATURE)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(result, DstackCheck.RTMR3_REPLAY)).isEqualTo(Outcome.NOT_RUN);
        assertThat(result.endorsements()).isEmpty();
        assertThat(result.claims())
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.proof()).isEqualTo(new Proof.Unproven()));
        assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().value())
                .hasToString("86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9");
    }

    @Test
    void anEmptyListOfCollateralIsNoCollateral() throws Exception {
        AttestationResult result = Verifier.builder()
                .endorsements(new GivenCollateral(List.of()))
                .build()
                .verify(Real.evidence(Real.LITE), Real.LITE_AT);

        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
        assertThat(result.reasons().get(0).code()).isEqualTo(QuoteCheck.COLLATERAL_MISSING);
        assertThat(result.reasons().get(0).statement()).isEqualTo("the collateral that was given: none was given");
    }

    /** The machine in the agent's fixture is of the platform that this collateral is for, and younger than it. */
    @ParameterizedTest(name = "{0} with {1} at {2}: {3}")
    @CsvSource({
        "dstack/tdx-lite-attestation.json, tdx-b0c06f000000.json, 2026-04-15T12:00:00Z, CRL_EXPIRED",
        "dstack/tdx-lite-attestation.json, tdx-90c06f000000-2026-02.json, 2026-04-15T12:00:00Z, CRL_EXPIRED",
        "dstack/tdx-lite-attestation.json, sgx-00a067110000.json, 2026-04-15T12:00:00Z, CRL_ISSUER",
        "dstack/guest-agent-attestation.bin, tdx-b0c06f000000.json, 2026-04-15T12:00:00Z, CRL_EXPIRED",
        "dstack/guest-agent-attestation.bin, tdx-b0c06f000000.json, 2025-07-01T00:00:00Z, CERT_NOT_YET_VALID",
        "dstack/guest-agent-attestation.bin, tdx-90c06f000000-2026-04.json, 2026-04-15T12:00:00Z, TCB_INFO_MISMATCH",
        "dstack/quote-report.json, tdx-90c06f000000-2026-04.json, 2026-04-16T00:00:00Z, CRL_EXPIRED"
    })
    void collateralOfAnotherPlatformOrTimeIsRefused(String evidence, String collateral, Instant at, QuoteCheck code)
            throws Exception {
        AttestationResult result =
                Real.verify(Real.evidence(evidence), Real.collateral("dcap/collateral/" + collateral), at);

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).isEqualTo(code);
        assertThat(result.claims())
                .allSatisfy(claim -> assertThat(claim.proof()).isEqualTo(new Proof.Unproven()));
    }

    @Test
    void ofSeveralTheCollateralForThePlatformIsTaken() throws Exception {
        GivenCollateral several = new GivenCollateral(
                List.of(Real.collateral("dcap/collateral/tdx-b0c06f000000.json"), Real.collateral(Real.APRIL)));

        assertThat(Verifier.builder()
                        .endorsements(several)
                        .build()
                        .verify(Real.evidence(Real.LITE), Real.LITE_AT)
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "dstack/tdx-lite-attestation.json, 2026-04-15T00:50:57Z, CERT_NOT_YET_VALID",
        "dstack/tdx-lite-attestation.json, 2026-04-15T00:50:58Z, AFFIRMING",
        "dstack/tdx-lite-attestation.json, 2026-04-15T22:06:09Z, AFFIRMING",
        "dstack/tdx-lite-attestation.json, 2026-04-15T22:06:10Z, TCB_INFO_EXPIRED",
        "dstack/quote-report.json, 2026-03-16T22:34:04Z, CRL_NOT_YET_VALID",
        "dstack/quote-report.json, 2026-03-16T22:34:05Z, NONE",
        "dstack/quote-report.json, 2026-04-15T22:06:09Z, NONE",
        "dstack/quote-report.json, 2026-04-15T22:06:10Z, TCB_INFO_EXPIRED"
    })
    void theInstantDecidesToTheSecond(String evidence, Instant at, String expected) throws Exception {
        AttestationResult result = Real.verify(Real.evidence(evidence), Real.collateral(Real.APRIL), at);

        boolean inside = expected.equals("AFFIRMING") || expected.equals("NONE");
        assertThat(inside ? result.verdict().name() : Real.firstFailure(result).name())
                .isEqualTo(expected);
    }

    private static Outcome outcome(AttestationResult result, dev.teeproof.result.CheckCode code) {
        return result.check(code).orElseThrow().outcome();
    }
}
