package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex;

/**
 * Registers that can only be read and extended: {@code r := H(r ‖ d)}. Implementations are safe for use by several threads
 * and processes at a time.
 */
public interface MeasurementRegisters {

    /** With which they are extended; values and digests are of its size. */
    Digest algorithm();

    /**
     * What the register holds.
     *
     * @throws MeasurementException {@code NOT_SUPPORTED} if there is no such register, {@code IO} if it cannot be read
     */
    Bytes read(RegisterIndex index) throws MeasurementException;

    /**
     * Extends the register. When this returns, it is done; when it throws, it may have been done, and {@link #read} tells.
     *
     * @param digest of the algorithm's size
     * @throws MeasurementException {@code NOT_SUPPORTED} if there is no such register or it cannot be extended, {@code IO} if
     *     it could not be done
     */
    void extend(RegisterIndex index, Bytes digest) throws MeasurementException;

    /** Whether there are any; where not, as with {@link LogOnly}, events are logged and nothing is extended. */
    default boolean areThere() {
        return true;
    }
}
