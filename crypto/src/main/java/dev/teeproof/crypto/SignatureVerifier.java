package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;

/**
 * Verifies signatures. An implementation answers for the mathematics alone; whose key it is, and when, is the business
 * of its caller. Implementations are thread-safe.
 */
@FunctionalInterface
public interface SignatureVerifier {

    /** Whether {@code signature} is one of {@code message} by ECDSA over P-256 with SHA-256 under {@code key}. */
    boolean ecdsaP256Sha256(P256PublicKey key, Bytes message, EcdsaSignature signature);

    /** The Java platform's own implementation. */
    static SignatureVerifier ofPlatform() {
        return new ProviderSignatureVerifier(null);
    }
}
