package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.KernelTree.Handle;
import dev.teeproof.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * configfs-tsm. What is written to inblob counts when the file is closed, and an error is then nobody's; the evidence is made
 * when outblob is read first.
 *
 * @see "Linux, Documentation/ABI/testing/configfs-tsm-report"
 */
final class FakeTsm {

    static final String REPORTS = "/sys/kernel/config/tsm/report";

    private static final String INVALID = "Invalid argument";
    private static final int INBLOB = 64;

    /** When somebody else writes to every instance, once. */
    enum Stranger {
        NOBODY,
        WITH_INBLOB,
        WITH_OUTBLOB
    }

    private final String kind;
    private final Function<Bytes, TsmReport.Answer> evidence;
    private final Map<String, Instance> instances = new TreeMap<>();
    private String provider;
    private int busy;
    private String busyWords = "Device or resource busy";
    private Stranger stranger = Stranger.NOBODY;
    private Optional<String> refusal = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private long firstGeneration;
    private boolean closed;
    private boolean stuck;
    private boolean table = true;
    private int lowestLevel;
    private int made;
    private Optional<Integer> chosen = Optional.empty();

    FakeTsm(String provider, Function<Bytes, TsmReport.Answer> evidence) {
        this.kind = provider;
        this.provider = provider;
        this.evidence = evidence;
    }

    /** The next so many reads of evidence are refused, in the words of the C library. */
    synchronized void busy(int times, String words) {
        busy = times;
        busyWords = words;
    }

    synchronized void stranger(Stranger when) {
        stranger = when;
    }

    synchronized void provider(String other) {
        provider = other;
    }

    /** No instance can be made, for this reason. */
    synchronized void refusing(String reason) {
        refusal = Optional.of(reason);
    }

    /** No evidence is made, for this reason. */
    synchronized void failing(String reason) {
        failure = Optional.of(reason);
    }

    /** Only others may make instances. */
    synchronized void closed() {
        closed = true;
    }

    /** Whether instances cannot be removed. */
    synchronized void stuck(boolean now) {
        stuck = now;
    }

    synchronized void firstGeneration(long generation) {
        firstGeneration = generation;
    }

    /** Without auxblob. */
    synchronized void withoutTable() {
        table = false;
    }

    synchronized void lowestLevel(int level) {
        lowestLevel = level;
    }

    /** The instances that are there. */
    synchronized List<String> instances() {
        return List.copyOf(instances.keySet());
    }

    /** How many instances were made. */
    synchronized int made() {
        return made;
    }

    /** The privilege level that was chosen last. */
    synchronized Optional<Integer> chosenLevel() {
        return chosen;
    }

    synchronized Stream<String> paths() {
        List<String> paths = new ArrayList<>(List.of(REPORTS));
        instances.values().forEach(instance -> {
            paths.add(instance.path);
            instance.attributes().forEach(attribute -> paths.add(instance.path + "/" + attribute));
        });
        return paths.stream();
    }

    boolean isAttribute(String path) {
        return path.startsWith(REPORTS) && path.split("/", -1).length == 8 && paths().anyMatch(path::equals);
    }

    synchronized void make(String path) throws IOException {
        if (closed) {
            throw new AccessDeniedException(path);
        }
        if (refusal.isPresent()) {
            throw new FileSystemException(path, null, refusal.orElseThrow());
        }
        if (!path.startsWith(REPORTS + "/")) {
            throw new FileSystemException(path, null, "Operation not permitted");
        }
        if (instances.putIfAbsent(path, new Instance(path)) != null) {
            throw new FileAlreadyExistsException(path);
        }
        made++;
    }

    synchronized void remove(String path) throws IOException {
        if (stuck) {
            throw new FileSystemException(path, null, "Device or resource busy");
        }
        if (instances.remove(path) == null) {
            throw new NoSuchFileException(path);
        }
    }

    synchronized Handle open(String path, boolean write) throws IOException {
        int slash = path.lastIndexOf('/');
        Instance instance = instances.get(path.substring(0, slash));
        if (instance == null) {
            throw new NoSuchFileException(path);
        }
        return instance.open(path.substring(slash + 1), write);
    }

    private static Handle text(Object value) {
        return () -> Bytes.utf8(value + "\n").toArray();
    }

    /** One request. All of it happens under the lock of the whole, as in the kernel. */
    private final class Instance {

        private final String path;
        private long written = firstGeneration;
        private long read = firstGeneration;
        private Bytes inblob = Bytes.empty();
        private TsmReport.@Nullable Answer answer;

        Instance(String path) {
            this.path = path;
        }

        List<String> attributes() {
            List<String> names = new ArrayList<>(List.of("provider", "generation", "inblob", "outblob"));
            if (kind.equals("sev_guest")) {
                names.addAll(List.of("privlevel", "privlevel_floor"));
                if (table) {
                    names.add("auxblob");
                }
            }
            return names;
        }

        Handle open(String attribute, boolean write) throws IOException {
            boolean writable = attribute.equals("inblob") || attribute.equals("privlevel");
            if (writable != write) {
                throw new AccessDeniedException(path + "/" + attribute);
            }
            return switch (attribute) {
                case "provider" -> text(provider);
                case "generation" -> text(Long.toUnsignedString(written));
                case "privlevel_floor" -> text(lowestLevel);
                case "outblob" -> () -> evidence().outblob().toArray();
                case "auxblob" -> () -> evidence().auxblob().toArray();
                case "inblob" -> new Inblob();
                case "privlevel" -> new PrivilegeLevel();
                default -> throw new NoSuchFileException(path + "/" + attribute);
            };
        }

        private TsmReport.Answer evidence() throws IOException {
            synchronized (FakeTsm.this) {
                if (inblob.isEmpty()) {
                    throw new IOException(INVALID);
                }
                TsmReport.Answer known = answer;
                if (known != null && read == written) {
                    return known;
                }
                if (busy > 0) {
                    busy--;
                    throw new IOException(busyWords);
                }
                if (failure.isPresent()) {
                    throw new IOException(failure.orElseThrow());
                }
                if (inblob.size() != INBLOB) {
                    throw new IOException(INVALID);
                }
                TsmReport.Answer fresh = evidence.apply(inblob);
                answer = fresh;
                read = written;
                if (stranger == Stranger.WITH_OUTBLOB) {
                    written++;
                }
                return fresh;
            }
        }

        /** Binary: what is written is kept until the file is closed. */
        private final class Inblob implements Handle {

            private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

            @Override
            public byte[] content() throws IOException {
                throw new IOException(INVALID);
            }

            /** Stricter than the kernel, which takes pieces: whoever writes them has them torn by another writer. */
            @Override
            public void write(byte[] bytes, long position) throws IOException {
                if (bytes.length + position > INBLOB) {
                    throw new IOException("File too large");
                }
                if (bytes.length != INBLOB) {
                    throw new IOException(INVALID);
                }
                kept.writeBytes(bytes);
            }

            @Override
            public void close() {
                synchronized (FakeTsm.this) {
                    if (kept.size() > 0) {
                        inblob = Bytes.copyOf(kept.toByteArray());
                        written += stranger == Stranger.WITH_INBLOB ? 2 : 1;
                    }
                }
            }
        }

        private final class PrivilegeLevel implements Handle {

            @Override
            public byte[] content() throws IOException {
                throw new IOException(INVALID);
            }

            @Override
            public void write(byte[] bytes, long position) throws IOException {
                synchronized (FakeTsm.this) {
                    int level = bytes[0] - '0';
                    if (bytes.length > 2 || level < lowestLevel || level > 3) {
                        throw new IOException(INVALID);
                    }
                    written++;
                    chosen = Optional.of(level);
                }
            }
        }
    }
}
