package dev.teeproof.sources;

import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.SourceUnavailableException;

/** Gives Intel's collateral for a quote. What it gives is verified by whoever asked. */
@FunctionalInterface
public interface CollateralSource {

    /**
     * The collateral for the quote's platform at the instant of its authentication.
     *
     * @throws SourceUnavailableException if it cannot be had
     */
    Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException;
}
