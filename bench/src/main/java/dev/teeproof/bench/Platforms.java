package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulated platforms of one kind under one PKI: each has its own PCK certificate, quoting enclave's report, attestation key
 * and quote, and the collateral of all is the same. A real quote cannot stand for a stream of platforms, since a verifier
 * that remembers would know it.
 *
 * @param quotes as sent, one of each platform
 */
record Platforms(List<Bytes> quotes, Collateral collateral, TrustAnchors anchors) {

    Platforms {
        quotes = List.copyOf(quotes);
    }

    static Platforms simulated(int count) {
        QuoteBlueprint first = QuoteBlueprint.of(QuoteKind.TDX_V4, 1, QuoteFixture.AT);
        SimulatedQuote minted = first.build();
        List<Bytes> quotes = new ArrayList<>(List.of(minted.quote()));
        for (int seed = 2; seed <= count; seed++) {
            quotes.add(QuoteBlueprint.of(QuoteKind.TDX_V4, seed, QuoteFixture.AT)
                    .underThePkiOf(first)
                    .build()
                    .quote());
        }
        return new Platforms(quotes, minted.collateral(), TrustAnchors.of(List.of(minted.root())));
    }

    /** A verifier that has seen none of them and remembers those that it will see. */
    QuoteVerifier verifier(SignatureVerifier signatures) {
        return QuoteVerifier.of(anchors).withSignatures(signatures).remembering(QuoteFixture.REMEMBERED);
    }

    /** From the bytes of one platform's quote to the verdict; any but acceptance would be a measurement of something else. */
    VerifiedQuote verified(QuoteVerifier verifier, int platform) throws MalformedEvidenceException {
        return switch (verifier.verify(Quote.parse(quotes.get(platform)), collateral, QuoteFixture.AT)) {
            case VerifiedQuote verified -> verified;
            case RefusedQuote refused -> throw new IllegalStateException("the quote is refused: " + refused.checks());
        };
    }
}
