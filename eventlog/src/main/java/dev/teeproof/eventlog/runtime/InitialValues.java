package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.HashMap;
import java.util.Map;

/**
 * What registers hold before the first event. For those that are not given: zeros, but ones in PCR 17 to 22, as at power-on.
 *
 * @param given by register; {@code Rtmr} and {@code CcMr} of the same register are the same
 * @see "TCG PC Client Platform TPM Profile, table of PCR initial values"
 */
public record InitialValues(Map<RegisterIndex, Bytes> given) {

    /** Those at power-on. */
    public static final InitialValues POWER_ON = new InitialValues(Map.of());

    public InitialValues {
        Map<RegisterIndex, Bytes> canonical = new HashMap<>();
        given.forEach((index, value) -> canonical.put(index.canonical(), value));
        given = Map.copyOf(canonical);
    }

    /** With this value for this register. */
    public InitialValues with(RegisterIndex index, Bytes value) {
        Map<RegisterIndex, Bytes> more = new HashMap<>(given);
        more.put(index.canonical(), value);
        return new InitialValues(more);
    }

    /**
     * What this register holds.
     *
     * @throws MeasurementException {@code BAD_REGISTER} if the given value is not of the algorithm's size
     */
    public Bytes of(RegisterIndex index, Digest algorithm) throws MeasurementException {
        Bytes value = given.get(index.canonical());
        if (value == null) {
            return powerOn(index, algorithm.size());
        }
        if (value.size() != algorithm.size()) {
            throw new MeasurementException(
                    MeasurementCode.BAD_REGISTER,
                    "the initial value of " + index + " has " + value.size() + " bytes, not " + algorithm.size());
        }
        return value;
    }

    private static Bytes powerOn(RegisterIndex index, int size) {
        if (index instanceof Pcr pcr && pcr.number() >= 17 && pcr.number() <= 22) {
            return Bytes.ofRepeated(0xff, size);
        }
        return Bytes.zeros(size);
    }
}
