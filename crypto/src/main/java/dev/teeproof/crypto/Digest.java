package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * The hash functions that attestation uses: those of FIPS 180-4 and FIPS 202, and SM3 of GB/T 32905-2016. Every Java
 * platform has all but SM3, which Bouncy Castle's provider computes where its jar is at hand.
 *
 * <p>SHA-1 is here because event logs and IMA have digests of it. It does not resist collisions: nothing is concluded from
 * a bank that has no other.
 */
public enum Digest {
    SHA_1("SHA-1", 20),
    SHA_256("SHA-256", 32),
    SHA_384("SHA-384", 48),
    SHA_512("SHA-512", 64),
    SM3_256("SM3", 32),
    SHA3_256("SHA3-256", 32),
    SHA3_384("SHA3-384", 48),
    SHA3_512("SHA3-512", 64);

    private final String algorithm;
    private final int size;

    Digest(String algorithm, int size) {
        this.algorithm = algorithm;
        this.size = size;
    }

    /** Bytes of one digest. */
    public int size() {
        return size;
    }

    /** Whether it can be computed here. */
    public boolean isAvailable() {
        return find().isPresent();
    }

    /**
     * Computes one digest after another.
     *
     * @throws IllegalStateException if it is not {@linkplain #isAvailable available}
     */
    public Hasher hasher() {
        return new Hasher(
                find().orElseThrow(() -> new IllegalStateException("nothing here computes " + algorithm)), size);
    }

    /** The digest of the parts, one after another. */
    public Bytes of(Bytes... parts) {
        Hasher hasher = hasher();
        for (Bytes part : parts) {
            hasher.update(part);
        }
        return hasher.finish();
    }

    /**
     * What a measurement register holds after the digests were extended into it, in order, from zero: {@code r := H(r ‖
     * d)}.
     *
     * @see "TCG Canonical Event Log format, section on replay; Intel TDX Module ABI, TDG.MR.RTMR.EXTEND"
     */
    public Bytes replay(List<Bytes> digests) {
        Hasher hasher = hasher();
        Bytes register = Bytes.zeros(size);
        for (Bytes digest : digests) {
            register = hasher.update(register).update(digest).finish();
        }
        return register;
    }

    private Optional<MessageDigest> find() {
        try {
            return Optional.of(MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException e) {
            return RareDigests.find(algorithm);
        }
    }
}
