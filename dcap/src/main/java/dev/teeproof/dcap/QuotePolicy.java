package dev.teeproof.dcap;

import dev.teeproof.result.CheckCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a relying party accepts of a genuine platform, and demands of what runs on it. The default accepts the status
 * UpToDate and nothing else, and demands nothing.
 *
 * @param acceptedStates states of the domain that are not accepted by default
 * @param insecureAllowDebug for development machines: the host can read the workload's memory, nothing in it is secret
 */
public record QuotePolicy(
        TcbPolicy tcb, Set<AcceptedState> acceptedStates, ExpectedReport expected, boolean insecureAllowDebug) {

    public static final QuotePolicy STRICT = new QuotePolicy(TcbPolicy.STRICT, Set.of(), ExpectedReport.ANY, false);

    public QuotePolicy {
        acceptedStates = Set.copyOf(acceptedStates);
    }

    /** With one more status accepted. */
    public QuotePolicy accepting(TcbStatus status) {
        return with(tcb.accepting(status));
    }

    /** With one more state accepted. */
    public QuotePolicy accepting(AcceptedState state) {
        EnumSet<AcceptedState> more = EnumSet.of(state);
        more.addAll(acceptedStates);
        return new QuotePolicy(tcb, more, expected, insecureAllowDebug);
    }

    public QuotePolicy with(TcbPolicy other) {
        return new QuotePolicy(other, acceptedStates, expected, insecureAllowDebug);
    }

    public QuotePolicy with(ExpectedReport other) {
        return new QuotePolicy(tcb, acceptedStates, other, insecureAllowDebug);
    }

    public QuotePolicy withInsecureAllowDebug() {
        return new QuotePolicy(tcb, acceptedStates, expected, true);
    }

    /** The checks that this policy asks for, beside those that every quote needs. */
    public List<CheckCode> checks() {
        List<CheckCode> checks = new ArrayList<>();
        if (!tcb.greatestAges().isEmpty()) {
            checks.add(PolicyCheck.TCB_LEVEL_AGE);
        }
        if (!tcb.deniedAdvisories().isEmpty() || tcb.allowedAdvisories().isPresent()) {
            checks.add(PolicyCheck.ADVISORY_REJECTED);
        }
        if (tcb.leastEvaluationDataNumber().isPresent()) {
            checks.add(PolicyCheck.TCB_EVALUATION_TOO_OLD);
        }
        if (tcb.leastTcbDate().isPresent()) {
            checks.add(PolicyCheck.TCB_DATE_TOO_OLD);
        }
        expected.values().keySet().forEach(field -> checks.add(field.check()));
        if (expected.leastIsvSvn().isPresent()) {
            checks.add(PolicyCheck.EXPECTED_ISV_SVN);
        }
        return List.copyOf(checks);
    }
}
