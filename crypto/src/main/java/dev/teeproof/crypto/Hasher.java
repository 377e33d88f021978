package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** Computes one digest after another of one kind. Not thread-safe. */
public final class Hasher {

    private final MessageDigest digest;
    private final int size;

    Hasher(MessageDigest digest, int size) {
        this.digest = digest;
        this.size = size;
    }

    /** Bytes of one digest. */
    public int size() {
        return size;
    }

    /** Takes bytes in. */
    public Hasher update(Bytes bytes) {
        digest.update(bytes.asBuffer());
        return this;
    }

    /** Takes in what remains of the buffer: for loops over pieces of something large, which allocate nothing for each. */
    public Hasher update(ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /** Takes bytes in. */
    public Hasher update(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /**
     * Extends a measurement register in place: {@code r := H(r ‖ d)}.
     *
     * @param register of {@link #size} bytes
     */
    public void extend(byte[] register, Bytes with) {
        digest.update(register);
        digest.update(with.asBuffer());
        try {
            digest.digest(register, 0, size);
        } catch (DigestException e) {
            throw new IllegalArgumentException("a register of " + register.length + " bytes", e);
        }
    }

    /**
     * Like {@link #finish}, into an array that is there already.
     *
     * @param out has room for {@link #size} bytes from {@code offset} on
     */
    public void finishInto(byte[] out, int offset) {
        try {
            digest.digest(out, offset, size);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a digest at " + offset + " of " + out.length + " bytes", e);
        }
    }

    /** The digest of all that was taken in since the last one. */
    public Bytes finish() {
        return Bytes.copyOf(digest.digest());
    }
}
