package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;

/** Changes to bytes. */
final class Tamper {

    private Tamper() {}

    /** One bit of the byte at {@code at}, the lowest, is flipped. */
    static Bytes flip(Bytes bytes, int at) {
        return flip(bytes, at, 1);
    }

    static Bytes flip(Bytes bytes, int at, int bits) {
        return put(bytes, at, Bytes.of(bytes.at(at) ^ bits));
    }

    static Bytes put(Bytes bytes, int at, Bytes value) {
        return Bytes.concat(bytes.slice(0, at), value, bytes.slice(at + value.size(), bytes.size()));
    }

    /** Where {@code part} first stands. */
    static int find(Bytes bytes, Bytes part) {
        for (int i = 0; i + part.size() <= bytes.size(); i++) {
            if (bytes.slice(i, i + part.size()).equals(part)) {
                return i;
            }
        }
        throw new AssertionError(part + " is not there");
    }

    /** A bit inside {@code part}, wherever it stands, is flipped. */
    static Bytes flipIn(Bytes bytes, Bytes part) {
        return flip(bytes, find(bytes, part) + part.size() - 1);
    }
}
