package dev.teeproof.eventlog;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event log, whole, as its sender states it. Logs that are too large for memory are read with {@link LogStream}.
 *
 * @param frame what the log has besides its records
 * @param warnings what its reader should know
 */
public record EventLog(LogFormat format, LogFrame frame, List<LogRecord> records, List<LogWarning> warnings) {

    public EventLog {
        records = List.copyOf(records);
        warnings = List.copyOf(warnings);
    }

    /** A log that is made here. */
    public static EventLog of(LogFormat format, List<LogRecord> records) {
        return new EventLog(format, LogFrame.NONE, records, List.of());
    }

    /**
     * Reads a log, strictly, whatever its format.
     *
     * @throws MalformedEvidenceException if it is of no format that is known, or not as its format has it
     */
    public static EventLog read(Bytes log) throws MalformedEvidenceException {
        return read(log, ReadOptions.STRICT);
    }

    /** Reads a log whatever its format. */
    public static EventLog read(Bytes log, ReadOptions options) throws MalformedEvidenceException {
        return read(log, FormatDetection.detect(log), options);
    }

    /** Reads a log of this format. */
    public static EventLog read(Bytes log, LogFormat format, ReadOptions options) throws MalformedEvidenceException {
        if (log.size() > options.limits().logSize()) {
            throw new MalformedEvidenceException(
                    LogMalformation.LIMIT,
                    "log",
                    0,
                    "at most " + options.limits().logSize() + " bytes");
        }
        RecordReader reader = format.reader(options);
        ByteReader in = ByteReader.of(log, format.option());
        List<LogRecord> records = new ArrayList<>();
        for (Optional<LogRecord> next = reader.next(in, true); next.isPresent(); next = reader.next(in, true)) {
            if (records.size() == options.limits().records()) {
                throw in.fault(LogMalformation.LIMIT, "record", "at most " + records.size() + " records");
            }
            records.add(next.get());
        }
        in.end();
        return new EventLog(format, reader.frame(), records, reader.warnings());
    }

    /** What the registers hold by this log, in each bank that it has digests for. */
    public RegisterBank replay() {
        return replay(Replay.start());
    }

    /** What the registers hold by this log, from the given start. */
    public RegisterBank replay(Replay start) {
        records.forEach(start::add);
        return start.registers();
    }

    /** The log up to and including the first event of this name that was {@linkplain EventNames#measured measured}; the whole log if there is none. */
    public EventLog through(String name) {
        Bindings bindings = new Bindings();
        for (int i = 0; i < records.size(); i++) {
            if (EventNames.measured(records.get(i), bindings).equals(Optional.of(name))) {
                return new EventLog(format, frame, records.subList(0, i + 1), warnings);
            }
        }
        return this;
    }

    /**
     * Writes the log in its format.
     *
     * @throws IllegalArgumentException if it has a record that its format cannot carry, or the format cannot be written; a
     *     {@link Conversion} sees to both
     */
    public Bytes write() {
        return LogWriting.write(this);
    }
}
