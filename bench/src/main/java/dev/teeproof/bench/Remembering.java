package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.SignatureValue;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerificationKey;
import dev.teeproof.crypto.VerifiedSignatures;
import java.util.Set;

/**
 * Remembers signatures as a long-running verifier does, except those of {@code fresh}, which are computed each time as if
 * they had never been seen. So one real attestation stands for a stream of machines, or of quotes of one machine.
 */
record Remembering(VerifiedSignatures remembered, Set<SignatureValue> fresh, SignatureVerifier computing)
        implements SignatureVerifier {

    Remembering {
        fresh = Set.copyOf(fresh);
    }

    static Remembering allBut(Set<SignatureValue> fresh, SignatureVerifier computing) {
        return new Remembering(VerifiedSignatures.over(computing, 10_000), fresh, computing);
    }

    @Override
    public boolean verifies(VerificationKey key, Bytes message, SignatureValue signature) {
        return (fresh.contains(signature) ? computing : remembered).verifies(key, message, signature);
    }
}
