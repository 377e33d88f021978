package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.security.DigestException;
import java.security.MessageDigest;

/** Computes one digest after another of one kind. Not thread-safe. */
public final class Hasher {

    private final MessageDigest digest;
    private final Bytes.Sink sink;
    private final int size;

    Hasher(MessageDigest digest, int size) {
        this.digest = digest;
        this.sink = digest::update;
        this.size = size;
    }

    /** Bytes of one digest. */
    public int size() {
        return size;
    }

    /** Takes bytes in. */
    public Hasher update(Bytes bytes) {
        return update(bytes, 0, bytes.size());
    }

    /** Takes in the bytes from {@code start} up to, not including, {@code end}; nothing is allocated for that. */
    public Hasher update(Bytes bytes, int start, int end) {
        bytes.giveTo(sink, start, end);
        return this;
    }

    /** Takes bytes in. */
    public Hasher update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return this;
    }

    /**
     * Extends a measurement register in place: {@code r := H(r ‖ d)}.
     *
     * @param register of {@link #size} bytes
     */
    public void extend(byte[] register, Bytes with) {
        digest.update(register);
        update(with);
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
