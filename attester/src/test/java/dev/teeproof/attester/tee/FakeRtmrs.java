package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.KernelTree.Handle;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a TD's run-time registers.
 *
 * @see "Linux, Documentation/ABI/testing/sysfs-devices-virtual-misc-tdx_guest"
 */
final class FakeRtmrs {

    private static final String MEASUREMENTS = "/sys/devices/virtual/misc/tdx_guest/measurements/";
    private static final int SIZE = 48;

    private final List<Bytes> values = new ArrayList<>(Collections.nCopies(4, Bytes.zeros(SIZE)));
    private final Set<Integer> readOnly = new HashSet<>();
    private Optional<String> failure = Optional.empty();
    private boolean failsOnceExtended;
    private int shown = SIZE;

    /** These cannot be written. */
    synchronized void readOnly(Integer... registers) {
        readOnly.addAll(Set.of(registers));
    }

    /** Writing fails; after the extension was done, or instead of it. */
    synchronized void failing(String words, boolean onceExtended) {
        failure = Optional.of(words);
        failsOnceExtended = onceExtended;
    }

    /** Reading gives so many bytes. */
    synchronized void showing(int bytes) {
        shown = bytes;
    }

    synchronized Bytes value(int register) {
        return values.get(register);
    }

    synchronized void extend(int register, Bytes digest) {
        values.set(register, Digest.SHA_384.of(values.get(register), digest));
    }

    Stream<String> paths() {
        return IntStream.range(0, values.size()).mapToObj(n -> MEASUREMENTS + "rtmr" + n + ":sha384");
    }

    boolean isRegister(String path) {
        return paths().anyMatch(path::equals);
    }

    synchronized Handle open(String path, boolean write) throws IOException {
        int register = path.charAt(MEASUREMENTS.length() + "rtmr".length()) - '0';
        if (write && readOnly.contains(register)) {
            throw new AccessDeniedException(path);
        }
        return new Handle() {
            @Override
            public byte[] content() {
                Bytes value = Bytes.concat(value(register), Bytes.zeros(SIZE));
                return value.slice(0, shown).toArray();
            }

            @Override
            public void write(byte[] bytes, long position) throws IOException {
                if (position != 0 || bytes.length != SIZE) {
                    throw new IOException("Invalid argument");
                }
                if (failure.isPresent() && !failsOnceExtended) {
                    throw new IOException(failure.orElseThrow());
                }
                extend(register, Bytes.copyOf(bytes));
                if (failure.isPresent()) {
                    throw new IOException(failure.orElseThrow());
                }
            }
        };
    }
}
