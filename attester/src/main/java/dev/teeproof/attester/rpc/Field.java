package dev.teeproof.attester.rpc;

/**
 * A field of a message.
 *
 * @param name in JSON
 * @param number in protobuf
 * @param omittedIfEmpty whether JSON leaves it out where it has no value, instead of writing the default
 */
public record Field(String name, int number, Kind kind, boolean omittedIfEmpty) {

    /** What values a field has; each has a default, which stands for a field that is not there. */
    public enum Kind {
        /** Text; empty by default. */
        STRING,
        /** Bytes, in JSON lowercase hexadecimal text; none by default. */
        BYTES,
        /** False by default. */
        BOOL
    }

    public static Field string(String name, int number) {
        return new Field(name, number, Kind.STRING, false);
    }

    public static Field bytes(String name, int number) {
        return new Field(name, number, Kind.BYTES, false);
    }

    public static Field bool(String name, int number) {
        return new Field(name, number, Kind.BOOL, false);
    }

    /** The same, left out of JSON where it has no value. */
    public Field ifPresent() {
        return new Field(name, number, kind, true);
    }
}
