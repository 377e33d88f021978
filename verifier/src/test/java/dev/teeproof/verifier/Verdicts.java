package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.simulator.SimulatedQuote;
import java.time.Instant;
import java.util.Arrays;

/** Verdicts in one word: the TCB status, or the code of the refusal. */
final class Verdicts {

    private Verdicts() {}

    /** A verifier that trusts the roots of these. */
    static QuoteVerifier under(SimulatedQuote... roots) {
        return QuoteVerifier.of(
                TrustAnchors.of(Arrays.stream(roots).map(SimulatedQuote::root).toList()));
    }

    static String of(QuoteVerifier verifier, Bytes quote, Collateral collateral, Instant at)
            throws MalformedEvidenceException {
        QuoteVerdict verdict = verifier.verify(Quote.parse(quote), collateral, at);
        return switch (verdict) {
            case RefusedQuote refused -> refused.reason().code().name();
            case VerifiedQuote verified -> verified.tcb().status().text();
        };
    }
}
