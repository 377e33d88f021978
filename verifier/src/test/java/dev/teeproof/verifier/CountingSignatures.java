package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.SignatureValue;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerificationKey;
import java.util.concurrent.atomic.AtomicInteger;

/** The platform's cryptography, and how often it was asked. */
final class CountingSignatures implements SignatureVerifier {

    private final AtomicInteger computed = new AtomicInteger();

    @Override
    public boolean verifies(VerificationKey key, Bytes message, SignatureValue signature) {
        computed.incrementAndGet();
        return SignatureVerifier.ofPlatform().verifies(key, message, signature);
    }

    /** How many since the last time that this was asked. */
    int sinceLast() {
        return computed.getAndSet(0);
    }
}
