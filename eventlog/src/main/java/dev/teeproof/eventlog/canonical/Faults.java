package dev.teeproof.eventlog.canonical;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.LogMalformation;

/** Faults of a document within a log, told as faults of the log. */
public final class Faults {

    private Faults() {}

    /**
     * The same fault at its place in the log. A document that ends too early is no {@code TRUNCATED} log: more bytes would not
     * help.
     *
     * @param documentAt where the document begins in the log
     */
    public static MalformedEvidenceException within(MalformedEvidenceException e, long documentAt) {
        MalformationCode code = e.code();
        if (code == Malformation.TRUNCATED) {
            code = Malformation.BAD_VALUE;
        } else if (code == Malformation.LIMIT_EXCEEDED) {
            code = LogMalformation.LIMIT;
        }
        MalformedEvidenceException told =
                new MalformedEvidenceException(code, e.path(), documentAt + e.offset(), e.expected());
        told.initCause(e);
        return told;
    }

    /** The exception for a member of an object, at the object's own offset. */
    public static MalformedEvidenceException of(
            JsonObject object, MalformationCode code, String member, String expected) {
        String path = object.path().isEmpty() ? member : object.path() + "." + member;
        return new MalformedEvidenceException(code, path, object.offset(), expected);
    }
}
