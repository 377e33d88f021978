package dev.teeproof.attester.guest;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.LogState;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** Reads what a log has grown by, as far as it was seen to agree with its register. */
final class LogBytes {

    /** Many times what is measured here; others who write the log may write more. */
    private static final int MAX_SIZE = 64 << 20;

    private LogBytes() {}

    /**
     * The bytes from an offset on; of a log that was never written there are none.
     *
     * @throws MeasurementException {@code LOG_DAMAGED} if they are more than memory is meant for, {@code IO} if they cannot be read
     */
    static Bytes from(long offset, LogState state) throws MeasurementException {
        long growth = state.size() - offset;
        if (growth == 0) {
            return Bytes.empty();
        }
        if (growth > MAX_SIZE) {
            throw new MeasurementException(
                    MeasurementCode.LOG_DAMAGED,
                    state.log() + " has grown by " + growth + " bytes, and more than " + MAX_SIZE + " are not read");
        }
        try (InputStream in = Files.newInputStream(state.log())) {
            in.skipNBytes(offset);
            return Bytes.copyOf(in.readNBytes((int) growth));
        } catch (IOException e) {
            throw MeasurementException.io(state.log() + " cannot be read", e);
        }
    }
}
