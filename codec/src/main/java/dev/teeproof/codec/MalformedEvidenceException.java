package dev.teeproof.codec;

/**
 * Input that cannot be read as what it is said to be. The only exception that a decoder throws for its input's sake;
 * it says nothing about whether the input would have been genuine.
 */
public final class MalformedEvidenceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient MalformationCode code;
    private final String path;
    private final long offset;
    private final String expected;

    /**
     * @param code what is wrong, for programs
     * @param path the field, in the format's own names, outermost first: {@code quote.header.version}
     * @param offset where in the innermost input that the field's reader was given, in bytes (in characters for text)
     * @param expected what should have stood there, for people; path and this may repeat what was sent, and are kept
     *     {@linkplain Printable printable}
     */
    public MalformedEvidenceException(MalformationCode code, String path, long offset, String expected) {
        super(code.name() + ": " + Printable.of(path) + " at " + offset + ": expected " + Printable.of(expected));
        this.code = code;
        this.path = Printable.of(path);
        this.offset = offset;
        this.expected = Printable.of(expected);
    }

    public MalformationCode code() {
        return code;
    }

    public String path() {
        return path;
    }

    public long offset() {
        return offset;
    }

    public String expected() {
        return expected;
    }

    /** The fault as a sentence for people, without the code. */
    public String inWords() {
        return path + " cannot be read at offset " + offset + ": expected " + expected;
    }

    /** The same fault, told with a code of the format that it was found in. */
    public MalformedEvidenceException as(MalformationCode formatsOwn) {
        MalformedEvidenceException told = new MalformedEvidenceException(formatsOwn, path, offset, expected);
        told.initCause(this);
        return told;
    }
}
