package dev.teeproof.codec;

import org.jspecify.annotations.Nullable;

/**
 * Reads fields from a bounded run of bytes. Nothing is read or allocated before what remains has been checked, and
 * every failure names the field and its offset.
 *
 * <p>Not thread-safe; a reader belongs to one method and those that it calls.
 */
public final class ByteReader {

    private final Bytes bytes;
    /** What the bytes were taken from; absent for the outermost reader. Names are put together only for errors. */
    private final @Nullable ByteReader outer;

    private final String name;
    private int position;

    private ByteReader(Bytes bytes, @Nullable ByteReader outer, String name) {
        this.bytes = bytes;
        this.outer = outer;
        this.name = name;
    }

    /**
     * @param path the name of what is read, put before each field's name in errors
     */
    public static ByteReader of(Bytes bytes, String path) {
        return new ByteReader(bytes, null, path);
    }

    /** Offset of the next byte. */
    public int position() {
        return position;
    }

    public int remaining() {
        return bytes.size() - position;
    }

    /** The next {@code size} bytes. */
    public Bytes take(String field, int size) throws MalformedEvidenceException {
        Bytes taken = peek(field, size);
        position += size;
        return taken;
    }

    /** The next {@code size} bytes, which will be read again. */
    public Bytes peek(String field, int size) throws MalformedEvidenceException {
        require(field, size);
        return bytes.slice(position, position + size);
    }

    /** The bytes from {@code start} up to the next one to be read. */
    public Bytes since(int start) {
        return bytes.slice(start, position);
    }

    /** All that remains. */
    public Bytes rest() {
        Bytes rest = bytes.slice(position, bytes.size());
        position = bytes.size();
        return rest;
    }

    /** As many bytes as an unsigned length says, which is checked against what remains before anything is taken. */
    public Bytes take(String field, long size) throws MalformedEvidenceException {
        if (size < 0 || size > remaining()) {
            throw fault(
                    Malformation.TRUNCATED, field, Long.toUnsignedString(size) + " bytes, " + remaining() + " remain");
        }
        return take(field, (int) size);
    }

    public int u8(String field) throws MalformedEvidenceException {
        require(field, 1);
        return bytes.at(position++);
    }

    /** Little-endian. */
    public int u16le(String field) throws MalformedEvidenceException {
        return (int) littleEndian(field, 2);
    }

    /** Little-endian. */
    public long u32le(String field) throws MalformedEvidenceException {
        return littleEndian(field, 4);
    }

    /** Little-endian; the 64 bits as they are, so values from 2<sup>63</sup> on are negative. */
    public long u64le(String field) throws MalformedEvidenceException {
        return littleEndian(field, 8);
    }

    /** Big-endian, of one to eight bytes; eight give the 64 bits as they are. */
    public long bigEndian(String field, int size) throws MalformedEvidenceException {
        require(field, size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes.at(position++);
        }
        return value;
    }

    private long littleEndian(String field, int size) throws MalformedEvidenceException {
        require(field, size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) bytes.at(position++) << (8 * i);
        }
        return value;
    }

    /** A reader for the next {@code size} bytes alone, which this reader steps over. */
    public ByteReader slice(String field, long size) throws MalformedEvidenceException {
        return within(field, take(field, size));
    }

    /** A reader for bytes that this reader gave, which errors name as its field. */
    public ByteReader within(String field, Bytes content) {
        return new ByteReader(content, this, field);
    }

    private String path() {
        return outer == null ? name : outer.path() + "." + name;
    }

    /**
     * Ends the reading.
     *
     * @throws MalformedEvidenceException if anything remains
     */
    public void end() throws MalformedEvidenceException {
        if (remaining() != 0) {
            throw fault(Malformation.TRAILING_BYTES, "", "the end, " + remaining() + " bytes remain");
        }
    }

    /** The exception for {@code field} at the present position. */
    public MalformedEvidenceException fault(MalformationCode code, String field, String expected) {
        return fault(code, field, position, expected);
    }

    /** The exception for {@code field} at {@code offset}. */
    public MalformedEvidenceException fault(MalformationCode code, String field, int offset, String expected) {
        return new MalformedEvidenceException(code, field.isEmpty() ? path() : path() + "." + field, offset, expected);
    }

    private void require(String field, int size) throws MalformedEvidenceException {
        if (size > remaining()) {
            throw fault(Malformation.TRUNCATED, field, size + " bytes, " + remaining() + " remain");
        }
    }
}
