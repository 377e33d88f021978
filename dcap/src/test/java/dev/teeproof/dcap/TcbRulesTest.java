package dev.teeproof.dcap;

import static dev.teeproof.dcap.PolicyCheck.ADVISORY_REJECTED;
import static dev.teeproof.dcap.PolicyCheck.TCB_DATE_TOO_OLD;
import static dev.teeproof.dcap.PolicyCheck.TCB_EVALUATION_TOO_OLD;
import static dev.teeproof.dcap.PolicyCheck.TCB_LEVEL_AGE;
import static dev.teeproof.dcap.QuoteCheck.SGX_TCB_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.TCB_STATUS_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How current a platform has to be for a policy. Nothing here is ever a failure: it is accepted, or it is not. */
class TcbRulesTest {

    private static final Instant PLATFORM_DATE = Instant.parse("2024-03-13T00:00:00Z");
    private static final Instant MODULE_DATE = Instant.parse("2023-08-09T00:00:00Z");
    private static final Instant QE_DATE = Instant.parse("2022-11-09T00:00:00Z");
    private static final Instant AT = Instant.parse("2024-06-01T00:00:00Z");

    /** A platform with module and quoting enclave, each with a date and an advisory of its own. */
    private static TcbAppraisal appraisal(TcbStatus status, TcbStatus module, TcbStatus qe) {
        TcbLevel level = new TcbLevel(
                new TcbComponents(Bytes.zeros(16), List.of()),
                11,
                TcbComponents.NONE,
                said(status, PLATFORM_DATE, "P"));
        return new TcbAppraisal(
                status.converge(module).converge(qe),
                status,
                new TcbAppraisal.Part<>(level, status, level.status()),
                Optional.of(part(module, MODULE_DATE, "M")),
                part(qe, QE_DATE, "Q"),
                19,
                18,
                List.of());
    }

    private static TcbAppraisal.Part<IsvLevel> part(TcbStatus status, Instant date, String advisory) {
        IsvLevel level = new IsvLevel(1, said(status, date, advisory));
        return new TcbAppraisal.Part<>(level, status, level.status());
    }

    private static LevelStatus said(TcbStatus status, Instant date, String advisory) {
        return new LevelStatus(
                status.text(), date, status == TcbStatus.UP_TO_DATE ? List.of() : List.of("ALL", advisory));
    }

    private static final TcbAppraisal CURRENT =
            appraisal(TcbStatus.UP_TO_DATE, TcbStatus.UP_TO_DATE, TcbStatus.UP_TO_DATE);
    private static final TcbAppraisal OLD =
            appraisal(TcbStatus.OUT_OF_DATE, TcbStatus.UP_TO_DATE, TcbStatus.UP_TO_DATE);

    @Test
    void byDefaultOnlyUpToDateIsAcceptedAndNothingElseIsAsked() {
        assertThat(outcomes(TcbPolicy.STRICT, CURRENT, AT))
                .containsExactly(
                        Map.entry(SGX_TCB_REVOKED, Outcome.PASSED), Map.entry(TCB_STATUS_REJECTED, Outcome.PASSED));
        assertThat(QuotePolicy.STRICT.checks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UP_TO_DATE", "REVOKED"})
    void eachStatusIsAcceptedByItsOwnNameAlone(TcbStatus status) {
        TcbAppraisal tcb = appraisal(status, TcbStatus.UP_TO_DATE, TcbStatus.UP_TO_DATE);

        for (TcbStatus accepted : TcbStatus.values()) {
            if (accepted != TcbStatus.REVOKED) {
                assertThat(outcome(TcbPolicy.STRICT.accepting(accepted), tcb, AT, TCB_STATUS_REJECTED))
                        .as("%s where %s is accepted", status, accepted)
                        .isEqualTo(accepted == status ? Outcome.PASSED : Outcome.NOT_ACCEPTED);
            }
        }
    }

    /** The window of an age is closed at its end, to the second. */
    @ParameterizedTest(name = "{0} seconds after the end: {1}")
    @CsvSource({"-1, PASSED", "0, PASSED", "1, NOT_ACCEPTED"})
    void anAcceptedStatusIsAcceptedUntilItsLevelIsTooOld(long after, Outcome expected) {
        Duration age = Duration.ofDays(90);
        TcbPolicy policy = TcbPolicy.STRICT.accepting(TcbStatus.OUT_OF_DATE, age);
        Instant at = PLATFORM_DATE.plus(age).plusSeconds(after);

        assertThat(outcome(policy, OLD, at, TCB_STATUS_REJECTED)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(policy, OLD, at, TCB_LEVEL_AGE)).isEqualTo(expected);
    }

    /** A level that is dated later than the instant is not too old, and neither is one of the very instant. */
    @Test
    void anAgeOfNothingAcceptsALevelOfTheDayAlone() {
        TcbPolicy policy = TcbPolicy.STRICT.accepting(TcbStatus.OUT_OF_DATE, Duration.ZERO);

        assertThat(outcome(policy, OLD, PLATFORM_DATE.minusSeconds(1), TCB_LEVEL_AGE))
                .isEqualTo(Outcome.PASSED);
        assertThat(outcome(policy, OLD, PLATFORM_DATE, TCB_LEVEL_AGE)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(policy, OLD, PLATFORM_DATE.plusSeconds(1), TCB_LEVEL_AGE))
                .isEqualTo(Outcome.NOT_ACCEPTED);
    }

    /** The oldest part that is not up to date counts: an old module or enclave is not hidden by a young platform. */
    @ParameterizedTest(name = "platform {0}, module {1}, quoting enclave {2}: dated {3}")
    @CsvSource({
        "UP_TO_DATE, UP_TO_DATE, UP_TO_DATE, 2024-03-13T00:00:00Z",
        "OUT_OF_DATE, UP_TO_DATE, UP_TO_DATE, 2024-03-13T00:00:00Z",
        "UP_TO_DATE, OUT_OF_DATE, UP_TO_DATE, 2023-08-09T00:00:00Z",
        "OUT_OF_DATE, OUT_OF_DATE, UP_TO_DATE, 2023-08-09T00:00:00Z",
        "OUT_OF_DATE, UP_TO_DATE, OUT_OF_DATE, 2022-11-09T00:00:00Z"
    })
    void anAgeIsCountedFromTheOldestPartThatLags(TcbStatus platform, TcbStatus module, TcbStatus qe, Instant from) {
        TcbAppraisal tcb = appraisal(platform, module, qe);
        TcbPolicy policy = TcbPolicy.STRICT
                .accepting(TcbStatus.OUT_OF_DATE, Duration.ofDays(10))
                .accepting(TcbStatus.UP_TO_DATE, Duration.ofDays(10));

        assertThat(tcb.datesFrom()).isEqualTo(from);
        assertThat(outcome(policy, tcb, from.plus(Duration.ofDays(10)), TCB_LEVEL_AGE))
                .isEqualTo(Outcome.PASSED);
        assertThat(outcome(policy, tcb, from.plus(Duration.ofDays(10)).plusSeconds(1), TCB_LEVEL_AGE))
                .isEqualTo(Outcome.NOT_ACCEPTED);
    }

    @Test
    void anAgeOfAnotherStatusDoesNotConcernThisOne() {
        TcbPolicy policy = TcbPolicy.STRICT.accepting(TcbStatus.OUT_OF_DATE, Duration.ofDays(1));

        assertThat(outcome(policy, CURRENT, AT, TCB_LEVEL_AGE)).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(new QuotePolicy(policy, Set.of(), ExpectedReport.ANY, false).checks())
                .containsExactly(TCB_LEVEL_AGE);
    }

    @ParameterizedTest(name = "denied {0}: {1}")
    @CsvSource({"P, NOT_ACCEPTED", "Q, NOT_ACCEPTED", "ALL, NOT_ACCEPTED", "M, PASSED", "p, NOT_ACCEPTED", "X, PASSED"})
    void aDeniedAdvisoryIsOfAnyPartThatHasIt(String denied, Outcome expected) {
        TcbAppraisal tcb = appraisal(TcbStatus.OUT_OF_DATE, TcbStatus.UP_TO_DATE, TcbStatus.OUT_OF_DATE);

        assertThat(outcome(TcbPolicy.STRICT.denying("Y").denying(denied), tcb, AT, ADVISORY_REJECTED))
                .isEqualTo(expected);
        assertThat(outcome(TcbPolicy.STRICT.denying(denied), CURRENT, AT, ADVISORY_REJECTED))
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void whereSomeAdvisoriesAreAllowedNoOthersAre() {
        TcbPolicy all = TcbPolicy.STRICT.allowingOnly(Set.of("ALL", "P"));

        assertThat(outcome(all, OLD, AT, ADVISORY_REJECTED)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(TcbPolicy.STRICT.allowingOnly(Set.of("ALL")), OLD, AT, ADVISORY_REJECTED))
                .isEqualTo(Outcome.NOT_ACCEPTED);
        assertThat(outcome(TcbPolicy.STRICT.allowingOnly(Set.of("X")), CURRENT, AT, ADVISORY_REJECTED))
                .isEqualTo(Outcome.PASSED);
        assertThat(outcome(TcbPolicy.STRICT.allowingOnly(Set.of()), OLD, AT, ADVISORY_REJECTED))
                .isEqualTo(Outcome.NOT_ACCEPTED);
        assertThat(outcome(all.denying("P"), OLD, AT, ADVISORY_REJECTED)).isEqualTo(Outcome.NOT_ACCEPTED);
        assertThat(statement(TcbPolicy.STRICT.allowingOnly(Set.of("ALL")), ADVISORY_REJECTED))
                .isEqualTo("the policy rejects advisories that apply: P");
    }

    /** The lower number counts, here the QE identity's 18. */
    @ParameterizedTest(name = "{0} or more: {1}")
    @CsvSource({"0, PASSED", "17, PASSED", "18, PASSED", "19, NOT_ACCEPTED", "2147483647, NOT_ACCEPTED"})
    void theEvaluationOfTheOlderDocumentHasToBeNewEnough(int least, Outcome expected) {
        assertThat(outcome(TcbPolicy.STRICT.leastEvaluationDataNumber(least), CURRENT, AT, TCB_EVALUATION_TOO_OLD))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} or later: {1}")
    @CsvSource({"2024-03-12T23:59:59Z, PASSED", "2024-03-13T00:00:00Z, PASSED", "2024-03-13T00:00:01Z, NOT_ACCEPTED"})
    void thePlatformsLevelHasToBeOfTheDateOrLater(Instant least, Outcome expected) {
        assertThat(outcome(TcbPolicy.STRICT.leastTcbDate(least), CURRENT, AT, TCB_DATE_TOO_OLD))
                .isEqualTo(expected);
    }

    @Test
    void theChecksAreTheOnesThatThePolicyPlans() {
        TcbPolicy all = TcbPolicy.STRICT
                .accepting(TcbStatus.OUT_OF_DATE, Duration.ofDays(1))
                .denying("X")
                .leastEvaluationDataNumber(1)
                .leastTcbDate(PLATFORM_DATE);
        QuotePolicy policy = QuotePolicy.STRICT.with(all);

        assertThat(policy.checks())
                .containsExactly(TCB_LEVEL_AGE, ADVISORY_REJECTED, TCB_EVALUATION_TOO_OLD, TCB_DATE_TOO_OLD);
        assertThat(outcomes(all, OLD, AT).keySet().stream().skip(2).toList()).isEqualTo(policy.checks());
    }

    private static Outcome outcome(TcbPolicy policy, TcbAppraisal tcb, Instant at, CheckCode code) {
        return Objects.requireNonNull(outcomes(policy, tcb, at).get(code), code.name());
    }

    private static String statement(TcbPolicy policy, CheckCode code) {
        return new TcbRules(QuotePolicy.STRICT.with(policy))
                .check(OLD, Tee.TDX, AT).stream()
                        .filter(check -> check.code().equals(code))
                        .map(Check::statement)
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<CheckCode, Outcome> outcomes(TcbPolicy policy, TcbAppraisal tcb, Instant at) {
        Map<CheckCode, Outcome> outcomes = new LinkedHashMap<>();
        new TcbRules(QuotePolicy.STRICT.with(policy))
                .check(tcb, Tee.TDX, at)
                .forEach(check -> outcomes.put(check.code(), check.outcome()));
        return outcomes;
    }
}
