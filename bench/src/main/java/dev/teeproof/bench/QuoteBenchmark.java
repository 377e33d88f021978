package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.P256PublicKey;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.VerifiedQuote;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A quote's bytes in, verdict out, at three degrees of acquaintance: what other libraries for quotes do, too. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class QuoteBenchmark {

    @Param
    public Computing computing;

    private final QuoteFixture fixture = QuoteFixture.atHand();
    private SignatureVerifier signatures;
    private P256PublicKey key;
    private Bytes message;
    private EcdsaSignature signature;
    private Collateral collateral;
    private QuoteVerifier ofNewPlatforms;
    private QuoteVerifier ofNewQuotes;

    /** What is kept from call to call: the collateral object, and a verifier that has used it once. */
    @Setup
    public void meet() throws MalformedEvidenceException {
        signatures = computing.signatures();
        Quote quote = fixture.readQuote();
        key = P256PublicKey.ofCoordinates(quote.authentication().attestationKey(), "attestation_key");
        message = quote.signedData();
        signature = quote.authentication().quoteSignature();
        collateral = fixture.readCollateral();
        ofNewPlatforms = QuoteFixture.verifier(Remembering.allBut(fixture.ofThePlatform(), signatures));
        ofNewQuotes = QuoteFixture.verifier(Remembering.allBut(fixture.ofTheQuote(), signatures));
        fixture.verified(ofNewPlatforms, collateral);
        fixture.verified(ofNewQuotes, collateral);
    }

    /** One signature as verification computes it: the quote's. */
    @Benchmark
    public boolean signature() {
        if (!signatures.ecdsaP256Sha256(key, message, signature)) {
            throw new IllegalStateException("the quote's signature is right");
        }
        return true;
    }

    /** Nothing is known: the container is read, every signature is computed. */
    @Benchmark
    public VerifiedQuote cold() throws MalformedEvidenceException {
        return fixture.verified(QuoteFixture.verifier(signatures), fixture.readCollateral());
    }

    /** The collateral at hand, and nothing remembered: what a library without memory does. */
    @Benchmark
    public VerifiedQuote collateralAtHand() throws MalformedEvidenceException {
        return fixture.verified(QuoteFixture.verifier(signatures), collateral);
    }

    /** The collateral was used before, the platform's certificate, quoting enclave and quote are new. */
    @Benchmark
    public VerifiedQuote collateralSeen() throws MalformedEvidenceException {
        return fixture.verified(ofNewPlatforms, collateral);
    }

    /** Another quote of a platform that was seen before. */
    @Benchmark
    public VerifiedQuote platformSeen() throws MalformedEvidenceException {
        return fixture.verified(ofNewQuotes, collateral);
    }
}
