package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex;

/**
 * The registers of hardware that has none, as SEV-SNP: events are only logged, and nothing proves the log.
 *
 * @param algorithm with which events are hashed all the same
 */
public record LogOnly(Digest algorithm) implements MeasurementRegisters {

    /** @throws MeasurementException always, {@code NOT_SUPPORTED} */
    @Override
    public Bytes read(RegisterIndex index) throws MeasurementException {
        throw EventText.notSupported("the hardware has no " + index);
    }

    /** @throws MeasurementException always, {@code NOT_SUPPORTED} */
    @Override
    public void extend(RegisterIndex index, Bytes digest) throws MeasurementException {
        throw EventText.notSupported("the hardware has no " + index);
    }

    @Override
    public boolean areThere() {
        return false;
    }
}
