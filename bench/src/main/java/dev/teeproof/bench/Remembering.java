package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.P256PublicKey;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import java.util.Set;

/**
 * Remembers signatures as a long-running verifier does, except those of {@code fresh}, which are computed each time as if
 * they had never been seen. So one real attestation stands for a stream of machines, or of quotes of one machine.
 */
record Remembering(VerifiedSignatures remembered, Set<EcdsaSignature> fresh, SignatureVerifier computing)
        implements SignatureVerifier {

    Remembering {
        fresh = Set.copyOf(fresh);
    }

    static Remembering allBut(Set<EcdsaSignature> fresh, SignatureVerifier computing) {
        return new Remembering(VerifiedSignatures.over(computing, 10_000), fresh, computing);
    }

    @Override
    public boolean ecdsaP256Sha256(P256PublicKey key, Bytes message, EcdsaSignature signature) {
        return (fresh.contains(signature) ? computing : remembered).ecdsaP256Sha256(key, message, signature);
    }
}
