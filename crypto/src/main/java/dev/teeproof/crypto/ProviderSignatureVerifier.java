package dev.teeproof.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.teeproof.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies with one provider of the Java Cryptography Architecture.
 *
 * <p>Signatures whose numbers are out of range never reach the provider (CVE-2022-21449). Each verification has its own
 * {@link Signature}: making one takes less than a hundredth of the time of using it, and threads share nothing to wait for.
 */
final class ProviderSignatureVerifier implements SignatureVerifier {

    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    /** Keys of platforms and of those who sign for them, of about a kilobyte each. */
    private static final int KEPT_KEYS = 1_000;

    private final Provider provider;

    /** Keys in the provider's form. Only one that verified a signature is kept, so nobody can fill it with others. */
    private final @Nullable Cache<P256PublicKey, PublicKey> keys;

    private ProviderSignatureVerifier(Provider provider, @Nullable Cache<P256PublicKey, PublicKey> keys) {
        this.provider = provider;
        this.keys = keys;
    }

    /** For providers to which a key has to be brought over from Java, at a twentieth of the cost of a signature. */
    static ProviderSignatureVerifier keepingKeys(Provider provider) {
        return new ProviderSignatureVerifier(
                provider,
                Caffeine.newBuilder()
                        .maximumSize(KEPT_KEYS)
                        .executor(Runnable::run)
                        .build());
    }

    /** For a first or only use: nothing is kept. */
    static ProviderSignatureVerifier ofFirst(Provider provider) {
        return new ProviderSignatureVerifier(provider, null);
    }

    /** Of the installed providers the first that has the algorithm. The JDK's takes a thousandth of its time for a key. */
    static ProviderSignatureVerifier ofFirstInstalled() {
        try {
            return ofFirst(Signature.getInstance(ALGORITHM).getProvider());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean ecdsaP256Sha256(P256PublicKey key, Bytes message, EcdsaSignature signature) {
        if (!signature.inRange()) {
            return false;
        }
        try {
            PublicKey kept = keys == null ? null : keys.getIfPresent(key);
            PublicKey usable = kept == null ? inItsForm(key) : kept;
            Signature verifier = Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(usable);
            verifier.update(message.asBuffer());
            boolean right = verifier.verify(signature.rs().toArray());
            if (right && kept == null && keys != null) {
                keys.put(key, usable);
            }
            return right;
        } catch (SignatureException e) {
            // Providers differ in whether a wrong signature is an answer or an exception.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(provider.getName() + " does not compute ECDSA over P-256", e);
        }
    }

    private PublicKey inItsForm(P256PublicKey key) throws GeneralSecurityException {
        byte[] encoded = key.subjectPublicKeyInfo().toArray();
        return KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Who computes. */
    @Override
    public String toString() {
        return provider.getName() + " " + provider.getVersionStr();
    }
}
