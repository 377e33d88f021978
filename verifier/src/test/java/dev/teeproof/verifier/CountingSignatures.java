package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.P256PublicKey;
import dev.teeproof.crypto.SignatureVerifier;
import java.util.concurrent.atomic.AtomicInteger;

/** The platform's cryptography, and how often it was asked. */
final class CountingSignatures implements SignatureVerifier {

    private final AtomicInteger computed = new AtomicInteger();

    @Override
    public boolean ecdsaP256Sha256(P256PublicKey key, Bytes message, EcdsaSignature signature) {
        computed.incrementAndGet();
        return SignatureVerifier.ofPlatform().ecdsaP256Sha256(key, message, signature);
    }

    /** How many since the last time that this was asked. */
    int sinceLast() {
        return computed.getAndSet(0);
    }
}
