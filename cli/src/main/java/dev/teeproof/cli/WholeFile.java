package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all: beside its place first, and then into it. */
final class WholeFile {

    private WholeFile() {}

    /**
     * Writes a new file, or over an old one. What is no file (a pipe, a terminal) is written to as it is.
     *
     * @throws UnusableInputException if it cannot be written; then what was there is as it was
     */
    static void write(Bytes bytes, String file) throws UnusableInputException {
        try {
            Path path = Path.of(file);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                write(bytes, path);
            } else {
                replace(bytes, Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
            }
        } catch (NoSuchFileException e) {
            throw new UnusableInputException(file + " cannot be written: there is no such folder");
        } catch (FileSystemException e) {
            throw new UnusableInputException(file + " cannot be written: "
                    + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be written: " + e.getMessage());
        }
    }

    private static void replace(Bytes bytes, Path path) throws IOException {
        Path aside = path.resolveSibling("." + path.getFileName() + ".part");
        try {
            // A link that somebody put there is not followed.
            Files.deleteIfExists(aside);
            write(bytes, aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
    }

    private static void write(Bytes bytes, Path path, StandardOpenOption... options) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, options)) {
            out.write(bytes.toArray());
        }
    }
}
