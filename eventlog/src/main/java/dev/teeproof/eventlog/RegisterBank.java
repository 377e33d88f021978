package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the registers hold by a log. It proves nothing by itself: compare it with the registers of a verified quote
 * ({@link RegisterComparison}).
 *
 * @param registers those that a record was extended into, by {@linkplain RegisterIndex#canonical canonical} index
 */
public record RegisterBank(SortedMap<RegisterIndex, Register> registers) {

    public RegisterBank {
        registers = Collections.unmodifiableSortedMap(new TreeMap<>(registers));
    }

    RegisterBank(Map<RegisterIndex, Register> registers) {
        this(new TreeMap<>(registers));
    }

    /**
     * One register.
     *
     * @param events how many records were extended into it
     * @param values by algorithm
     */
    public record Register(long events, SortedMap<HashAlgorithm, Value> values) {

        public Register {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /** A register's value in one bank. */
    public sealed interface Value {

        /**
         * It follows from the log.
         *
         * @param initial what the register held before
         */
        record Computed(Bytes initial, Bytes value) implements Value {}

        /**
         * It does not follow from the log, or cannot be computed here; that says nothing against the log.
         *
         * @param record the position of the record that is in the way, from 0
         */
        record Unknown(String code, long record, String words) implements Value {}
    }

    /** The value of a register under any of its names, if it was computed. */
    public Optional<Bytes> value(RegisterIndex index, HashAlgorithm algorithm) {
        Register register = registers.get(index.canonical());
        return register != null && register.values.get(algorithm) instanceof Value.Computed computed
                ? Optional.of(computed.value())
                : Optional.empty();
    }
}
