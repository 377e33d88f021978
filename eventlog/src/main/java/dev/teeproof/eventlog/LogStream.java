package dev.teeproof.eventlog;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log from a stream, record after record. A log of a {@linkplain RecordReader#sequential sequential} format passes
 * through a window of 256 KiB that grows only for a record that is larger; others are read whole, within
 * {@link dev.teeproof.eventlog.model.LogLimits#logSize}. Not thread-safe; the stream is the caller's to close.
 */
public final class LogStream {

    private static final int WINDOW = 256 << 10;

    private final InputStream stream;
    private final LogFormat format;
    private final RecordReader reader;
    private final int most;
    private Bytes window = Bytes.empty();
    private ByteReader in = ByteReader.of(window, "log");
    /** Of the window's first byte. */
    private long offset;

    private int wanted = WINDOW;
    private boolean ended;

    private LogStream(InputStream stream, LogFormat format, Bytes start, ReadOptions options) {
        this.stream = stream;
        this.format = format;
        this.reader = format.reader(options);
        // Digests, lengths and the encoding of one record take less than its data once more.
        this.most = reader.sequential()
                ? 4 * options.limits().eventData() + WINDOW
                : options.limits().logSize();
        move(start);
    }

    /** A log of this format. */
    public static LogStream of(InputStream stream, LogFormat format, ReadOptions options) {
        return new LogStream(stream, format, Bytes.empty(), options);
    }

    /**
     * A log whose format its first bytes tell.
     *
     * @throws MalformedEvidenceException if they tell none
     */
    public static LogStream detect(InputStream stream, ReadOptions options)
            throws IOException, MalformedEvidenceException {
        Bytes start = Bytes.copyOf(stream.readNBytes(FormatDetection.ENOUGH));
        return new LogStream(stream, FormatDetection.detect(start), start, options);
    }

    public LogFormat format() {
        return format;
    }

    /** How many bytes of the log have been read into records. */
    public long position() {
        return offset + in.position();
    }

    /** The next record; empty at the end of the log. */
    public Optional<LogRecord> next() throws IOException, MalformedEvidenceException {
        if (!reader.sequential()) {
            fill(most);
            return read();
        }
        if (in.remaining() == 0 && !ended) {
            slide(wanted);
        }
        while (true) {
            int start = in.position();
            try {
                return read();
            } catch (MalformedEvidenceException e) {
                if (ended || e.code() != Malformation.TRUNCATED) {
                    throw e;
                }
                in = ByteReader.of(window, format.option());
                in.take("", start);
                slide(window.size() - start >= wanted / 2 ? Math.min(most, 2 * wanted) : wanted);
            }
        }
    }

    private Optional<LogRecord> read() throws MalformedEvidenceException {
        try {
            Optional<LogRecord> next = reader.next(in, ended);
            if (next.isEmpty()) {
                in.end();
            }
            return next;
        } catch (MalformedEvidenceException e) {
            throw new MalformedEvidenceException(e.code(), e.path(), offset + e.offset(), e.expected());
        }
    }

    /** Lets the window begin at the next record and fills it up to this size. */
    private void slide(int size) throws IOException, MalformedEvidenceException {
        if (in.remaining() >= most) {
            throw in.fault(LogMalformation.LIMIT, "record", "a record of at most " + most + " bytes");
        }
        wanted = Math.max(size, wanted);
        offset += in.position();
        fill(wanted);
    }

    /** Adds what the stream has to the rest of the window, up to this size in all. */
    private void fill(int size) throws IOException, MalformedEvidenceException {
        if (ended) {
            return;
        }
        Bytes rest = in.rest();
        byte[] more = stream.readNBytes(Math.max(0, size - rest.size()));
        ended = more.length < size - rest.size();
        if (!ended && !reader.sequential()) {
            ended = stream.read() < 0;
            if (!ended) {
                throw new MalformedEvidenceException(LogMalformation.LIMIT, "log", 0, "at most " + most + " bytes");
            }
        }
        move(rest.isEmpty() ? Bytes.copyOf(more) : Bytes.concat(rest, Bytes.copyOf(more)));
    }

    private void move(Bytes bytes) {
        window = bytes;
        in = ByteReader.of(window, format.option());
    }

    /** What the log has besides its records; whole once {@link #next} has answered that there are no more. */
    public LogFrame frame() {
        return reader.frame();
    }

    /** What else there is to say; whole once {@link #next} has answered that there are no more. */
    public List<LogWarning> warnings() {
        return reader.warnings();
    }

    /** Replays all that remains. */
    public Replay replay(Replay start) throws IOException, MalformedEvidenceException {
        for (Optional<LogRecord> record = next(); record.isPresent(); record = next()) {
            start.add(record.get());
        }
        return start;
    }
}
