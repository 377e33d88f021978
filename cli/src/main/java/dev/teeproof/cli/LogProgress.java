package dev.teeproof.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;

/** Tells a person, about once a second, how far the reading of a large file is. */
final class LogProgress extends FilterInputStream {

    /** Bytes; a smaller file is read before anybody looks. */
    private static final long LARGE = 50_000_000;

    private static final long MEGABYTE = 1_000_000;
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final long size;
    private final PrintStream err;
    private long read;
    private long told = System.nanoTime();

    private LogProgress(InputStream in, long size, PrintStream err) {
        super(in);
        this.size = size;
        this.err = err;
    }

    static InputStream watch(InputStream in, long size, PrintStream err) {
        return size < LARGE ? in : new LogProgress(in, size, err);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            advanced(1);
        }
        return value;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = super.read(into, from, most);
        if (count > 0) {
            advanced(count);
        }
        return count;
    }

    private void advanced(long count) {
        read += count;
        long now = System.nanoTime();
        if (now - told >= INTERVAL) {
            told = now;
            err.println("teeproof: read " + read / MEGABYTE + " of " + size / MEGABYTE + " MB");
            err.flush();
        }
    }
}
