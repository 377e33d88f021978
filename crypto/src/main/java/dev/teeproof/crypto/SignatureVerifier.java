package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.security.Provider;

/**
 * Verifies signatures. An implementation answers for the mathematics alone; whose key it is, and when, is the business
 * of its caller. Implementations are thread-safe. Those made here say in {@code toString} who computes.
 */
@FunctionalInterface
public interface SignatureVerifier {

    /**
     * Whether {@code signature} is one of {@code message} under {@code key}, in the one way of signing that goes with the key:
     * ECDSA with SHA-256 over P-256, ECDSA with SHA-384 over P-384, RSASSA-PSS with SHA-384 and a salt of 48 bytes. A signature
     * of another algorithm than the key's is none.
     */
    boolean verifies(VerificationKey key, Bytes message, SignatureValue signature);

    /**
     * The fastest at hand: Amazon Corretto Crypto Provider if its jar is on the class or module path and works on this
     * machine, else {@link #ofJava()}. The jar makes verifying about ten times as fast and changes nothing else. Loading
     * its native part takes a quarter of a second, once in a process.
     */
    static SignatureVerifier ofPlatform() {
        return NativeProvider.FOUND
                .<SignatureVerifier>map(ProviderSignatureVerifier::keepingKeys)
                .orElseGet(SignatureVerifier::ofJava);
    }

    /**
     * What {@code java.security.Signature} gives by itself: the JDK's implementation, unless another provider was
     * installed before it. The quickest to start.
     */
    static SignatureVerifier ofJava() {
        return ProviderSignatureVerifier.ofFirstInstalled();
    }

    /**
     * A provider of the caller's choice, which need not be installed. It has to verify a known signature and to refuse a
     * known wrong one before it is believed.
     *
     * @throws IllegalArgumentException if it does not
     */
    static SignatureVerifier of(Provider provider) {
        if (!KnownAnswers.areGivenBy(provider)) {
            throw new IllegalArgumentException(
                    provider.getName() + " does not verify ECDSA over P-256 and P-384 and RSASSA-PSS as it should");
        }
        return ProviderSignatureVerifier.keepingKeys(provider);
    }
}
