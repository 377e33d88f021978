package dev.teeproof.fuzz;

import com.sun.management.ThreadMXBean;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Reads hostile bytes and holds the reader to its promises. */
final class Reading {

    /** Of fuzzing one target. */
    static final String DURATION = "8s";

    /** Bytes of heap for each byte of input, garbage included; a tree of JSON takes most, for arrays of arrays. */
    private static final long BYTES_PER_BYTE = 400;

    /** Bytes of heap that any input may take: tables of names, decoders. */
    private static final long BYTES_AT_LEAST = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A parser. Whatever it throws besides is a finding. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Bytes input) throws MalformedEvidenceException;
    }

    private Reading() {}

    /**
     * What was read, if anything; read again, and the same every time. The heap that it takes is measured: up to three times, since
     * the fuzzer takes some for itself when it meets code that it has not seen.
     */
    static <T> Optional<T> of(byte[] input, Reader<T> reader) {
        Optional<T> first = read(Bytes.copyOf(input), reader);
        long most = BYTES_AT_LEAST + BYTES_PER_BYTE * input.length;
        long taken = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && taken > most; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Optional<T> again = read(Bytes.copyOf(input), reader);
            taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            same(first, again);
        }
        if (taken > most) {
            throw new AssertionError("reading " + input.length + " bytes took " + taken + " bytes of heap");
        }
        return first;
    }

    /** Reads what is known to be readable. */
    static <T> T again(Bytes input, Reader<T> reader) {
        try {
            return reader.read(input);
        } catch (MalformedEvidenceException e) {
            throw new AssertionError("what was read cannot be read again: " + input, e);
        }
    }

    static void same(Object one, Object other) {
        if (!one.equals(other)) {
            throw new AssertionError("read as " + one + ", and again as " + other);
        }
    }

    private static <T> Optional<T> read(Bytes input, Reader<T> reader) {
        try {
            return Optional.of(reader.read(input));
        } catch (MalformedEvidenceException e) {
            if (e.path().isEmpty() || e.inWords().isEmpty()) {
                throw new AssertionError("a refusal that does not say what is wrong", e);
            }
            return Optional.empty();
        }
    }
}
