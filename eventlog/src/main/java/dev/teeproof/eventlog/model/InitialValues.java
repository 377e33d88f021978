package dev.teeproof.eventlog.model;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What registers hold before anything that a log tells of was extended. Where nothing is given: zeros, but ones in PCR 17 to
 * 22, which no dynamic launch has reset. What a log says itself (the locality at which the machine started, the value in INIT)
 * comes before this.
 *
 * @param given by register; {@code Rtmr} and {@code CcMr} of the same register are the same
 * @see "TCG PC Client Platform TPM Profile, section 4.6.2, table of PCR initial values"
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

    /** What this register holds in the bank of this algorithm; empty if the value that is given is not of its size. */
    public Optional<Bytes> of(RegisterIndex index, Digest algorithm) {
        Bytes value = given.get(index.canonical());
        if (value == null) {
            return Optional.of(powerOn(index, algorithm.size()));
        }
        return Optional.of(value).filter(one -> one.size() == algorithm.size());
    }

    private static Bytes powerOn(RegisterIndex index, int size) {
        boolean ones = index instanceof Pcr pcr && pcr.number() >= 17 && pcr.number() <= 22;
        return ones ? Bytes.ofRepeated(0xff, size) : Bytes.zeros(size);
    }
}
