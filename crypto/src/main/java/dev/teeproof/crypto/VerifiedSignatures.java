package dev.teeproof.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.teeproof.codec.Bytes;

/**
 * Remembers signatures that verified, so that the same certificates and collateral are not computed over again for each
 * machine.
 *
 * <p>What is remembered is mathematics: this signature of these bytes under this key is right. It does not depend on time,
 * so dates, revocation and policy are judged anew on every use by whoever asks. The key is the SHA-256 of public key,
 * signature and message, of which the first says how long it and the second are; only what verified is put in, so nobody can fill it with
 * what is wrong; and it is bounded. Thread-safe.
 */
public final class VerifiedSignatures implements SignatureVerifier {

    private final SignatureVerifier verifier;
    private final Cache<Bytes, Boolean> verified;

    private VerifiedSignatures(SignatureVerifier verifier, int entries) {
        this.verifier = verifier;
        this.verified = Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build();
    }

    /**
     * @param verifier computes what is not remembered
     * @param entries how many signatures are remembered at most, of about 100 bytes each
     */
    public static VerifiedSignatures over(SignatureVerifier verifier, int entries) {
        return new VerifiedSignatures(verifier, entries);
    }

    @Override
    public boolean verifies(VerificationKey key, Bytes message, SignatureValue signature) {
        if (!signature.fits(key)) {
            return false;
        }
        Bytes identity = Digest.SHA_256.of(key.subjectPublicKeyInfo(), signature.value(), message);
        if (verified.getIfPresent(identity) != null) {
            return true;
        }
        boolean right = verifier.verifies(key, message, signature);
        if (right) {
            verified.put(identity, Boolean.TRUE);
        }
        return right;
    }

    /** Who computes what is not remembered. */
    @Override
    public String toString() {
        return verifier + ", remembered";
    }
}
