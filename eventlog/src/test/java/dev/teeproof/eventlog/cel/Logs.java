package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads logs as callers of a {@link RecordReader} do. */
public final class Logs {

    private Logs() {}

    /** All records of a log that is at hand as a whole. */
    public static List<LogRecord> read(RecordReader reader, Bytes log) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(log, "log");
        List<LogRecord> records = new ArrayList<>();
        for (Optional<LogRecord> next = reader.next(in, true); next.isPresent(); next = reader.next(in, true)) {
            records.add(next.get());
        }
        return records;
    }

    /** All records of a log, of which the reader is shown ever more until it has enough for the next record. */
    public static List<LogRecord> readThroughWindow(RecordReader reader, Bytes log, int step)
            throws MalformedEvidenceException {
        assertThat(reader.sequential()).isTrue();
        List<LogRecord> records = new ArrayList<>();
        int start = 0;
        int size = 0;
        while (true) {
            boolean last = start + size >= log.size();
            ByteReader in = ByteReader.of(log.slice(start, Math.min(log.size(), start + size)), "log");
            try {
                Optional<LogRecord> next = reader.next(in, last);
                if (next.isEmpty()) {
                    assertThat(last).isTrue();
                    return records;
                }
                records.add(next.get());
                start += in.position();
                size = 0;
            } catch (MalformedEvidenceException e) {
                if (last || e.code() != Malformation.TRUNCATED) {
                    throw e;
                }
                size += step;
            }
        }
    }

    /** The codes of what a reader warned of. */
    public static List<String> codes(RecordReader reader) {
        return reader.warnings().stream().map(LogWarning::code).toList();
    }

    /** How a reader refused a log. */
    public static MalformedEvidenceException refusal(RecordReader reader, Bytes log) {
        Throwable thrown = catchThrowable(() -> read(reader, log));
        assertThat(thrown).isInstanceOf(MalformedEvidenceException.class);
        return (MalformedEvidenceException) thrown;
    }
}
