package dev.teeproof.eventlog.model;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of one log, in order. One for each log; not thread-safe.
 *
 * <p>The bytes may be the whole log or, for a format that is {@link #sequential}, a window that moves over it: then a record
 * that the window does not hold entirely ends in {@code TRUNCATED} without any trace in the reader, and is asked for again
 * with a larger window that begins where that record does.
 */
public interface RecordReader {

    /**
     * The next record; empty at the end of the log.
     *
     * @param last whether the log ends where the bytes do
     */
    Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException;

    /** Whether the log can be read through a window. */
    default boolean sequential() {
        return false;
    }

    /** What the log has besides its records; whole once {@link #next} has answered that there are no more. */
    default LogFrame frame() {
        return LogFrame.NONE;
    }

    /** What else there is to say; whole once {@link #next} has answered that there are no more. */
    default List<LogWarning> warnings() {
        return List.of();
    }
}
