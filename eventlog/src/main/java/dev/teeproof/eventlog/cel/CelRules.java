package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.canonical.RegisterRules;
import dev.teeproof.eventlog.canonical.Warnings;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import java.util.ArrayList;
import java.util.List;

/** What holds of every record whatever its encoding, and what is said of the log. Only whole records are shown to it. */
final class CelRules {

    private final ReadOptions options;
    private final RecordNumbers numbers = new RecordNumbers();
    private final Warnings warnings = new Warnings();
    private long count;

    CelRules(ReadOptions options) {
        this.options = options;
    }

    /** Makes the exception for a field of the record. */
    @FunctionalInterface
    interface Fault {
        MalformedEvidenceException of(MalformationCode code, String field, String expected);
    }

    /** The record, if it may stand here. */
    LogRecord accept(LogRecord record, Fault fault) throws MalformedEvidenceException {
        require(
                RegisterRules.isSensible(record.register(), RegisterRules.HIGHEST_PCR_OF_CEL),
                LogMalformation.BAD_REGISTER,
                "register",
                "a register that exists, not " + record.register(),
                fault);
        require(!record.digests().isEmpty(), Malformation.MISSING, "digests", "at least one digest", fault);
        require(
                numbers.accept(record.recnum(), record.register()),
                LogMalformation.BAD_RECNUM,
                "recnum",
                "numbers that count up by one, not " + record.recnum(),
                fault);
        count++;
        return record;
    }

    private void require(boolean holds, MalformationCode code, String field, String expected, Fault fault)
            throws MalformedEvidenceException {
        if (holds) {
            return;
        }
        if (options.isStrict()) {
            throw fault.of(code, field, expected);
        }
        warnings.add(new LogWarning(code.name(), count, field + ": expected " + expected));
    }

    long count() {
        return count;
    }

    RecordNumbers numbers() {
        return numbers;
    }

    List<LogWarning> warnings() {
        List<LogWarning> all = new ArrayList<>(warnings.list());
        numbers.warning().ifPresent(all::add);
        return List.copyOf(all);
    }
}
