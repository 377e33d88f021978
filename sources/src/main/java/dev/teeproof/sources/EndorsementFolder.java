package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder in which endorsements are kept, one file for each item, named by the SHA-256 of the item. A file is written
 * aside, brought to the disk, and then put in place at once: whoever reads sees the old or the new, also after a crash, and
 * several processes may share the folder. What cannot be read is told, ignored, and written over in time.
 *
 * <p>Nothing in it needs to be believed: whoever reads an endorsement verifies it. Thread-safe.
 */
public final class EndorsementFolder {

    /** Bytes of one file: a list's hexadecimal text and a chain. */
    static final int MAX_FILE = 4 << 20;

    /** Files kept, and as many of single machines; of more the oldest go. */
    static final int MAX_FILES = 2000;

    private static final Duration TORN_AFTER = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("(cached|newest|machine)-[0-9a-f]{64}\\.json");
    private static final Pattern ASIDE = Pattern.compile("(cached|newest|machine)-.*\\.tmp");

    /** What an endorsement is kept for. */
    enum Use {
        CACHED,
        NEWEST,
        /** Cached, of one machine: evidence that anybody makes up asks for such, so they do not push out the rest. */
        MACHINE
    }

    private final Path folder;
    private final int maxFiles;
    private final Told trouble;

    private EndorsementFolder(Path folder, int maxFiles, Told trouble) {
        this.folder = folder;
        this.maxFiles = maxFiles;
        this.trouble = trouble;
    }

    /**
     * Opens a folder; one that is not there is made, for its owner alone.
     *
     * @param trouble is told, once each, what could not be read or written later on
     * @throws IOException if it is not there and cannot be made
     */
    public static EndorsementFolder open(Path folder, Consumer<String> trouble) throws IOException {
        return open(folder, MAX_FILES, trouble);
    }

    static EndorsementFolder open(Path folder, int maxFiles, Consumer<String> trouble) throws IOException {
        if (!Files.isDirectory(folder)) {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
        requireOwn(folder);
        return new EndorsementFolder(folder, maxFiles, new Told(trouble));
    }

    /** Whoever else can write to the folder could bring back what was withdrawn since. */
    private static void requireOwn(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Path probe = Files.createTempFile(folder, "own-", ".tmp");
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || !Files.getOwner(folder).equals(Files.getOwner(probe))) {
                throw new IOException(folder + " is not this user's alone to write");
            }
        } finally {
            Files.delete(probe);
        }
    }

    /** What is kept of the item, unverified; empty if there is nothing that can be read. */
    <I extends EndorsementItem, E> Optional<KeptEndorsement<E>> read(Use use, I item, EndorsementKind<I, E> kind) {
        Path file = file(use, item);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                tell(file, "it is longer than " + MAX_FILE + " bytes");
                return Optional.empty();
            }
            return Optional.of(KeptEndorsement.read(Bytes.copyOf(bytes), item, kind));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            tell(file, String.valueOf(e.getMessage()));
        } catch (MalformedEvidenceException e) {
            tell(file, e.inWords());
        }
        return Optional.empty();
    }

    /** Keeps it instead of what was kept of the item; where that fails, it is told and what was there stays. */
    <I extends EndorsementItem, E> void write(Use use, I item, KeptEndorsement<E> kept, EndorsementKind<I, E> kind) {
        Path file = file(use, item);
        try {
            Bytes content = kept.write(item, kind);
            if (content.size() > MAX_FILE) {
                return;
            }
            Path aside = Files.createTempFile(folder, prefix(use), ".tmp");
            try {
                writeThrough(aside, content);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
            settle();
            tidy(kept.fetchedAt());
        } catch (IOException | MalformedEvidenceException e) {
            trouble.tell("an endorsement cannot be kept in " + folder + ": " + e.getMessage());
        }
    }

    private static void writeThrough(Path file, Bytes content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var buffer = content.asBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Brings the new name to the disk, where the system lets folders be opened. */
    private void settle() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // A name that a crash takes back costs a fetch, nothing else.
        }
    }

    /** Takes away the oldest files beyond the bound, and what a process that was killed left aside. */
    private void tidy(Instant now) throws IOException {
        List<Aged> files = new ArrayList<>();
        List<Aged> ofMachines = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file : (Iterable<Path>) listed::iterator) {
                String name = file.getFileName().toString();
                boolean aside = ASIDE.matcher(name).matches();
                if (!aside && !NAME.matcher(name).matches()) {
                    continue;
                }
                Optional<Aged> aged = Aged.of(file);
                if (aside && aged.isPresent() && aged.get().changed.toInstant().isBefore(now.minus(TORN_AFTER))) {
                    Files.deleteIfExists(file);
                } else if (!aside && aged.isPresent()) {
                    (name.startsWith(prefix(Use.MACHINE)) ? ofMachines : files).add(aged.get());
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        deleteOldest(files);
        deleteOldest(ofMachines);
    }

    private void deleteOldest(List<Aged> files) throws IOException {
        files.sort(Comparator.comparing(Aged::changed));
        for (int i = 0; i < files.size() - maxFiles; i++) {
            Files.deleteIfExists(files.get(i).file);
        }
    }

    private record Aged(Path file, FileTime changed) {

        /** Another process may have taken it away meanwhile. */
        static Optional<Aged> of(Path file) {
            try {
                return Optional.of(new Aged(file, Files.getLastModifiedTime(file)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private Path file(Use use, EndorsementItem item) {
        String hash = Digest.SHA_256.of(Bytes.utf8(item.line())).toHex();
        return folder.resolve(prefix(use) + hash + ".json");
    }

    private static String prefix(Use use) {
        return switch (use) {
            case CACHED -> "cached-";
            case NEWEST -> "newest-";
            case MACHINE -> "machine-";
        };
    }

    private void tell(Path file, String why) {
        trouble.tell("kept endorsement " + file + " is ignored: " + why);
    }
}
