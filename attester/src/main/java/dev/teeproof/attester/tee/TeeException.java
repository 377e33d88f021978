package dev.teeproof.attester.tee;

import java.io.IOException;

/** Evidence or a boot log that could not be had from the hardware. */
public final class TeeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. Stable, for programs. */
    public enum Code {
        /** There is no trusted execution environment here, or none that is known. */
        NO_TEE,
        /** The kernel lacks what is needed. */
        NOT_SUPPORTED,
        /** The hardware or its host stayed busy. */
        BUSY,
        /** Somebody else used the same interface at the same time. */
        CONFLICT,
        /** The thread was interrupted while it waited for the hardware; it stays interrupted. */
        INTERRUPTED,
        /** What came is not what the kernel documents. */
        UNEXPECTED,
        /** A file could not be read or written. */
        IO
    }

    private final Code code;
    private final String words;

    /** @param words what is wrong, and what to do about it where something can be done, for people */
    public TeeException(Code code, String words) {
        super(code + ": " + words);
        this.code = code;
        this.words = words;
    }

    private TeeException(String words, IOException cause) {
        super(Code.IO + ": " + words, cause);
        this.code = Code.IO;
        this.words = words;
    }

    /** A file that could not be read or written. */
    public static TeeException io(String what, IOException cause) {
        return new TeeException(what + ": " + cause, cause);
    }

    public Code code() {
        return code;
    }

    /** The message without its code. */
    public String words() {
        return words;
    }
}
