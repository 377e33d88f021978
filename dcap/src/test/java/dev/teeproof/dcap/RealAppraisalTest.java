package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.Shortfall.Gap;
import dev.teeproof.dcap.Shortfall.Update;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What real platforms that are not up to date lack, and what is told of them besides the status. */
class RealAppraisalTest {

    /** Row 1: an SGX platform whose seventh component is 0, which stands for a setting that costs an advisory. */
    @Test
    void anEnclavesPlatformHasItsStatusItsAdvisoriesAndItsGap() throws Exception {
        VerifiedQuote verified = verified(sgx());
        TcbAppraisal tcb = verified.tcb();

        assertThat(tcb.status()).isEqualTo(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED);
        assertThat(tcb.platformStatus()).isEqualTo(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED);
        assertThat(tcb.sgxStatus()).isEqualTo(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED);
        assertThat(tcb.qeStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(tcb.moduleStatus()).isEmpty();
        assertThat(tcb.tcbDate()).isEqualTo(Instant.parse("2024-03-13T00:00:00Z"));
        assertThat(tcb.datesFrom()).isEqualTo(Instant.parse("2024-03-13T00:00:00Z"));
        assertThat(tcb.tcbInfoEvaluation()).isEqualTo(17);
        assertThat(tcb.qeIdentityEvaluation()).isEqualTo(17);
        assertThat(tcb.tcbEvaluationDataNumber()).isEqualTo(17);
        assertThat(tcb.advisoryIds()).containsExactly("INTEL-SA-00289", "INTEL-SA-00615");
        assertThat(tcb.level().level()).hasToString("sgx 11,11,2,2,255,1 pce 13");
        assertThat(tcb.shortfalls()).hasSize(1);
        Shortfall shortfall = tcb.shortfalls().getFirst();
        assertThat(shortfall.part()).isEqualTo(Shortfall.Part.PLATFORM);
        assertThat(shortfall.from()).isEqualTo(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED);
        assertThat(shortfall.to()).isEqualTo(TcbStatus.SW_HARDENING_NEEDED);
        assertThat(shortfall.gaps())
                .extracting(Gap::component, Gap::found, Gap::needed)
                .containsExactly(tuple("SGX component 7", 0, 12));
        assertThat(shortfall.clears()).containsExactly("INTEL-SA-00289");
    }

    @Test
    void anEnclavesReportIsThatOfAppendixA() throws Exception {
        VerifiedQuote verified = verified(sgx());

        assertThat(verified.tee()).isEqualTo(Tee.SGX);
        EnclaveReport report = assertThat(verified.body())
                .asInstanceOf(type(EnclaveReport.class))
                .actual();
        assertThat(report.mrEnclave()).hasToString("33d8736db756ed4997e04ba358d27833188f1932ff7b1d156904d3f560452fbb");
        assertThat(report.mrSigner()).hasToString("815f42f11cf64430c30bab7816ba596a1da0130c3b028b673133a66cf9a3e0e6");
        assertThat(report.reportData().slice(0, 13)).isEqualTo(Bytes.utf8("Hello, world!"));
        assertThat(report.debug()).isFalse();
        assertThat(verified.fmspc()).hasToString("00a067110000");
        assertThat(verified.ppid()).hasToString("d04ec06d4e6d92dc90d0ad3cf5ee2ddf");
        assertThat(verified.platform().platformInstanceId()).isEmpty();
        assertThat(verified.platform().configuration()).isEmpty();
        assertThat(verified.anchor().spkiSha256()).isEqualTo(TrustAnchors.INTEL_SGX_ROOT_CA);
    }

    /** Only the checks of enclaves are made, each of them, and the status alone is not accepted. */
    @Test
    void anEnclaveIsHeldToTheChecksOfEnclaves() throws Exception {
        VerifiedQuote verified = verified(sgx());

        assertThat(verified.checks()).extracting(Check::code).containsExactlyElementsOf(QuoteCheck.of(Tee.SGX));
        assertThat(verified.checks().stream().filter(check -> check.outcome() != Outcome.PASSED))
                .extracting(Check::code, Check::outcome)
                .containsExactly(tuple(QuoteCheck.TCB_STATUS_REJECTED, Outcome.NOT_ACCEPTED));
    }

    /** Row 5: microcode one step behind. */
    @Test
    void anOutOfDatePlatformLacksItsMicrocode() throws Exception {
        VerifiedQuote verified = verified(verdict(
                "dcap/tdx-v4-00806f050000.quote",
                "dcap/collateral/tdx-00806f050000.json",
                Instant.ofEpochSecond(1740787200)));
        TcbAppraisal tcb = verified.tcb();

        assertThat(tcb.status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.platformStatus()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.sgxStatus()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.moduleStatus()).contains(TcbStatus.UP_TO_DATE);
        assertThat(tcb.qeStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(tcb.tcbDate()).isEqualTo(Instant.parse("2023-08-09T00:00:00Z"));
        assertThat(tcb.tcbEvaluationDataNumber()).isEqualTo(17);
        assertThat(tcb.level().level()).hasToString("sgx 6,6,2,2,3,1,0,3 pce 11 tdx 3,0,6");
        assertThat(tcb.shortfalls()).hasSize(1);
        Shortfall shortfall = tcb.shortfalls().getFirst();
        assertThat(shortfall.part()).isEqualTo(Shortfall.Part.PLATFORM);
        assertThat(shortfall.to()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(shortfall.gaps())
                .containsExactly(
                        new Gap("SGX component 1 (BIOS, Early Microcode Update)", 6, 7, Update.MICROCODE_AND_BIOS),
                        new Gap(
                                "SGX component 2 (OS/VMM, SGX Late Microcode Update)",
                                6,
                                7,
                                Update.MICROCODE_AND_BIOS));
        assertThat(shortfall.clears()).containsExactly("INTEL-SA-00960", "INTEL-SA-00982", "INTEL-SA-00986");
    }

    /** Row 17b: the eighth component, the loader of the TDX module, is below the lowest level too. */
    @Test
    void aPlatformBelowEveryLevelIsToldWhatTheLowestWants() throws Exception {
        QuoteVerdict verdict =
                verdict("dcap/tdx-v4-old-microcode.quote.hex", RealQuotes.CURRENT_COLLATERAL, RealQuotes.JULY_1);

        RefusedQuote refused =
                assertThat(verdict).asInstanceOf(type(RefusedQuote.class)).actual();
        assertThat(refused.reason().code()).isEqualTo(QuoteCheck.TCB_NOT_SUPPORTED);
        assertThat(refused.reason().statement())
                .contains("SGX component 8")
                .contains("stands at 3 and must reach 5")
                .doesNotContain("component 7");
    }

    /** Row 12 says by two evaluations' documents what it says by one. */
    @Test
    void aModuleUpdatedUnderARunningDomainThatIsUpToDateNeedsNoRelaunch() throws Exception {
        for (String collateral : new String[] {"2026-02", "2026-04"}) {
            VerifiedQuote verified = verified(verdict(
                    "dcap/tdx-v5-90c06f000000.quote",
                    "dcap/collateral/tdx-90c06f000000-" + collateral + ".json",
                    Instant.ofEpochSecond(collateral.equals("2026-02") ? 1772323200 : 1775001600)));

            assertThat(verified.tdReport().teeTcbSvn()).hasToString("0b010400000000000000000000000000");
            assertThat(verified.tdReport().teeTcbSvn2()).contains(Bytes.hex("0d010400000000000000000000000000"));
            assertThat(verified.tdReport().mrServiceTd()).contains(Bytes.zeros(48));
            assertThat(verified.tcb().status()).isEqualTo(TcbStatus.UP_TO_DATE);
            assertThat(verified.tcb().moduleStatus()).contains(TcbStatus.UP_TO_DATE);
            assertThat(verified.tcb().shortfalls()).isEmpty();
            assertThat(verified.tcb().tcbEvaluationDataNumber()).isEqualTo(18);
            assertThat(verified.checks()).extracting(Check::outcome).containsOnly(Outcome.PASSED);
        }
    }

    private static QuoteVerdict sgx() throws Exception {
        return verdict("dcap/sgx-v3-00a067110000.quote", "dcap/collateral/sgx-00a067110000.json", RealQuotes.JULY_1);
    }

    private static QuoteVerdict verdict(String quote, String collateral, Instant at) throws Exception {
        return QuoteVerifier.of(TrustAnchors.intel())
                .verify(RealQuotes.quote(quote), RealQuotes.collateral(collateral), at);
    }

    private static VerifiedQuote verified(QuoteVerdict verdict) {
        return assertThat(verdict).asInstanceOf(type(VerifiedQuote.class)).actual();
    }
}
