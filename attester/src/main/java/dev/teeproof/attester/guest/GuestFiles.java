package dev.teeproof.attester.guest;

import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.SystemConfig;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a dstack guest has what its host and its app's operator gave it, and what it logs.
 *
 * @param appCompose the app's compose file
 * @param sysConfig the host's configuration
 * @param log the directory of the runtime event log, in memory: registers do not outlive it
 */
public record GuestFiles(Path appCompose, Path sysConfig, Path log) {

    /** As dstack's guests have them. */
    public static final GuestFiles DSTACK = new GuestFiles(
            Path.of("/dstack/.host-shared/app-compose.json"),
            Path.of("/dstack/.host-shared/.sys-config.json"),
            Path.of("/run/log/dstack"));

    /**
     * The compose file; empty if there is none.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedEvidenceException if no guest takes it
     */
    public Optional<AppCompose> compose() throws IOException, MalformedEvidenceException {
        Optional<Bytes> bytes = read(appCompose, AppCompose.MAX_SIZE);
        return bytes.isPresent() ? Optional.of(AppCompose.read(bytes.orElseThrow())) : Optional.empty();
    }

    /**
     * What the host says; nothing if there is no such file.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedEvidenceException if it is no configuration
     */
    public SystemConfig host() throws IOException, MalformedEvidenceException {
        Optional<Bytes> bytes = read(sysConfig, SystemConfig.MAX_SIZE);
        return bytes.isPresent() ? SystemConfig.read(bytes.orElseThrow()) : SystemConfig.NONE;
    }

    /**
     * Opens the log: in the version that this boot measures in, or else, for the first who measures, in the one that the compose file
     * asks for, which is set from then on.
     *
     * @throws MeasurementException {@code VERSION_UNSET} if nothing says the version, and any that says how log and register do
     *     not fit
     */
    public GuestLog openLog(TeeBackend tee, Optional<AppCompose> compose) throws MeasurementException {
        EventLogVersionFile file = EventLogVersionFile.in(log);
        EventLogVersion version = file.require(compose);
        GuestLog opened = GuestLog.open(log, version, tee.registers(), Durability.PROCESS);
        file.set(version);
        return opened;
    }

    private static Optional<Bytes> read(Path file, int limit) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(Bytes.copyOf(in.readNBytes(limit + 1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
