package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes what the registers hold by a log, record after record: {@code r := H(r ‖ d)} for every record that is
 * {@linkplain Extension extended}. One pass, all banks at once, memory for the registers alone. Not thread-safe.
 *
 * <p>RTMR n and CC measurement register n+1 are one register, whatever a log calls it.
 *
 * @see "TCG Canonical Event Log Format, section 4.4; TCG PC Client Platform Firmware Profile, section 10"
 */
public final class Replay {

    private final InitialValues initialValues;
    private final Optional<Set<HashAlgorithm>> banks;
    private final Map<RegisterIndex, RegisterReplay> registers = new HashMap<>();
    private final Extension extension = new Extension();
    private @Nullable RegisterIndex lastIndex;
    private @Nullable RegisterReplay last;
    private long records;

    private Replay(InitialValues initialValues, Optional<Set<HashAlgorithm>> banks) {
        this.initialValues = initialValues;
        this.banks = banks.map(Set::copyOf);
    }

    /** From the usual {@linkplain InitialValues#POWER_ON initial values}, in each bank that the log has digests for. */
    public static Replay start() {
        return new Replay(InitialValues.POWER_ON, Optional.empty());
    }

    /** From values that the caller knows, each for the banks of its size. */
    public Replay from(InitialValues values) {
        return new Replay(values, banks);
    }

    /**
     * In these banks. A digest that the log does not state is computed where the content allows it: of IMA's templates and
     * of dstack's runtime events.
     */
    public Replay in(Set<HashAlgorithm> wanted) {
        return new Replay(initialValues, Optional.of(wanted));
    }

    /** Extends the next record, if it is one that is extended. */
    public Replay add(LogRecord record) {
        register(record.register()).add(record, records++, extension);
        return this;
    }

    private RegisterReplay register(RegisterIndex index) {
        if (last != null && index.equals(lastIndex)) {
            return last;
        }
        lastIndex = index;
        RegisterReplay found = registers.computeIfAbsent(
                index.canonical(), canonical -> new RegisterReplay(canonical, initialValues, banks));
        last = found;
        return found;
    }

    /** How many records there were. */
    public long records() {
        return records;
    }

    /** What the registers hold after all records so far. */
    public RegisterBank registers() {
        Map<RegisterIndex, RegisterBank.Register> held = new TreeMap<>();
        registers.forEach((index, register) -> register.state().ifPresent(state -> held.put(index, state)));
        return new RegisterBank(held);
    }

    /** What a register holds after all records so far, if it can be computed. */
    public Optional<Bytes> value(RegisterIndex index, HashAlgorithm algorithm) {
        return registers().value(index, algorithm);
    }
}
