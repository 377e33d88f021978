package dev.teeproof.eventlog.cel;

import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks the numbers of records against the two ways of counting that are in use: one counter for the log, or one for each
 * register. Not thread-safe.
 *
 * <p>A log of one register whose numbers count from 0 is both; it is told as {@link Scheme#GLOBAL}.
 *
 * @see "TCG Canonical Event Log Format, section 4.2.2"
 */
public final class RecordNumbers {

    /** How records are numbered. */
    public enum Scheme {
        /** No record has been seen. */
        NONE,
        /** One counter with step one over the whole log, from any start. */
        GLOBAL,
        /** A counter for each register, from 0. */
        PER_REGISTER,
        /** Neither. */
        IRREGULAR
    }

    /** More registers than any machine has; a log that counts more of them one by one is taken for irregular. */
    static final int MAX_REGISTERS = 4096;

    private final Map<RegisterIndex, Long> counters = new HashMap<>();
    private long start = -1;
    private long next;
    private boolean global = true;
    private boolean perRegister = true;

    /** Takes the next record's number; false from the first that fits neither scheme. */
    public boolean accept(long recnum, RegisterIndex register) {
        if (start < 0) {
            start = recnum;
        } else {
            global &= recnum == next;
        }
        next = recnum + 1;
        if (perRegister) {
            perRegister = counts(recnum, register.canonical());
        }
        return global || perRegister;
    }

    private boolean counts(long recnum, RegisterIndex register) {
        Long expected = counters.getOrDefault(register, 0L);
        boolean room = expected > 0 || counters.size() < MAX_REGISTERS;
        if (recnum != expected || !room) {
            counters.clear();
            return false;
        }
        counters.put(register, recnum + 1);
        return true;
    }

    public Scheme scheme() {
        if (start < 0) {
            return Scheme.NONE;
        }
        if (global) {
            return Scheme.GLOBAL;
        }
        return perRegister ? Scheme.PER_REGISTER : Scheme.IRREGULAR;
    }

    /** The first record's number. */
    public OptionalLong start() {
        return start < 0 ? OptionalLong.empty() : OptionalLong.of(start);
    }

    /** That records are missing before the first, if the log says so. */
    public Optional<LogWarning> warning() {
        return scheme() == Scheme.GLOBAL && start > 1
                ? Optional.of(LogWarning.ofLog(
                        "FRAGMENT", "the first record has the number " + start + ": those before it are missing"))
                : Optional.empty();
    }
}
