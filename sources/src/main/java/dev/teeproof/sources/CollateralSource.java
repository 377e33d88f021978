package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
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
     * The PCK certificate chain, PEM, of a quote that says by which id to ask for it.
     *
     * @throws SourceUnavailableException if it cannot be had
     */
    default Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        throw new SourceUnavailableException("the PCK certificate chain", "this source has none");
    }

    /**
     * The PCK certificate chain, PEM, of a quote that carries its PCK certificate without the CA (certification data type
     * 4).
     *
     * @throws SourceUnavailableException if it cannot be had
     */
    default Bytes pckCertificateChain(CertificationData certificate, Instant at) throws SourceUnavailableException {
        throw new SourceUnavailableException("the PCK certificate chain", "this source has none");
    }
}
