package dev.teeproof.codec.cbor;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;

/** Writes what {@link CborReader} reads: definite lengths, shortest forms, members in the order given. */
public final class CborWriter {

    private final ByteWriter out = new ByteWriter();

    /** A map's header; its keys and values follow, key before value. */
    public CborWriter map(int members) {
        return head(5, members);
    }

    /** An array's header; its elements follow. */
    public CborWriter array(int elements) {
        return head(4, elements);
    }

    /** Null. */
    public CborWriter nil() {
        out.u8(0xf6);
        return this;
    }

    public CborWriter unsigned(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("not an unsigned number of 63 bits: " + value);
        }
        return head(0, value);
    }

    public CborWriter bytes(Bytes bytes) {
        head(2, bytes.size());
        out.bytes(bytes);
        return this;
    }

    public CborWriter text(String text) {
        Bytes utf8 = Bytes.utf8(text);
        head(3, utf8.size());
        out.bytes(utf8);
        return this;
    }

    public Bytes toBytes() {
        return out.toBytes();
    }

    private CborWriter head(int major, long argument) {
        int initial = major << 5;
        if (argument < 24) {
            out.u8(initial | (int) argument);
        } else if (argument <= 0xff) {
            out.u8(initial | 24).bigEndian(argument, 1);
        } else if (argument <= 0xffff) {
            out.u8(initial | 25).bigEndian(argument, 2);
        } else if (argument <= 0xffff_ffffL) {
            out.u8(initial | 26).bigEndian(argument, 4);
        } else {
            out.u8(initial | 27).bigEndian(argument, 8);
        }
        return this;
    }
}
