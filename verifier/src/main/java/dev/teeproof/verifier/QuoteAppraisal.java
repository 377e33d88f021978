package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteAuthentication;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.sources.CollateralSource;
import java.time.Instant;
import java.util.Optional;

/** Verifies the quote of some evidence: what it proves by itself first, and only then are endorsements asked for. */
record QuoteAppraisal(QuoteVerifier quotes, CollateralSource endorsements) {

    /**
     * Verifies a quote.
     *
     * @param checks gets what was checked
     * @throws CheckFailedException if the quote is refused
     * @throws SourceUnavailableException if an endorsement cannot be had
     */
    VerifiedQuote verify(Quote quote, Instant at, CheckList checks)
            throws CheckFailedException, SourceUnavailableException {
        switch (authentication(quote, at, checks)) {
            case RefusedQuote refused -> throw refused(refused, checks);
            case AuthenticQuote authentic -> {
                checks.record(authentic.checks());
                QuoteVerdict verdict = quotes.verify(authentic, endorsements.collateral(authentic));
                checks.record(verdict.checks());
                return switch (verdict) {
                    case RefusedQuote refused -> throw refused(refused, checks);
                    case VerifiedQuote verified -> verified;
                };
            }
        }
    }

    private static CheckFailedException refused(RefusedQuote refused, CheckList checks) {
        checks.record(refused.checks());
        return new CheckFailedException(refused.reason());
    }

    /** A quote that names its PCK certificate without carrying the chain has it asked for. */
    private QuoteAuthentication authentication(Quote quote, Instant at, CheckList checks)
            throws CheckFailedException, SourceUnavailableException {
        CertificationData data = quote.authentication().certificationData();
        if (data.hasChain()) {
            return quotes.authenticate(quote, at);
        }
        try {
            if (data.pckCertificateId(quote.header().qeId()).isEmpty()
                    && data.type() != CertificationData.PCK_CERTIFICATE) {
                return quotes.authenticate(quote, at);
            }
        } catch (MalformedEvidenceException e) {
            throw checks.failure(QuoteCheck.CERT_DATA_UNSUPPORTED, e.inWords());
        }
        Optional<RefusedQuote> refuted = quotes.refute(quote);
        if (refuted.isPresent()) {
            return refuted.get();
        }
        checks.record(Check.notRun(
                QuoteCheck.CERT_DATA_UNSUPPORTED,
                "the quote does not carry its PCK certificate chain, and none was had"));
        Bytes chain = endorsements.pckCertificateChain(quote, at);
        return quotes.authenticate(quote, chain, "what was supplied for it", at);
    }
}
