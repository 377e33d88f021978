package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.TCB_NOT_SUPPORTED;
import static dev.teeproof.dcap.QuoteCheck.TCB_STATUS_REJECTED;
import static dev.teeproof.dcap.QuoteCheck.TD_SEPT_VE_DISABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real quotes with the collateral of their time. The instants are inside the windows of both. */
class RealQuoteVerdictTest {

    private static final String OUT_OF_DATE = "dcap/tdx-v4-00806f050000.quote";
    private static final String OUT_OF_DATE_COLLATERAL = "dcap/collateral/tdx-00806f050000.json";
    private static final Instant MARCH_2025 = Instant.ofEpochSecond(1740787200);

    @ParameterizedTest(name = "{0} at {2}")
    @CsvSource({
        "dcap/tdx-v4-b0c06f000000.quote, dcap/collateral/tdx-b0c06f000000.json, 1751328000, b0c06f000000, 17",
        "dstack/quote-report.json, dcap/collateral/tdx-90c06f000000-2026-04.json, 1775001600, 90c06f000000, 18",
        "dstack/quote-report.json, dcap/collateral/tdx-90c06f000000-2026-02.json, 1772323200, 90c06f000000, 18",
        "dstack/tdx-lite-attestation.json, dcap/collateral/tdx-90c06f000000-2026-04.json, 1776254400, 90c06f000000, 18"
    })
    void aCurrentPlatformIsUpToDate(String quote, String collateral, long at, String fmspc, int evaluation)
            throws Exception {
        VerifiedQuote verified = verified(verify(quote, collateral, Instant.ofEpochSecond(at)));

        assertThat(verified.checks())
                .allSatisfy(check -> assertThat(check.outcome()).isIn(Outcome.PASSED, Outcome.NOT_APPLICABLE));
        assertThat(verified.checks()).extracting(Check::code).containsExactlyElementsOf(QuoteCheck.ALL);
        assertThat(verified.tcb().status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verified.tcb().platformStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verified.tcb().moduleStatus()).contains(TcbStatus.UP_TO_DATE);
        assertThat(verified.tcb().qeStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verified.tcb().advisoryIds()).isEmpty();
        assertThat(verified.tcb().tcbEvaluationDataNumber()).isEqualTo(evaluation);
        assertThat(verified.fmspc()).hasToString(fmspc);
        assertThat(verified.anchor().name()).isEqualTo("Intel SGX Root CA");
        assertThat(verified.anchor().spkiSha256()).isEqualTo(TrustAnchors.INTEL_SGX_ROOT_CA);
    }

    @Test
    void anOutOfDatePlatformIsGenuineAndNotAccepted() throws Exception {
        VerifiedQuote verified = verified(verify(OUT_OF_DATE, OUT_OF_DATE_COLLATERAL, MARCH_2025));

        assertThat(verified.tcb().status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(verified.tcb().advisoryIds()).containsExactly("INTEL-SA-00960", "INTEL-SA-00982", "INTEL-SA-00986");
        assertThat(troubles(verified)).containsExactly(TCB_STATUS_REJECTED);
        assertThat(check(verified, TCB_STATUS_REJECTED).outcome()).isEqualTo(Outcome.NOT_ACCEPTED);
        assertThat(check(verified, TCB_STATUS_REJECTED).statement())
                .isEqualTo("the TCB status is OutOfDate, which is not accepted (accept it as OutOfDate)");
    }

    @Test
    void anOutOfDatePlatformPassesWhereThePolicyNamesTheStatus() throws Exception {
        QuoteVerifier lenient =
                QuoteVerifier.of(TrustAnchors.intel()).withPolicy(QuotePolicy.STRICT.accepting(TcbStatus.OUT_OF_DATE));

        VerifiedQuote verified = verified(lenient.verify(
                RealQuotes.quote(OUT_OF_DATE), RealQuotes.collateral(OUT_OF_DATE_COLLATERAL), MARCH_2025));

        assertThat(troubles(verified)).isEmpty();
        assertThat(verified.tcb().status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(check(verified, TCB_STATUS_REJECTED).statement())
                .isEqualTo("the TCB status is OutOfDate, accepted as OutOfDate");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dcap/tdx-v4-50806f000000-no-level.quote, dcap/collateral/tdx-50806f000000-2023.json, 1688169600",
        "dcap/tdx-v4-old-microcode.quote.hex, dcap/collateral/tdx-b0c06f000000.json, 1751328000"
    })
    void aPlatformBelowEveryLevelIsRefused(String quote, String collateral, long at) throws Exception {
        RefusedQuote refused = refused(verify(quote, collateral, Instant.ofEpochSecond(at)));

        assertThat(refused.reason().code()).isEqualTo(TCB_NOT_SUPPORTED);
        assertThat(refused.checks().stream().filter(Check::failed)).hasSize(1);
        assertThat(check(refused, TD_SEPT_VE_DISABLE).outcome()).isEqualTo(Outcome.NOT_RUN);
        assertThat(check(refused, TD_SEPT_VE_DISABLE).statement()).isEqualTo("an earlier check failed");
    }

    @Test
    void theEndorsementsSayWhatTheVerdictRestsOnAndUntilWhen() throws Exception {
        VerifiedQuote verified = verified(verify(RealQuotes.CURRENT, RealQuotes.CURRENT_COLLATERAL, RealQuotes.JULY_1));

        assertThat(verified.endorsements())
                .extracting(EndorsementUse::name)
                .satisfies(names -> assertThat(String.join("\n", names))
                        .contains("Intel SGX PCK Certificate", "Intel SGX PCK Platform CA", "Intel SGX Root CA"))
                .contains("TDX TCB info for FMSPC b0c06f000000, evaluation 17", "TD QE identity, evaluation 17")
                .hasSize(8);
        assertThat(verified.endorsements().stream().map(EndorsementUse::expires).min(Instant::compareTo))
                .contains(Instant.parse("2025-07-19T10:00:35Z"));
        assertThat(verified.endorsements().stream().map(EndorsementUse::issued).max(Instant::compareTo))
                .contains(Instant.parse("2025-06-19T10:32:27Z"));
    }

    private static QuoteVerdict verify(String quote, String collateral, Instant at) throws Exception {
        return QuoteVerifier.of(TrustAnchors.intel())
                .verify(RealQuotes.quote(quote), RealQuotes.collateral(collateral), at);
    }

    private static VerifiedQuote verified(QuoteVerdict verdict) {
        return assertThat(verdict).asInstanceOf(type(VerifiedQuote.class)).actual();
    }

    private static RefusedQuote refused(QuoteVerdict verdict) {
        return assertThat(verdict).asInstanceOf(type(RefusedQuote.class)).actual();
    }

    private static List<CheckCode> troubles(QuoteVerdict verdict) {
        return verdict.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASSED && check.outcome() != Outcome.NOT_APPLICABLE)
                .map(Check::code)
                .toList();
    }

    private static Check check(QuoteVerdict verdict, QuoteCheck code) {
        return verdict.checks().stream()
                .filter(check -> check.code() == code)
                .findFirst()
                .orElseThrow();
    }
}
