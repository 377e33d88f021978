package dev.teeproof.codec.scale;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;

/** Writes what {@link ScaleReader} reads. */
public final class ScaleWriter {

    private final ByteWriter out = new ByteWriter();

    public ScaleWriter u8(int value) {
        out.u8(value);
        return this;
    }

    public ScaleWriter u32(long value) {
        out.u32le(value);
        return this;
    }

    public ScaleWriter array(Bytes bytes) {
        out.bytes(bytes);
        return this;
    }

    public ScaleWriter vector(Bytes bytes) {
        count(bytes.size());
        out.bytes(bytes);
        return this;
    }

    public ScaleWriter string(String text) {
        return vector(Bytes.utf8(text));
    }

    /** A compact number in its shortest form. */
    public ScaleWriter count(int count) {
        if (count < 1 << 6) {
            out.u8(count << 2);
        } else if (count < 1 << 14) {
            out.u16le(count << 2 | 1);
        } else if (count < 1 << 30) {
            out.u32le((long) count << 2 | 2);
        } else {
            out.u8(3).u32le(count);
        }
        return this;
    }

    public Bytes toBytes() {
        return out.toBytes();
    }
}
