package dev.teeproof.codec;

/** A stable code for a way in which input is malformed. Formats add codes of their own as enums. */
public interface MalformationCode {

    /** The code as programs see it, for instance {@code TRUNCATED}; it does not change between releases. */
    String name();
}
