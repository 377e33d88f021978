package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;

/** Gives Intel's collateral for a quote. What it gives is verified by whoever asked. */
@FunctionalInterface
public interface CollateralSource {

    /**
     * The collateral for the quote's platform at the instant of its authentication.
     *
     * @throws SourceUnavailableException if it cannot be had
     */
    Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException;

    /**
     * The PCK certificate chain, PEM, of a quote that does not carry it. This one has none.
     *
     * @throws SourceUnavailableException if it cannot be had
     */
    default Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        throw new SourceUnavailableException(
                "Intel's collateral",
                "the quote does not carry its PCK certificate, and this source of collateral gives none");
    }
}
