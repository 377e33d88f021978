package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.SourceUnavailableException;
import java.util.List;

/**
 * Collateral that the caller has. Of several, the first that says it is for the quote's platform is given, else the
 * first: it will fail its check, with the reason.
 */
public final class GivenCollateral implements CollateralSource {

    private final List<Collateral> given;

    public GivenCollateral(List<Collateral> given) {
        this.given = List.copyOf(given);
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        if (given.isEmpty()) {
            throw new SourceUnavailableException("the collateral that was given", "none was given");
        }
        return given.stream()
                .filter(collateral -> isFor(quote.fmspc(), collateral))
                .findFirst()
                .orElse(given.get(0));
    }

    private static boolean isFor(Bytes fmspc, Collateral collateral) {
        try {
            return collateral.statedFmspc().equals(fmspc);
        } catch (MalformedEvidenceException e) {
            return false;
        }
    }
}
