package dev.teeproof.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import dev.teeproof.dcap.Quote;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The floor: one signature, the quote's, by ECDSA over P-256 with SHA-256. No verification can cost less than its signatures. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class FloorBenchmark {

    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private final Provider jdk = Security.getProvider("SunEC");
    private final Provider corretto = AmazonCorrettoCryptoProvider.INSTANCE;

    private byte[] signature;
    private byte[] message;
    private PublicKey keyOfJdk;
    private PublicKey keyOfCorretto;

    @Setup
    public void takeTheSignature() throws MalformedEvidenceException, GeneralSecurityException {
        Quote quote = QuoteFixture.atHand().readQuote();
        EcPublicKey key =
                EcPublicKey.ofCoordinates(EcCurve.P_256, quote.authentication().attestationKey(), "attestation_key");
        signature = quote.authentication().quoteSignature().rs().toArray();
        message = quote.signedData().toArray();
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(
                new BigInteger(1, key.x().toArray()), new BigInteger(1, key.y().toArray()));
        ECPublicKeySpec spec = new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
        keyOfJdk = KeyFactory.getInstance("EC", jdk).generatePublic(spec);
        if (Computing.correttoIsHealthy()) {
            keyOfCorretto = KeyFactory.getInstance("EC", corretto).generatePublic(spec);
        }
    }

    /** The JDK's provider, called directly, its key ready. */
    @Benchmark
    public boolean jdk() throws GeneralSecurityException {
        return verify(jdk, keyOfJdk);
    }

    /** Amazon Corretto's native provider, called directly, its key ready. */
    @Benchmark
    public boolean corretto() throws GeneralSecurityException {
        return verify(corretto, keyOfCorretto);
    }

    private boolean verify(Provider provider, PublicKey key) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM, provider);
        verifier.initVerify(key);
        verifier.update(message);
        if (!verifier.verify(signature)) {
            throw new IllegalStateException("the quote's signature is right");
        }
        return true;
    }
}
