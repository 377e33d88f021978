package dev.teeproof.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable run of bytes. Slices share the bytes that they were cut from; nothing ever writes to them.
 *
 * <p>Equality is by content and takes time that depends on the content: it is meant for public values such as
 * measurements, not for secrets.
 */
public final class Bytes {

    private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int size;

    private Bytes(byte[] array, int from, int size) {
        this.array = array;
        this.from = from;
        this.size = size;
    }

    /** No bytes. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** A copy of {@code bytes}. */
    public static Bytes copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone(), 0, bytes.length);
    }

    /** These very bytes, which the caller has just made and does not keep. */
    static Bytes owning(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes, 0, bytes.length);
    }

    /** The given byte values, of which the low eight bits are taken. */
    public static Bytes of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Bytes(bytes, 0, bytes.length);
    }

    /** {@code size} zero bytes. */
    public static Bytes zeros(int size) {
        return new Bytes(new byte[size], 0, size);
    }

    /** {@code size} bytes of the same value. */
    public static Bytes ofRepeated(int value, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return new Bytes(bytes, 0, size);
    }

    /** The UTF-8 form of {@code text}; a lone surrogate becomes {@code ?}, as in {@link String#getBytes}. */
    public static Bytes utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Bytes(bytes, 0, bytes.length);
    }

    /** The bytes that {@code hex} denotes, for constants in code and tests; input from outside goes through {@link Hex}. */
    public static Bytes hex(String hex) {
        try {
            return Hex.decode(hex, "hex");
        } catch (MalformedEvidenceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** All parts, one after another. */
    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.size);
        }
        byte[] all = new byte[size];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, part.from, all, at, part.size);
            at += part.size;
        }
        return new Bytes(all, 0, size);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int at(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " of " + size + " bytes");
        }
        return array[from + index] & 0xff;
    }

    /** Where the first byte of this value at or behind {@code start} is; -1 if there is none. */
    public int indexOf(int value, int start) {
        for (int i = Math.max(0, start); i < size; i++) {
            if ((array[from + i] & 0xff) == value) {
                return i;
            }
        }
        return -1;
    }

    /** The bytes from {@code start} up to, not including, {@code end}. */
    public Bytes slice(int start, int end) {
        if (start < 0 || end < start || end > size) {
            throw new IndexOutOfBoundsException("slice " + start + ".." + end + " of " + size + " bytes");
        }
        return new Bytes(array, from + start, end - start);
    }

    /** Whether every byte is zero. */
    public boolean isZero() {
        for (int i = 0; i < size; i++) {
            if (array[from + i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, from, from + size);
    }

    /** Takes bytes in where they lie. It neither writes to the array nor keeps it. */
    @FunctionalInterface
    public interface Sink {
        void take(byte[] array, int offset, int length);
    }

    /**
     * Gives the bytes from {@code start} up to, not including, {@code end} to a digest, without a copy: over megabytes, copying
     * costs as much again as a tenth of the hashing.
     */
    public void giveTo(Sink sink, int start, int end) {
        if (start < 0 || end < start || end > size) {
            throw new IndexOutOfBoundsException("bytes " + start + ".." + end + " of " + size);
        }
        sink.take(array, from + start, end - start);
    }

    /** Whether so many bytes from the one index on are the same as those from the other on; no copies are made for that. */
    public boolean repeats(int first, int second, int length) {
        Objects.checkFromIndexSize(first, length, size);
        Objects.checkFromIndexSize(second, length, size);
        return Arrays.equals(array, from + first, from + first + length, array, from + second, from + second + length);
    }

    /** A read-only view, for digests and signatures. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(array, from, size).slice().asReadOnlyBuffer();
    }

    /** Lowercase hexadecimal text. */
    public String toHex() {
        return Hex.encode(this);
    }

    /**
     * The text that these bytes are the UTF-8 form of.
     *
     * @throws MalformedEvidenceException if they are not well-formed UTF-8
     */
    public String toUtf8(String path) throws MalformedEvidenceException {
        String text = new String(array, from, size, StandardCharsets.UTF_8);
        // As many characters as bytes, and no replacement character: all of it is ASCII.
        if (text.length() == size && text.indexOf('\ufffd') < 0) {
            return text;
        }
        ByteBuffer in = ByteBuffer.wrap(array, from, size);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedEvidenceException(Malformation.NOT_TEXT, path, in.position() - from, "UTF-8 text");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, from, from + size, that.array, that.from, that.from + that.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + array[from + i];
        }
        return hash;
    }

    /** Lowercase hexadecimal text, whole. */
    @Override
    public String toString() {
        return toHex();
    }
}
