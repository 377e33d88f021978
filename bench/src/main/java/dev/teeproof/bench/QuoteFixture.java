package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * A real TDX quote with the collateral of its platform, on which every verifier says UpToDate: what quote verification is
 * compared on.
 *
 * @param collateral a container of collateral, in JSON
 */
record QuoteFixture(Bytes quote, Bytes collateral) {

    static final String QUOTE = "dcap/tdx-v4-b0c06f000000.quote";
    static final String COLLATERAL = "dcap/collateral/tdx-b0c06f000000.json";

    /** 2025-07-01, when both were fresh. */
    static final Instant AT = Instant.ofEpochSecond(1_751_328_000);

    private static final TrustAnchors INTEL = TrustAnchors.intel();

    static QuoteFixture atHand() {
        try {
            Path folder = Fixture.folder();
            return new QuoteFixture(
                    Bytes.copyOf(Files.readAllBytes(folder.resolve(QUOTE))),
                    Bytes.copyOf(Files.readAllBytes(folder.resolve(COLLATERAL))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Quote readQuote() throws MalformedEvidenceException {
        return Quote.parse(quote);
    }

    Collateral readCollateral() throws MalformedEvidenceException {
        return Collateral.readContainer(collateral, "tdx-b0c06f000000");
    }

    static QuoteVerifier verifier(SignatureVerifier signatures) {
        return QuoteVerifier.of(INTEL).withSignatures(signatures);
    }

    /** From the bytes of the quote to the verdict; any but acceptance would be a measurement of something else. */
    VerifiedQuote verified(QuoteVerifier verifier, Collateral endorsements) throws MalformedEvidenceException {
        return switch (verifier.verify(readQuote(), endorsements, AT)) {
            case VerifiedQuote verified -> verified;
            case RefusedQuote refused -> throw new IllegalStateException("the quote is refused: " + refused.checks());
        };
    }

    /** The signature that every quote has anew. */
    Set<EcdsaSignature> ofTheQuote() throws MalformedEvidenceException {
        return Set.of(readQuote().authentication().quoteSignature());
    }

    /** The signatures that every platform has for itself: PCK certificate, quoting enclave's report, quote. */
    Set<EcdsaSignature> ofThePlatform() throws MalformedEvidenceException {
        var authentication = readQuote().authentication();
        Certificate pck = Certificate.readPem(authentication.certificationData().data(), "pck_chain")
                .getFirst();
        return Set.of(pck.signature(), authentication.qeReportSignature(), authentication.quoteSignature());
    }
}
