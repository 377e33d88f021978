package dev.teeproof.codec.msgpack;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;

/** Writes MessagePack in the smallest forms, as rmp-serde does. */
public final class MessagePackWriter {

    private final ByteWriter out = new ByteWriter();

    /** A map's header; its keys and values follow, key before value. */
    public MessagePackWriter map(int members) {
        return header(members, 0x80, 0xde);
    }

    /** An array's header; its elements follow. */
    public MessagePackWriter array(int elements) {
        return header(elements, 0x90, 0xdc);
    }

    public MessagePackWriter unsigned(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("not an unsigned number of 63 bits: " + value);
        }
        if (value < 0x80) {
            out.u8((int) value);
        } else if (value <= 0xff) {
            out.u8(0xcc).bigEndian(value, 1);
        } else if (value <= 0xffff) {
            out.u8(0xcd).bigEndian(value, 2);
        } else if (value <= 0xffff_ffffL) {
            out.u8(0xce).bigEndian(value, 4);
        } else {
            out.u8(0xcf).bigEndian(value, 8);
        }
        return this;
    }

    public MessagePackWriter string(String text) {
        Bytes utf8 = Bytes.utf8(text);
        if (utf8.size() < 32) {
            out.u8(0xa0 | utf8.size());
        } else {
            sized(utf8.size(), 0xd9);
        }
        out.bytes(utf8);
        return this;
    }

    /** {@code bin}. */
    public MessagePackWriter binary(Bytes bytes) {
        sized(bytes.size(), 0xc4);
        out.bytes(bytes);
        return this;
    }

    /** An array with one integer a byte, as serde writes a plain byte vector. */
    public MessagePackWriter integers(Bytes bytes) {
        array(bytes.size());
        for (int i = 0; i < bytes.size(); i++) {
            unsigned(bytes.at(i));
        }
        return this;
    }

    public Bytes toBytes() {
        return out.toBytes();
    }

    private MessagePackWriter header(int count, int small, int large) {
        if (count < 16) {
            out.u8(small | count);
        } else if (count <= 0xffff) {
            out.u8(large).bigEndian(count, 2);
        } else {
            out.u8(large + 1).bigEndian(count, 4);
        }
        return this;
    }

    private void sized(int size, int marker) {
        if (size <= 0xff) {
            out.u8(marker).bigEndian(size, 1);
        } else if (size <= 0xffff) {
            out.u8(marker + 1).bigEndian(size, 2);
        } else {
            out.u8(marker + 2).bigEndian(size, 4);
        }
    }
}
