package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Files for their owner alone, where the file system knows owners, and brought to the medium where the durability asks for
 * it. Interrupts do not end a write halfway: that is why no channel is written to.
 */
record PrivateFiles(Durability durability) {

    private static final FileAttribute<?>[] NONE = {};

    /** Makes a directory that is not there. */
    void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions(directory, "rwx------"));
        }
    }

    /** Opens a file for reading and writing; one that is not there is made. */
    RandomAccessFile open(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, permissions(file, "rw-------"));
            } catch (FileAlreadyExistsException e) {
                // Another writer was quicker.
            }
        }
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /** Brings a file's content to the medium, if it is to survive there. */
    void force(RandomAccessFile file) throws IOException {
        if (durability == Durability.MEDIUM) {
            file.getFD().sync();
        }
    }

    /** What the file holds, if it is there; of a longer one the first {@code limit} bytes and one more. */
    Optional<Bytes> read(Path file, int limit) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(Bytes.copyOf(in.readNBytes(limit + 1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The file's size; 0 if it is not there. */
    static long length(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Writes at this place, which is within the file or at its end; a file that is not there is made. */
    void write(Path file, long offset, Bytes bytes) throws IOException {
        boolean made = !Files.exists(file);
        try (RandomAccessFile out = open(file)) {
            out.seek(offset);
            out.write(bytes.toArray());
            force(out);
        }
        if (made) {
            settle(file);
        }
    }

    /** Cuts off what stands behind. */
    void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile out = open(file)) {
            out.setLength(length);
            force(out);
        }
        settle(file);
    }

    /** Puts the content in the file's place at once: whoever looks sees the old or the new, also after a crash. */
    void replace(Path file, Bytes content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        try (RandomAccessFile out = open(aside)) {
            out.setLength(0);
            out.write(content.toArray());
            force(out);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        settle(file);
    }

    /** Brings a file's name to the medium, if it is to survive there. */
    void settle(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (durability == Durability.MEDIUM && directory != null && isPosix(directory)) {
            boolean interrupted = false;
            try {
                while (!settled(directory)) {
                    interrupted |= Thread.interrupted();
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static boolean settled(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] permissions(Path file, String permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
