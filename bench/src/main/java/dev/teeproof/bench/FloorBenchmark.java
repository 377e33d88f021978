package dev.teeproof.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.P256PublicKey;
import dev.teeproof.crypto.SignatureVerifier;
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

    private final SignatureVerifier platform = SignatureVerifier.ofPlatform();
    private final Provider jdk = Security.getProvider("SunEC");
    private final Provider corretto = AmazonCorrettoCryptoProvider.INSTANCE;

    private P256PublicKey key;
    private EcdsaSignature signature;
    private Bytes message;
    private byte[] rawSignature;
    private byte[] rawMessage;
    private ECPublicKeySpec keySpec;

    @Setup
    public void takeTheSignature() throws MalformedEvidenceException, GeneralSecurityException {
        Quote quote = Fixture.atHand().readEvidence().quote();
        key = P256PublicKey.ofCoordinates(quote.authentication().attestationKey(), "attestation_key");
        signature = quote.authentication().quoteSignature();
        message = quote.signedData();
        rawSignature = signature.rs().toArray();
        rawMessage = message.toArray();
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(
                new BigInteger(1, key.x().toArray()), new BigInteger(1, key.y().toArray()));
        keySpec = new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
    }

    /** As a verifier calls it: the floor that verifications are compared with. */
    @Benchmark
    public boolean platform() {
        return required(platform.ecdsaP256Sha256(key, message, signature));
    }

    /** The JDK's provider, called directly. */
    @Benchmark
    public boolean jdk() throws GeneralSecurityException {
        return required(verify(jdk));
    }

    /** Amazon Corretto's native provider, called directly. */
    @Benchmark
    public boolean corretto() throws GeneralSecurityException {
        return required(verify(corretto));
    }

    /** Whether Corretto's provider works on this machine. */
    static boolean correttoIsHealthy() {
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
    }

    private boolean verify(Provider provider) throws GeneralSecurityException {
        PublicKey publicKey = KeyFactory.getInstance("EC", provider).generatePublic(keySpec);
        Signature verifier = Signature.getInstance(ALGORITHM, provider);
        verifier.initVerify(publicKey);
        verifier.update(rawMessage);
        return verifier.verify(rawSignature);
    }

    private static boolean required(boolean right) {
        if (!right) {
            throw new IllegalStateException("the quote's signature is right");
        }
        return true;
    }
}
