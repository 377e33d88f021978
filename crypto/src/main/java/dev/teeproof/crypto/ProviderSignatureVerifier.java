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
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies with providers of the Java Cryptography Architecture: a named one, or for each algorithm the first that is
 * installed.
 *
 * <p>Signatures whose numbers are out of range never reach a provider (CVE-2022-21449). Each verification has its own
 * {@link Signature}: making one takes less than a hundredth of the time of using it, and threads share nothing to wait for.
 */
final class ProviderSignatureVerifier implements SignatureVerifier {

    private static final String RSASSA_PSS = "RSASSA-PSS";

    /** RFC 4055 section 3.1, as CertificateProfile demands it. */
    private static final PSSParameterSpec PSS_SHA384 =
            new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, PSSParameterSpec.TRAILER_FIELD_BC);

    /** Keys of platforms and of those who sign for them, of about a kilobyte each. */
    private static final int KEPT_KEYS = 1_000;

    private final Optional<Provider> provider;

    /** Keys in the provider's form. Only one that verified a signature is kept, so nobody can fill it with others. */
    private final @Nullable Cache<VerificationKey, PublicKey> keys;

    private ProviderSignatureVerifier(Optional<Provider> provider, @Nullable Cache<VerificationKey, PublicKey> keys) {
        this.provider = provider;
        this.keys = keys;
    }

    /** For providers to which a key has to be brought over from Java, at a twentieth of the cost of a signature. */
    static ProviderSignatureVerifier keepingKeys(Provider provider) {
        return new ProviderSignatureVerifier(
                Optional.of(provider),
                Caffeine.newBuilder()
                        .maximumSize(KEPT_KEYS)
                        .executor(Runnable::run)
                        .build());
    }

    /** For a first or only use: nothing is kept. */
    static ProviderSignatureVerifier ofFirst(Provider provider) {
        return new ProviderSignatureVerifier(Optional.of(provider), null);
    }

    /** Of the installed providers the first that has an algorithm. The JDK's take a thousandth of their time for a key. */
    static ProviderSignatureVerifier ofFirstInstalled() {
        return new ProviderSignatureVerifier(Optional.empty(), null);
    }

    @Override
    public boolean verifies(VerificationKey key, Bytes message, SignatureValue signature) {
        if (!signature.fits(key)) {
            return false;
        }
        try {
            PublicKey kept = keys == null ? null : keys.getIfPresent(key);
            Signature verifier = verifier(key);
            PublicKey usable = kept == null ? inTheFormOf(verifier.getProvider(), key) : kept;
            verifier.initVerify(usable);
            verifier.update(message.asBuffer());
            boolean right = verifier.verify(signature.value().toArray());
            if (right && kept == null && keys != null) {
                keys.put(key, usable);
            }
            return right;
        } catch (SignatureException e) {
            // Providers differ in whether a wrong signature is an answer or an exception.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(this + " does not verify signatures of " + key, e);
        }
    }

    private Signature verifier(VerificationKey key) throws GeneralSecurityException {
        return switch (key) {
            case EcPublicKey ec -> verifier(ec.curve().algorithm());
            case RsaPublicKey rsa -> {
                Signature pss = verifier(RSASSA_PSS);
                pss.setParameter(PSS_SHA384);
                yield pss;
            }
        };
    }

    private Signature verifier(String algorithm) throws NoSuchAlgorithmException {
        return provider.isPresent()
                ? Signature.getInstance(algorithm, provider.get())
                : Signature.getInstance(algorithm);
    }

    private static PublicKey inTheFormOf(Provider provider, VerificationKey key) throws GeneralSecurityException {
        String algorithm = switch (key) {
            case EcPublicKey ec -> "EC";
            case RsaPublicKey rsa -> "RSA";
        };
        return KeyFactory.getInstance(algorithm, provider)
                .generatePublic(
                        new X509EncodedKeySpec(key.subjectPublicKeyInfo().toArray()));
    }

    /** Who computes. */
    @Override
    public String toString() {
        return provider.or(ProviderSignatureVerifier::firstInstalled)
                .map(found -> found.getName() + " " + found.getVersionStr())
                .orElse("no provider");
    }

    private static Optional<Provider> firstInstalled() {
        try {
            return Optional.of(Signature.getInstance(EcCurve.P_256.algorithm()).getProvider());
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }
}
