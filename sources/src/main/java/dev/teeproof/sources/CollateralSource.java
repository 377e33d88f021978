package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.Quote;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.Optional;

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

    /**
     * The PCK certificate chain, PEM, of a quote that does not carry it whole.
     *
     * @throws SourceUnavailableException if it cannot be had, or the quote does not say how to ask for it
     */
    default Bytes pckCertificateChain(Quote quote, Instant at) throws SourceUnavailableException {
        CertificationData data = quote.authentication().certificationData();
        try {
            Optional<PckCertificateId> id = data.pckCertificateId(quote.header().qeId());
            return id.isPresent() ? pckCertificateChain(id.get(), at) : pckCertificateChain(data, at);
        } catch (MalformedEvidenceException e) {
            throw new SourceUnavailableException("the PCK certificate chain", e.inWords());
        }
    }
}
