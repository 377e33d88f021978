package dev.teeproof.codec;

import java.io.ByteArrayOutputStream;

/** Writes fields one after another. */
public final class ByteWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ByteWriter bytes(Bytes bytes) {
        out.writeBytes(bytes.toArray());
        return this;
    }

    /** The low eight bits of {@code value}. */
    public ByteWriter u8(int value) {
        out.write(value);
        return this;
    }

    /** Little-endian. */
    public ByteWriter u16le(int value) {
        return littleEndian(value, 2);
    }

    /** Little-endian. */
    public ByteWriter u32le(long value) {
        return littleEndian(value, 4);
    }

    /** Little-endian. */
    public ByteWriter u64le(long value) {
        return littleEndian(value, 8);
    }

    /** The low {@code size} bytes of {@code value}, highest first. */
    public ByteWriter bigEndian(long value, int size) {
        for (int i = size - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    private ByteWriter littleEndian(long value, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    public int size() {
        return out.size();
    }

    public Bytes toBytes() {
        return Bytes.copyOf(out.toByteArray());
    }
}
