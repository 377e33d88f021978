package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of files that the caller named, and of those in folders that he named: read at the start, and again when they
 * were changed, added or removed. One that cannot be read then keeps what it gave before, is told, and does not hold up the
 * others. Thread-safe.
 *
 * @param <C> what a file's content is read as
 */
final class WatchedFiles<C> {

    /** Bytes of all files. */
    static final long MAX_BYTES = 256L << 20;

    /** Reads a file's content. */
    interface Format<C> {
        C read(Bytes bytes, String file) throws MalformedEvidenceException;
    }

    /**
     * What became of reading one file.
     *
     * @param content what it gives: of this reading, else of the last that succeeded
     */
    private record Reading<C>(FileState state, Optional<C> content) {}

    private record Snapshot<C>(Map<Path, FileState> states, Map<Path, Reading<C>> readings, Map<Path, C> contents) {}

    private final CollateralPaths paths;
    private final Told trouble;
    private final int maxFile;
    private final Format<C> format;
    private volatile Snapshot<C> snapshot = new Snapshot<>(Map.of(), Map.of(), Map.of());

    private WatchedFiles(CollateralPaths paths, Told trouble, int maxFile, Format<C> format) {
        this.paths = paths;
        this.trouble = trouble;
        this.maxFile = maxFile;
        this.format = format;
    }

    /**
     * Reads the files.
     *
     * @param trouble is told, once each, what could not be read in a folder, and later on
     * @param maxFile bytes of one file
     * @throws IOException if a file that is named, or a folder, cannot be read
     * @throws MalformedEvidenceException if a file that is named is not of the format; the path of the fault begins with its
     *     name
     */
    static <C> WatchedFiles<C> open(CollateralPaths paths, Told trouble, int maxFile, Format<C> format)
            throws IOException, MalformedEvidenceException {
        WatchedFiles<C> files = new WatchedFiles<>(paths, trouble, maxFile, format);
        Map<Path, FileState> states = paths.states(Map.of(), trouble);
        for (Path path : paths.named()) {
            FileState state = states.get(path);
            if (state != null && !state.present()) {
                throw new NoSuchFileException(path.toString());
            }
            if (state != null) {
                files.read(path);
            }
        }
        files.snapshot = files.reread(states);
        return files;
    }

    /** As they are now, in the order of the paths; the same object for as long as nothing changes. */
    Map<Path, C> contents() {
        Map<Path, FileState> now = paths.states(snapshot.states(), trouble);
        if (!now.equals(snapshot.states())) {
            synchronized (this) {
                if (!now.equals(snapshot.states())) {
                    snapshot = reread(now);
                }
            }
        }
        return snapshot.contents();
    }

    /** Remembers the new state even of what cannot be read, so that it is told once and not at every request. */
    private Snapshot<C> reread(Map<Path, FileState> states) {
        Map<Path, Reading<C>> readings = new TreeMap<>();
        Map<Path, C> contents = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<Path, FileState> entry : states.entrySet()) {
            Path path = entry.getKey();
            bytes += entry.getValue().size();
            if (bytes > MAX_BYTES) {
                trouble.tell(
                        "collateral from " + path + " on is not read: there are more than " + MAX_BYTES + " bytes");
                break;
            }
            Reading<C> reading = reading(
                    path,
                    entry.getValue(),
                    Optional.ofNullable(snapshot.readings().get(path)));
            readings.put(path, reading);
            reading.content().ifPresent(content -> contents.put(path, content));
        }
        return new Snapshot<>(states, readings, contents);
    }

    private Reading<C> reading(Path path, FileState state, Optional<Reading<C>> before) {
        if (before.isPresent() && before.get().state().equals(state)) {
            return before.get();
        }
        Optional<C> kept = before.flatMap(Reading::content);
        String stays = kept.isPresent() ? ", what was read before stays: " : ": ";
        try {
            if (!state.present()) {
                throw new NoSuchFileException(path.toString(), null, "it is gone");
            }
            return new Reading<>(state, Optional.of(read(path)));
        } catch (IOException e) {
            trouble.tellAgain("collateral cannot be read" + stays + e.getMessage());
        } catch (MalformedEvidenceException e) {
            trouble.tellAgain("collateral cannot be read" + stays + e.inWords());
        }
        return new Reading<>(state, kept);
    }

    private C read(Path file) throws IOException, MalformedEvidenceException {
        try {
            return format.read(bytes(file, maxFile), file.toString());
        } catch (MalformedEvidenceException e) {
            throw new MalformedEvidenceException(e.code(), file + ": " + e.path(), e.offset(), e.expected());
        }
    }

    /** A file whole, if it is no longer than the limit. */
    static Bytes bytes(Path file, int limit) throws IOException, MalformedEvidenceException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new MalformedEvidenceException(
                        Malformation.LIMIT_EXCEEDED, "collateral", bytes.length, "at most " + limit);
            }
            return Bytes.copyOf(bytes);
        }
    }
}
