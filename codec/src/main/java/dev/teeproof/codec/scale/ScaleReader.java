package dev.teeproof.codec.scale;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * Reads the SCALE types that attestations are made of: fixed-width little-endian integers, byte vectors, strings and
 * counts in compact form. Compact numbers longer than they need be are refused, and a vector's length is checked
 * against what remains before anything is taken.
 *
 * @see "SCALE codec, Polkadot specification appendix A.2"
 */
public final class ScaleReader {

    private final ByteReader in;
    private final String path;

    private ScaleReader(ByteReader in, String path) {
        this.in = in;
        this.path = path;
    }

    public static ScaleReader of(Bytes bytes, String path) {
        return new ScaleReader(ByteReader.of(bytes, path), path);
    }

    public int u8(String field) throws MalformedEvidenceException {
        return in.u8(field);
    }

    public long u32(String field) throws MalformedEvidenceException {
        return in.u32le(field);
    }

    /** {@code [u8; size]}: raw bytes without a length. */
    public Bytes array(String field, int size) throws MalformedEvidenceException {
        return in.take(field, size);
    }

    /** {@code Vec<u8>}. */
    public Bytes vector(String field) throws MalformedEvidenceException {
        return in.take(field, compact(field));
    }

    /** {@code String}: well-formed UTF-8. */
    public String string(String field) throws MalformedEvidenceException {
        return vector(field).toUtf8(path + "." + field);
    }

    /**
     * The number of elements of a {@code Vec<T>}, refused if the remaining bytes cannot hold so many.
     *
     * @param leastSize the least number of bytes that an element takes
     */
    public int count(String field, int leastSize) throws MalformedEvidenceException {
        int at = in.position();
        long count = compact(field);
        if (count * leastSize > in.remaining()) {
            throw in.fault(Malformation.TRUNCATED, field, at, count + " elements, " + in.remaining() + " bytes remain");
        }
        return (int) count;
    }

    public void end() throws MalformedEvidenceException {
        in.end();
    }

    /** The exception for {@code field} at the present position. */
    public MalformedEvidenceException fault(Malformation code, String field, String expected) {
        return in.fault(code, field, expected);
    }

    /** Compact u32: the two low bits of the first byte choose one, two, four or five bytes. */
    private long compact(String field) throws MalformedEvidenceException {
        int at = in.position();
        int first = in.u8(field);
        long value;
        long least;
        switch (first & 3) {
            case 0 -> {
                return first >> 2;
            }
            case 1 -> {
                value = (first | in.u8(field) << 8) >> 2;
                least = 1 << 6;
            }
            case 2 -> {
                value = (first | (long) in.u8(field) << 8 | (long) in.u16le(field) << 16) >> 2;
                least = 1 << 14;
            }
            default -> {
                if (first != 3) {
                    throw in.fault(Malformation.BAD_VALUE, field, at, "a compact number of at most 32 bits");
                }
                value = in.u32le(field);
                least = 1L << 30;
            }
        }
        if (value < least) {
            throw in.fault(Malformation.NOT_MINIMAL, field, at, "the shortest form of " + value);
        }
        return value;
    }
}
