package dev.teeproof.fuzz;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.EventText;
import dev.teeproof.eventlog.FormatDetection;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.LogStream;
import dev.teeproof.eventlog.claims.FirmwareState;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads hostile event logs, and holds what was read to what is promised of every log. */
final class LogReading {

    private static final ReadOptions LENIENT = ReadOptions.STRICT.with(Strictness.LENIENT);

    private static final Set<LogFormat> READ_ONLY =
            Set.of(LogFormat.AAEL_LINES, LogFormat.IMA_ASCII, LogFormat.TRUSTEE);

    private LogReading() {}

    static void of(byte[] input, LogFormat format) {
        Optional<EventLog> strict = Reading.of(input, bytes -> EventLog.read(bytes, format, ReadOptions.STRICT));
        Optional<EventLog> lenient = Reading.of(input, bytes -> EventLog.read(bytes, format, LENIENT));
        strict.ifPresent(log -> {
            if (lenient.isEmpty()) {
                throw new AssertionError("what is read strictly is not read leniently");
            }
            Reading.same(log.records(), lenient.get().records());
            isReadAgain(log);
            isTheSameAsAStream(input, log);
        });
        lenient.ifPresent(LogReading::canBeLookedAt);
        detects(input);
    }

    private static void isReadAgain(EventLog log) {
        if (!READ_ONLY.contains(log.format())) {
            EventLog again =
                    Reading.again(log.write(), bytes -> EventLog.read(bytes, log.format(), ReadOptions.STRICT));
            Reading.same(log.records(), again.records());
            Reading.same(log.replay(), again.replay());
        }
    }

    private static void isTheSameAsAStream(byte[] input, EventLog log) {
        LogStream stream = LogStream.of(new ByteArrayInputStream(input), log.format(), ReadOptions.STRICT);
        List<LogRecord> records = new ArrayList<>();
        try {
            for (Optional<LogRecord> next = stream.next(); next.isPresent(); next = stream.next()) {
                records.add(next.get());
            }
        } catch (MalformedEvidenceException e) {
            throw new AssertionError("what is read as a whole cannot be read as a stream", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Reading.same(log.records(), records);
    }

    /** Nothing that looks at a log may throw for what is in it. */
    private static void canBeLookedAt(EventLog log) {
        log.replay();
        Bindings bindings = new Bindings();
        for (LogRecord record : log.records()) {
            bindings.of(record);
            EventText.of(record);
            EventText.json(record);
        }
        FirmwareState.of(log.records(), FirmwareState.Options.STRICT).toJson();
    }

    private static void detects(byte[] input) {
        try {
            FormatDetection.detect(Bytes.copyOf(input));
        } catch (MalformedEvidenceException e) {
            // It is none; that is said in one way only.
        }
    }
}
