package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Collateral that the caller has. Of several sets for the quote's platform the newest that is in date wins, else the
 * newest. Where there is none for the platform, the newest of all is given: it fails its check, with the reason, and so
 * does one that cannot be read well enough to say what it is for.
 */
public final class GivenCollateral implements CollateralSource {

    private record Candidate(Collateral collateral, Optional<IssuedDocument.Stated> tcbInfo) {

        static Candidate of(Collateral collateral) {
            try {
                return new Candidate(
                        collateral, Optional.of(collateral.tcbInfo().stated()));
            } catch (MalformedEvidenceException e) {
                return new Candidate(collateral, Optional.empty());
            }
        }

        Instant issued() {
            return tcbInfo.map(IssuedDocument.Stated::issued).orElse(Instant.MIN);
        }

        boolean isFor(AuthenticQuote quote) {
            try {
                return tcbInfo.isPresent()
                        && tcbInfo.get().id().equals("TDX")
                        && tcbInfo.get().fmspc().equals(Optional.of(quote.fmspc()))
                        && collateral
                                .pckCrl()
                                .stated()
                                .issuer()
                                .der()
                                .equals(quote.pckCa().der());
            } catch (MalformedEvidenceException e) {
                return false;
            }
        }

        boolean inDate(Instant at) {
            try {
                return collateral.tcbInfo().stated().inDate(at)
                        && collateral.qeIdentity().stated().inDate(at)
                        && collateral.rootCaCrl().stated().inDate(at)
                        && collateral.pckCrl().stated().inDate(at);
            } catch (MalformedEvidenceException e) {
                return false;
            }
        }
    }

    private final List<Candidate> newestFirst;

    public GivenCollateral(List<Collateral> given) {
        this.newestFirst = given.stream()
                .map(Candidate::of)
                .sorted(Comparator.comparing(Candidate::issued).reversed())
                .toList();
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        if (newestFirst.isEmpty()) {
            throw new SourceUnavailableException("the collateral that was given", "none was given");
        }
        List<Candidate> forPlatform =
                newestFirst.stream().filter(candidate -> candidate.isFor(quote)).toList();
        return forPlatform.stream()
                .filter(candidate -> candidate.inDate(quote.at()))
                .findFirst()
                .or(() -> forPlatform.stream().findFirst())
                .orElse(newestFirst.get(0))
                .collateral();
    }
}
