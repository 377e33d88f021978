package dev.teeproof.codec;

/** The ways in which input can fail to be what its format says, whatever the format. */
public enum Malformation implements MalformationCode {
    /** The input ends before the field does. */
    TRUNCATED,
    /** Something follows where the format has ended. */
    TRAILING_BYTES,
    /** A length or a count differs from the one that the format fixes. */
    BAD_LENGTH,
    /** A value that the format does not allow. */
    BAD_VALUE,
    /** A value of another type than the format asks for. */
    WRONG_TYPE,
    /** A required member is absent. */
    MISSING,
    /** A member that may stand once stands twice. */
    DUPLICATE,
    /** A longer form than the shortest, where only the shortest is allowed. */
    NOT_MINIMAL,
    /** Text that is not well-formed UTF-8. */
    NOT_TEXT,
    /** More than a reader is ready to take: too long, too deep, too many. */
    LIMIT_EXCEEDED,
    /** A kind that is known by name and that Teeproof does not read yet. */
    UNSUPPORTED
}
