package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.VerifiedQuote;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A quote's bytes in, verdict out, at three degrees of acquaintance: what other libraries for quotes do, too. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class QuoteBenchmark {

    /** How many are met before all begins anew with a verifier that knows nothing. */
    private static final int PLATFORMS = 200;

    @Param
    public Computing computing;

    private final QuoteFixture fixture = QuoteFixture.atHand();
    private SignatureVerifier signatures;
    private EcPublicKey key;
    private Bytes message;
    private EcdsaSignature signature;
    private Collateral collateral;
    private QuoteVerifier acquainted;
    private Platforms platforms;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile QuoteVerifier ofNewPlatforms;

    /** What is kept from call to call: the collateral objects, and verifiers that have used them. */
    @Setup
    public void meet() throws MalformedEvidenceException {
        signatures = computing.signatures();
        Quote quote = fixture.readQuote();
        key = EcPublicKey.ofCoordinates(EcCurve.P_256, quote.authentication().attestationKey(), "attestation_key");
        message = quote.signedData();
        signature = quote.authentication().quoteSignature();
        collateral = fixture.readCollateral();
        acquainted = QuoteFixture.remembering(signatures);
        fixture.verified(acquainted, collateral);
        platforms = Platforms.simulated(PLATFORMS);
        ofNewPlatforms = platforms.verifier(signatures);
    }

    /** One signature as verification computes it: the quote's. */
    @Benchmark
    public boolean signature() {
        if (!signatures.verifies(key, message, signature)) {
            throw new IllegalStateException("the quote's signature is right");
        }
        return true;
    }

    /** Nothing is known: the container is read, every signature is computed. */
    @Benchmark
    public VerifiedQuote cold() throws MalformedEvidenceException {
        return fixture.verified(QuoteFixture.forgetting(signatures), fixture.readCollateral());
    }

    /** The collateral at hand, and nothing remembered: what a library without memory does. */
    @Benchmark
    public VerifiedQuote collateralAtHand() throws MalformedEvidenceException {
        return fixture.verified(QuoteFixture.forgetting(signatures), collateral);
    }

    /**
     * The collateral and the CA were seen before, the platform was not: a stream of platforms, each of which comes once to
     * each verifier. Of each round the first is cold, so the figure is a little too high.
     */
    @Benchmark
    public VerifiedQuote collateralSeen() throws MalformedEvidenceException {
        int platform = Math.floorMod(turn.getAndIncrement(), PLATFORMS);
        if (platform == 0) {
            ofNewPlatforms = platforms.verifier(signatures);
        }
        return platforms.verified(ofNewPlatforms, platform);
    }

    /** Another quote of a platform that was seen before. A quote's own signature is never remembered. */
    @Benchmark
    public VerifiedQuote platformSeen() throws MalformedEvidenceException {
        return fixture.verified(acquainted, collateral);
    }
}
