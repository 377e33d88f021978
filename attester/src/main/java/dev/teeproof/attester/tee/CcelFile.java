package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.LogLimits;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The firmware's log area, which the ACPI table CCEL points to, as the kernel hands it out: the events, and behind them what
 * the area held before, 0xff or 0x00. Nothing authenticates it but the registers that it replays to.
 *
 * @see "ACPI 6.5, section 5.2.34"
 */
final class CcelFile {

    private static final String DATA = "sys/firmware/acpi/tables/data/CCEL";

    private CcelFile() {}

    /**
     * The whole area; empty if the kernel hands out none.
     *
     * @throws TeeException {@code UNEXPECTED} if it is larger than logs are read, {@code IO} if it cannot be read
     */
    static Optional<Bytes> read(Path root) throws TeeException {
        Path file = root.resolve(DATA);
        int limit = LogLimits.DEFAULT.logSize();
        try {
            Bytes area = KernelFile.read(file, limit);
            if (area.size() > limit) {
                throw new TeeException(Code.UNEXPECTED, file + " has more than " + limit + " bytes");
            }
            return Optional.of(area);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw TeeException.io("the boot log " + file + " cannot be read; that may be for root alone", e);
        }
    }
}
