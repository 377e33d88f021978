package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Collateral in files: containers, and folders whose files named {@code *.json} are containers. They are read at the
 * start and again when one of them was changed, added or removed. A change that cannot be read keeps what was there
 * before, and is told. Collateral that has expired is kept: it is for its own time. Thread-safe.
 */
public final class CollateralFiles implements CollateralSource {

    private record FileState(FileTime changed, long size) {}

    private record Snapshot(Map<Path, FileState> files, GivenCollateral collateral) {}

    private final List<Path> paths;
    private final Consumer<String> trouble;
    private volatile Snapshot snapshot;

    private CollateralFiles(List<Path> paths, Consumer<String> trouble, Snapshot snapshot) {
        this.paths = paths;
        this.trouble = trouble;
        this.snapshot = snapshot;
    }

    /**
     * Reads the files.
     *
     * @param trouble is told what could not be read later on
     * @throws IOException if a file or folder cannot be read
     * @throws MalformedEvidenceException if a file is not a container; the path of the fault begins with its name
     */
    public static CollateralFiles open(List<Path> paths, Consumer<String> trouble)
            throws IOException, MalformedEvidenceException {
        List<Path> copy = List.copyOf(paths);
        return new CollateralFiles(copy, trouble, read(states(copy)));
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        refresh();
        return snapshot.collateral().collateral(quote);
    }

    private void refresh() {
        try {
            if (states(paths).equals(snapshot.files())) {
                return;
            }
            synchronized (this) {
                Map<Path, FileState> now = states(paths);
                if (!now.equals(snapshot.files())) {
                    snapshot = reread(now);
                }
            }
        } catch (IOException e) {
            trouble.accept("collateral cannot be looked at, what was read before stays: " + e.getMessage());
        }
    }

    /** Remembers the new state even where it cannot be read, so that it is told once and not at every request. */
    private Snapshot reread(Map<Path, FileState> now) {
        try {
            return read(now);
        } catch (IOException e) {
            trouble.accept("changed collateral cannot be read, what was read before stays: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            trouble.accept("changed collateral cannot be read, what was read before stays: " + e.inWords());
        }
        return new Snapshot(now, snapshot.collateral());
    }

    private static Map<Path, FileState> states(List<Path> paths) throws IOException {
        Map<Path, FileState> states = new TreeMap<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.filter(CollateralFiles::isContainer).toList()) {
                        states.put(file, state(file));
                    }
                } catch (UncheckedIOException e) {
                    throw new IOException(e);
                }
            } else {
                states.put(path, state(path));
            }
        }
        return states;
    }

    private static boolean isContainer(Path file) {
        return file.toString().endsWith(".json") && Files.isRegularFile(file);
    }

    private static FileState state(Path file) throws IOException {
        return new FileState(Files.getLastModifiedTime(file), Files.size(file));
    }

    private static Snapshot read(Map<Path, FileState> files) throws IOException, MalformedEvidenceException {
        List<Collateral> collateral = new ArrayList<>();
        for (Path file : files.keySet()) {
            collateral.add(read(file));
        }
        return new Snapshot(files, new GivenCollateral(collateral));
    }

    private static Collateral read(Path file) throws IOException, MalformedEvidenceException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Collateral.MAX_SIZE + 1);
            if (bytes.length > Collateral.MAX_SIZE) {
                throw new MalformedEvidenceException(
                        Malformation.LIMIT_EXCEEDED, "collateral", bytes.length, "at most " + Collateral.MAX_SIZE);
            }
            return Collateral.readContainer(Bytes.copyOf(bytes), file.toString());
        } catch (MalformedEvidenceException e) {
            throw new MalformedEvidenceException(e.code(), file + ": " + e.path(), e.offset(), e.expected());
        }
    }
}
