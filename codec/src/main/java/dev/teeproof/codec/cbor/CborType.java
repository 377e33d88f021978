package dev.teeproof.codec.cbor;

/**
 * What an item is.
 *
 * @see "RFC 8949 section 3.1"
 */
public enum CborType {
    UNSIGNED,
    NEGATIVE,
    BYTES,
    TEXT,
    ARRAY,
    MAP,
    TAG,
    /** Null, true and false, and floating point numbers. */
    SIMPLE;

    static CborType of(int major) {
        return values()[major];
    }
}
