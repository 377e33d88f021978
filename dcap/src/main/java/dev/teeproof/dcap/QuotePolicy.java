package dev.teeproof.dcap;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a relying party accepts of a genuine platform. The default accepts the status UpToDate and nothing else; Revoked
 * is never accepted.
 *
 * @param acceptedStatuses TCB statuses
 * @param acceptSeptVe domains whose host can inject page faults, such as those with a paravisor (Azure)
 * @param acceptMigratable domains that another domain may move to another machine
 * @param acceptTpa domains that are provisioning agents of TDX Connect
 * @param insecureAllowDebug for development machines: the host can read the domain's memory, nothing in it is secret
 */
public record QuotePolicy(
        Set<TcbStatus> acceptedStatuses,
        boolean acceptSeptVe,
        boolean acceptMigratable,
        boolean acceptTpa,
        boolean insecureAllowDebug) {

    public static final QuotePolicy STRICT = new QuotePolicy(Set.of(TcbStatus.UP_TO_DATE), false, false, false, false);

    public QuotePolicy {
        if (acceptedStatuses.contains(TcbStatus.REVOKED)) {
            throw new IllegalArgumentException("Revoked is never accepted");
        }
        acceptedStatuses = Set.copyOf(acceptedStatuses);
    }

    /** With one more status accepted. */
    public QuotePolicy accepting(TcbStatus status) {
        EnumSet<TcbStatus> more = EnumSet.copyOf(acceptedStatuses);
        more.add(status);
        return new QuotePolicy(more, acceptSeptVe, acceptMigratable, acceptTpa, insecureAllowDebug);
    }

    public QuotePolicy acceptingSeptVe() {
        return new QuotePolicy(acceptedStatuses, true, acceptMigratable, acceptTpa, insecureAllowDebug);
    }

    public QuotePolicy acceptingMigratable() {
        return new QuotePolicy(acceptedStatuses, acceptSeptVe, true, acceptTpa, insecureAllowDebug);
    }

    public QuotePolicy acceptingTpa() {
        return new QuotePolicy(acceptedStatuses, acceptSeptVe, acceptMigratable, true, insecureAllowDebug);
    }
}
