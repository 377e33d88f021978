package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log, read from some place on to its end, with memory for one record. Its writers are kept out meanwhile. */
final class LogInput implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Path log;
    private final InputStream in;
    private long position;
    private final long end;

    private LogInput(Path log, InputStream in, long position, long end) {
        this.log = log;
        this.in = in;
        this.position = position;
        this.end = end;
    }

    static LogInput open(Path log, long from, long end) throws IOException {
        InputStream file = Files.newInputStream(log);
        try {
            file.skipNBytes(from);
            return new LogInput(log, new BufferedInputStream(file, BUFFER), from, end);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    boolean atEnd() {
        return position >= end;
    }

    /** The next bytes. */
    Bytes take(long size, int limit) throws IOException, MeasurementException {
        if (size > limit) {
            throw damaged("an entry of " + size + " bytes is longer than the limit of " + limit);
        }
        if (size > end - position) {
            throw damaged("it ends within an entry");
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw damaged("it ends within an entry");
        }
        position += size;
        return Bytes.copyOf(bytes);
    }

    /** The next line, without its line feed. */
    Bytes line(int limit) throws IOException, MeasurementException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (position + line.size() < end) {
            int next = in.read();
            if (next == '\n') {
                position += line.size() + 1L;
                return Bytes.copyOf(line.toByteArray());
            }
            if (next < 0 || line.size() >= limit) {
                break;
            }
            line.write(next);
        }
        throw damaged(
                line.size() >= limit
                        ? "a line is longer than the limit of " + limit
                        : "its last line has no line feed");
    }

    /** The log is not one that its writers left. */
    MeasurementException damaged(String how) {
        return new MeasurementException(
                MeasurementCode.LOG_DAMAGED,
                log + " at offset " + position + ": " + how
                        + "; no writer left it so. Find out who changed it: it does not prove what the register holds");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
