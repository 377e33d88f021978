package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies with a provider of the Java Cryptography Architecture: the one given, or the platform's first.
 *
 * <p>Signatures whose numbers are out of range never reach the provider (CVE-2022-21449).
 */
final class ProviderSignatureVerifier implements SignatureVerifier {

    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private final @Nullable Provider provider;
    private final ECParameterSpec curve;

    ProviderSignatureVerifier(@Nullable Provider provider) {
        this.provider = provider;
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            this.curve = parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has P-256", e);
        }
    }

    @Override
    public boolean ecdsaP256Sha256(P256PublicKey key, Bytes message, EcdsaSignature signature) {
        if (!signature.inRange()) {
            return false;
        }
        try {
            Signature verifier =
                    provider == null ? Signature.getInstance(ALGORITHM) : Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(publicKey(key));
            verifier.update(message.asBuffer());
            return verifier.verify(signature.rs().toArray());
        } catch (SignatureException e) {
            // Providers differ in whether a wrong signature is an answer or an exception.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ECDSA over P-256 is not available", e);
        }
    }

    private PublicKey publicKey(P256PublicKey key) throws GeneralSecurityException {
        KeyFactory factory = provider == null ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", provider);
        ECPoint point = new ECPoint(
                new BigInteger(1, key.x().toArray()), new BigInteger(1, key.y().toArray()));
        return factory.generatePublic(new ECPublicKeySpec(point, curve));
    }
}
