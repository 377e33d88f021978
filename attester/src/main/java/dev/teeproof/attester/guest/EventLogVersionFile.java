package dev.teeproof.attester.guest;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that says in which version of its event log a guest measures: {@code 1} or {@code 2}, set once for each boot from the
 * app's compose file. There is no default: a guest that does not know measures nothing.
 *
 * @param file {@code runtime_event_version} in the directory of the log
 */
public record EventLogVersionFile(Path file) {

    /** Of the log in a directory. */
    public static EventLogVersionFile in(Path directory) {
        return new EventLogVersionFile(directory.resolve("runtime_event_version"));
    }

    /**
     * The version that was set; empty if none was.
     *
     * @throws MeasurementException {@code VERSION_UNSET} if the file says something else than 1 or 2, {@code IO} if it
     *     cannot be read
     */
    public Optional<EventLogVersion> read() throws MeasurementException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = Bytes.copyOf(in.readNBytes(16)).toUtf8("version").strip();
            return switch (text) {
                case "1" -> Optional.of(EventLogVersion.V1);
                case "2" -> Optional.of(EventLogVersion.V2);
                default -> throw unset(file + " says neither 1 nor 2");
            };
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw MeasurementException.io(file + " cannot be read", e);
        } catch (MalformedEvidenceException e) {
            throw unset(file + " is no text");
        }
    }

    /**
     * The version in which this boot measures: the one that was set, else the one that a compose file asks for.
     *
     * @param compose the compose file, where there is one
     * @throws MeasurementException {@code VERSION_UNSET} if neither says it
     */
    public EventLogVersion require(Optional<AppCompose> compose) throws MeasurementException {
        Optional<EventLogVersion> set = read();
        if (set.isPresent()) {
            return set.orElseThrow();
        }
        return compose.map(AppCompose::eventLogVersion)
                .orElseThrow(() -> unset("there is no " + file + " and no app-compose.json: complete the system's setup"
                        + " before emitting events"));
    }

    /**
     * Sets the version, unless it is set already. It is there whole or not at all, and the first who sets it wins.
     *
     * @throws MeasurementException {@code VERSION_FIXED} if another one was set, {@code IO} if it cannot be written
     */
    public void set(EventLogVersion version) throws MeasurementException {
        try {
            Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), "runtime_event_version", ".tmp");
            try {
                Files.writeString(aside, String.valueOf(version.number()));
                Files.createLink(file, aside);
            } finally {
                Files.delete(aside);
            }
        } catch (FileAlreadyExistsException e) {
            Optional<EventLogVersion> set = read();
            if (!set.equals(Optional.of(version))) {
                throw new MeasurementException(
                        MeasurementCode.VERSION_FIXED,
                        "this boot measures in version "
                                + set.map(EventLogVersion::number).orElse(0) + ", as " + file
                                + " says, and not in version " + version.number()
                                + ": restart the machine to change the version");
            }
        } catch (IOException e) {
            throw MeasurementException.io(file + " cannot be written", e);
        } catch (UnsupportedOperationException e) {
            throw MeasurementException.io(
                    file + " cannot be written", new IOException("its file system has no hard links", e));
        }
    }

    private static MeasurementException unset(String words) {
        return new MeasurementException(MeasurementCode.VERSION_UNSET, words);
    }
}
