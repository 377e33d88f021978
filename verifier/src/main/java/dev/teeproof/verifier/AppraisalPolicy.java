package dev.teeproof.verifier;

import dev.teeproof.dcap.AcceptedState;
import dev.teeproof.dcap.CompatibilityRule;
import dev.teeproof.dcap.QuotePolicy;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dstack.ExpectedApp;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.snp.SnpState;
import dev.teeproof.snp.SnpTcbStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a relying party accepts of a machine that is genuine. The default is the strictest.
 *
 * @param quote of an Intel platform and its workload
 * @param snp of an AMD platform and its guest
 * @param app what is demanded of the app that a dstack guest runs
 * @param acceptUnidentifiedApp machines whose log does not say which app runs
 * @param compatibility rules of other verifiers in the place of Intel's
 */
public record AppraisalPolicy(
        QuotePolicy quote,
        SnpPolicy snp,
        ExpectedApp app,
        boolean acceptUnidentifiedApp,
        Set<CompatibilityRule> compatibility) {

    public static final AppraisalPolicy STRICT =
            new AppraisalPolicy(QuotePolicy.STRICT, SnpPolicy.STRICT, ExpectedApp.ANY, false, Set.of());

    private static final String UNIDENTIFIED_APP = "unidentified-app";

    public AppraisalPolicy {
        compatibility = Set.copyOf(compatibility);
    }

    /** The names that {@link #accepting} knows. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (TcbStatus status : TcbStatus.values()) {
            if (status != TcbStatus.REVOKED) {
                names.add(status.text());
            }
        }
        for (AcceptedState state : AcceptedState.values()) {
            names.add(state.text());
        }
        for (SnpState state : SnpState.values()) {
            if (!names.contains(state.text())) {
                names.add(state.text());
            }
        }
        names.add(UNIDENTIFIED_APP);
        return List.copyOf(names);
    }

    /**
     * With one more state accepted.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException for any other; Revoked is never accepted
     */
    public AppraisalPolicy accepting(String name) {
        if (TcbStatus.of(name).equals(Optional.of(TcbStatus.REVOKED))) {
            throw new IllegalArgumentException(name + " is never accepted");
        }
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is nothing that can be accepted; the names are " + String.join(", ", names()));
        }
        QuotePolicy intel = quote;
        Optional<TcbStatus> status = TcbStatus.of(name);
        if (status.isPresent()) {
            intel = intel.accepting(status.get());
        }
        Optional<AcceptedState> state = AcceptedState.of(name);
        if (state.isPresent()) {
            intel = intel.accepting(state.get());
        }
        return new AppraisalPolicy(
                intel, snpAccepting(name), app, acceptUnidentifiedApp || name.equals(UNIDENTIFIED_APP), compatibility);
    }

    /** What has the same name with AMD is accepted there too. */
    private SnpPolicy snpAccepting(String name) {
        SnpPolicy.Builder amd = snp.toBuilder();
        SnpTcbStatus.of(name).ifPresent(amd::accept);
        SnpState.of(name).ifPresent(amd::accept);
        return amd.build();
    }

    public AppraisalPolicy with(QuotePolicy other) {
        return new AppraisalPolicy(other, snp, app, acceptUnidentifiedApp, compatibility);
    }

    /** For development machines of either kind. */
    public AppraisalPolicy withInsecureAllowDebug() {
        return new AppraisalPolicy(
                quote.withInsecureAllowDebug(),
                snp.toBuilder().insecureAllowDebug().build(),
                app,
                acceptUnidentifiedApp,
                compatibility);
    }

    public AppraisalPolicy with(SnpPolicy other) {
        return new AppraisalPolicy(quote, other, app, acceptUnidentifiedApp, compatibility);
    }

    public AppraisalPolicy with(ExpectedApp other) {
        return new AppraisalPolicy(quote, snp, other, acceptUnidentifiedApp, compatibility);
    }

    /** With one more rule of another verifier in the place of Intel's. */
    public AppraisalPolicy with(CompatibilityRule rule) {
        Set<CompatibilityRule> more = EnumSet.of(rule);
        more.addAll(compatibility);
        return new AppraisalPolicy(quote, snp, app, acceptUnidentifiedApp, more);
    }
}
