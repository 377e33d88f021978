package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One request's own directory in configfs-tsm, made by the kernel with its attributes and removed when this is closed. As long
 * as nobody else guesses its name, nobody else writes to it.
 *
 * @see "Linux, Documentation/ABI/testing/configfs-tsm-report"
 */
record TsmInstance(Path directory) implements AutoCloseable {

    /** Where they are, under the root. */
    static final String REPORTS = "sys/kernel/config/tsm/report";

    private static final int NAME_SIZE = 8;
    private static final int TEXT_LIMIT = 128;

    /**
     * Makes one.
     *
     * @param names thread-safe; makes the directory's name
     * @throws TeeException {@code NOT_SUPPORTED} if the kernel takes no requests, {@code CONFLICT} if the name is taken, {@code
     *     IO} if it may not be made
     */
    static TsmInstance make(Path root, RandomGenerator names) throws TeeException {
        byte[] name = new byte[NAME_SIZE];
        names.nextBytes(name);
        Path reports = root.resolve(REPORTS);
        Path directory = reports.resolve("teeproof-" + HexFormat.of().formatHex(name));
        try {
            Files.createDirectory(directory);
            return new TsmInstance(directory);
        } catch (NoSuchFileException e) {
            throw new TeeException(Code.NOT_SUPPORTED, reports + " is not there (configfs-tsm, Linux 6.7 or newer)");
        } catch (FileAlreadyExistsException e) {
            throw new TeeException(
                    Code.CONFLICT, directory + " is there already, and its name should be nobody else's");
        } catch (AccessDeniedException e) {
            throw TeeException.io("this user may not ask for evidence in " + reports + ", run as root", e);
        } catch (IOException e) {
            // ENXIO: no module has registered. EROFS: a container sees the directory, and no more.
            String reason = String.valueOf(e.getMessage());
            throw new TeeException(Code.NOT_SUPPORTED, reports + " takes no request (" + reason + ")");
        }
    }

    /** Who makes the evidence, such as {@code tdx_guest}. */
    String provider() throws TeeException {
        return text("provider");
    }

    /** How often an attribute was written, modulo 2 to the 64th. */
    long generation() throws TeeException {
        return unsigned("generation");
    }

    /** The lowest privilege level that can be asked for; empty where the provider knows none. */
    Optional<Long> lowestPrivilegeLevel() throws TeeException {
        String name = "privlevel_floor";
        return Files.exists(directory.resolve(name)) ? Optional.of(unsigned(name)) : Optional.empty();
    }

    void write(String attribute, Bytes bytes) throws TeeException {
        try {
            KernelFile.write(directory.resolve(attribute), bytes);
        } catch (IOException e) {
            throw TeeException.io(directory.resolve(attribute) + " cannot be written", e);
        }
    }

    /** An attribute's bytes, which may be up to so many. */
    Bytes read(String attribute, int limit) throws IOException, TeeException {
        Bytes bytes = KernelFile.read(directory.resolve(attribute), limit);
        if (bytes.size() > limit) {
            throw unexpected(attribute, "more than " + limit + " bytes");
        }
        return bytes;
    }

    private long unsigned(String attribute) throws TeeException {
        String text = text(attribute);
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw unexpected(attribute, "no number: '" + text + "'");
        }
    }

    private String text(String attribute) throws TeeException {
        try {
            return read(attribute, TEXT_LIMIT).toUtf8(attribute).strip();
        } catch (MalformedEvidenceException e) {
            throw unexpected(attribute, "no text");
        } catch (IOException e) {
            throw TeeException.io(directory.resolve(attribute) + " cannot be read", e);
        }
    }

    private TeeException unexpected(String attribute, String what) {
        return new TeeException(Code.UNEXPECTED, directory.resolve(attribute) + " holds " + what);
    }

    /** Removes the directory; the kernel removes its attributes. */
    @Override
    public void close() throws TeeException {
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw TeeException.io(directory + " cannot be removed, remove it with rmdir", e);
        }
    }
}
