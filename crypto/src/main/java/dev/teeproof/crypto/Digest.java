package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The hash functions of FIPS 180-4 that attestation uses. */
public enum Digest {
    SHA_256("SHA-256", 32),
    SHA_384("SHA-384", 48),
    SHA_512("SHA-512", 64);

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

    /** The digest of the parts, one after another. */
    public Bytes of(Bytes... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (Bytes part : parts) {
                digest.update(part.asBuffer());
            }
            return Bytes.copyOf(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /**
     * What a measurement register holds after the digests were extended into it, in order, from zero: {@code r := H(r ‖
     * d)}.
     *
     * @see "TCG Canonical Event Log format, section on replay; Intel TDX Module ABI, TDG.MR.RTMR.EXTEND"
     */
    public Bytes replay(List<Bytes> digests) {
        Bytes register = Bytes.zeros(size);
        for (Bytes digest : digests) {
            register = of(register, digest);
        }
        return register;
    }
}
