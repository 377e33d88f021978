package dev.teeproof.verifier;

import dev.teeproof.dcap.QuotePolicy;
import dev.teeproof.dcap.TcbStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a relying party accepts of a machine that is genuine. The default is the strictest.
 *
 * @param quote of the platform and the trust domain
 * @param acceptUnidentifiedApp machines whose log does not say which app runs
 */
public record AppraisalPolicy(QuotePolicy quote, boolean acceptUnidentifiedApp) {

    public static final AppraisalPolicy STRICT = new AppraisalPolicy(QuotePolicy.STRICT, false);

    private static final String UNIDENTIFIED_APP = "unidentified-app";

    /** The names that {@link #accepting} knows. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (TcbStatus status : TcbStatus.values()) {
            if (status != TcbStatus.REVOKED) {
                names.add(status.text());
            }
        }
        names.addAll(List.of("sept-ve", "migratable", "tpa", UNIDENTIFIED_APP));
        return List.copyOf(names);
    }

    /**
     * With one more state accepted.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException for any other; Revoked is never accepted
     */
    public AppraisalPolicy accepting(String name) {
        Optional<TcbStatus> status = TcbStatus.of(name);
        if (status.isPresent()) {
            return new AppraisalPolicy(quote.accepting(status.get()), acceptUnidentifiedApp);
        }
        return switch (name) {
            case "sept-ve" -> new AppraisalPolicy(quote.acceptingSeptVe(), acceptUnidentifiedApp);
            case "migratable" -> new AppraisalPolicy(quote.acceptingMigratable(), acceptUnidentifiedApp);
            case "tpa" -> new AppraisalPolicy(quote.acceptingTpa(), acceptUnidentifiedApp);
            case UNIDENTIFIED_APP -> new AppraisalPolicy(quote, true);
            default ->
                throw new IllegalArgumentException(
                        "'" + name + "' is nothing that can be accepted; the names are " + String.join(", ", names()));
        };
    }
}
