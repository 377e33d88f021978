package dev.teeproof.dcap;

import static dev.teeproof.dcap.PolicyCheck.ADVISORY_REJECTED;
import static dev.teeproof.dcap.PolicyCheck.TCB_DATE_TOO_OLD;
import static dev.teeproof.dcap.PolicyCheck.TCB_EVALUATION_TOO_OLD;
import static dev.teeproof.dcap.PolicyCheck.TCB_LEVEL_AGE;
import static dev.teeproof.dcap.QuoteCheck.SGX_TCB_REVOKED;
import static dev.teeproof.dcap.QuoteCheck.TCB_STATUS_REJECTED;

import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a genuine platform is as current as the relying party wants it. Nothing here is a matter of forgery. */
record TcbRules(QuotePolicy policy) {

    List<Check> check(TcbAppraisal tcb, Tee tee, Instant at) {
        List<Check> checks = new ArrayList<>();
        if (tee == Tee.TDX) {
            checks.add(sgxLevelIsNotRevoked(tcb));
        }
        checks.add(statusIsAccepted(tcb));
        Stream.of(
                        levelIsYoungEnough(tcb, at),
                        advisoriesAreAccepted(tcb),
                        evaluationIsNewEnough(tcb),
                        dateIsNewEnough(tcb))
                .flatMap(Optional::stream)
                .forEach(checks::add);
        return checks;
    }

    /**
     * By Intel's rules the level of the SGX components by themselves does not decide. Where it is revoked, a relying party
     * wants to know.
     */
    private Check sgxLevelIsNotRevoked(TcbAppraisal tcb) {
        if (tcb.sgxStatus() != TcbStatus.REVOKED) {
            return Check.passed(SGX_TCB_REVOKED, "the level of the SGX components by themselves is not revoked");
        }
        boolean accepted = policy.acceptedStates().contains(AcceptedState.SGX_REVOKED);
        return Check.accepted(
                SGX_TCB_REVOKED,
                accepted,
                "the level of the SGX components by themselves is revoked, though Intel's rules judge by another"
                        + howAccepted(accepted, AcceptedState.SGX_REVOKED.text()));
    }

    /** Intel's status of the platform, merged, against what the relying party accepts. */
    private Check statusIsAccepted(TcbAppraisal tcb) {
        String status = "the TCB status is " + tcb.status();
        boolean accepted = policy.tcb().acceptedStatuses().contains(tcb.status());
        if (accepted && tcb.status() == TcbStatus.UP_TO_DATE) {
            return Check.passed(TCB_STATUS_REJECTED, status);
        }
        return Check.accepted(
                TCB_STATUS_REJECTED,
                accepted,
                status + howAccepted(accepted, tcb.status().text()));
    }

    private Optional<Check> levelIsYoungEnough(TcbAppraisal tcb, Instant at) {
        if (policy.tcb().greatestAges().isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> greatest =
                Optional.ofNullable(policy.tcb().greatestAges().get(tcb.status()));
        if (greatest.isEmpty()) {
            return Optional.of(
                    Check.notApplicable(TCB_LEVEL_AGE, "the policy sets no age for the status " + tcb.status()));
        }
        Instant until = tcb.datesFrom().plus(greatest.get());
        boolean young = !at.isAfter(until);
        return Optional.of(new Check(
                TCB_LEVEL_AGE,
                young ? Outcome.PASSED : Outcome.NOT_ACCEPTED,
                "the level with status " + tcb.status() + " is of " + tcb.datesFrom()
                        + ", and the policy accepts it for " + greatest.get().toDays() + " days, until " + until,
                Optional.of("until " + until),
                Optional.of(at.toString())));
    }

    private Optional<Check> advisoriesAreAccepted(TcbAppraisal tcb) {
        TcbPolicy rules = policy.tcb();
        if (rules.deniedAdvisories().isEmpty() && rules.allowedAdvisories().isEmpty()) {
            return Optional.empty();
        }
        List<String> denied = tcb.advisoryIds().stream()
                .filter(advisory -> rules.deniedAdvisories().contains(TcbPolicy.named(advisory))
                        || rules.allowedAdvisories()
                                .filter(allowed -> !allowed.contains(TcbPolicy.named(advisory)))
                                .isPresent())
                .toList();
        return Optional.of(Check.accepted(
                ADVISORY_REJECTED,
                denied.isEmpty(),
                denied.isEmpty()
                        ? "no advisory applies that the policy rejects"
                        : "the policy rejects advisories that apply: " + String.join(", ", denied)));
    }

    private Optional<Check> evaluationIsNewEnough(TcbAppraisal tcb) {
        return policy.tcb().leastEvaluationDataNumber().map(least -> {
            boolean enough = tcb.tcbEvaluationDataNumber() >= least;
            return Check.accepted(
                    TCB_EVALUATION_TOO_OLD,
                    enough,
                    "the TCB evaluation data number is " + tcb.tcbEvaluationDataNumber() + ", and the policy wants "
                            + least + " or more");
        });
    }

    private Optional<Check> dateIsNewEnough(TcbAppraisal tcb) {
        return policy.tcb()
                .leastTcbDate()
                .map(least -> Check.accepted(
                        TCB_DATE_TOO_OLD,
                        !tcb.tcbDate().isBefore(least),
                        "the platform's TCB level is of " + tcb.tcbDate() + ", and the policy wants one of " + least
                                + " or later"));
    }

    static String howAccepted(boolean accepted, String name) {
        return accepted ? ", accepted as " + name : ", which is not accepted (accept it as " + name + ")";
    }
}
