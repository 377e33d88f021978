package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import java.util.Optional;

/**
 * What is appended to a log at once.
 *
 * @param comment lines that are not measured; may be empty
 * @param record the event as the log writes it; may be empty
 * @param digest what is extended; empty if there is no record
 */
record Entry(Bytes comment, Bytes record, Optional<Bytes> digest) {

    static Entry measured(Bytes record, Bytes digest) {
        return new Entry(Bytes.empty(), record, Optional.of(digest));
    }

    static Entry comment(Bytes lines) {
        return new Entry(lines, Bytes.empty(), Optional.empty());
    }

    /** This event, with lines before it. */
    Entry after(Bytes lines) {
        return new Entry(lines, record, digest);
    }

    Bytes bytes() {
        return Bytes.concat(comment, record);
    }
}
