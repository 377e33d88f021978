package dev.teeproof.eventlog;

import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.RegisterBank.Value;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the logs of one machine into one, as evidence carries them: the firmware's first, then those of the runtime. Within a
 * register the order of the logs is the order of the events; between registers an order says nothing.
 */
public final class LogMerge {

    private LogMerge() {}

    /**
     * The logs one after another, record numbers counted anew.
     *
     * @return a refusal where one of the logs cannot be carried by the target, or where a log that says from which value its
     *     register began (INIT) contradicts what stands before it
     */
    public static Conversion merge(List<EventLog> logs, LogFormat target, ConversionOptions options) {
        List<LogRecord> all = new ArrayList<>();
        List<Loss> losses = new ArrayList<>();
        Set<RegisterIndex> seen = new HashSet<>();
        for (EventLog log : logs) {
            switch (Conversion.of(log, target, options)) {
                case Refused refused -> {
                    return new Refused(
                            refused.code(),
                            refused.record(),
                            "the log " + (logs.indexOf(log) + 1) + ": " + refused.words());
                }
                case Converted converted -> {
                    losses.addAll(converted.losses());
                    shared(converted.log(), seen, losses);
                    for (LogRecord record : converted.log().records()) {
                        all.add(record.withRecnum(all.size()));
                    }
                }
            }
        }
        EventLog merged = new EventLog(target, frame(target, logs), all, List.of());
        return together(merged)
                .or(() -> disagreement(merged))
                .<Conversion>map(refused -> refused)
                .orElse(new Converted(merged, losses));
    }

    /** What each log by itself does not show: two spaces of registers, other banks, a second INIT. */
    private static Optional<Refused> together(EventLog merged) {
        if (merged.format() == LogFormat.NELR) {
            return RecordCarrier.refusal(merged, LogFormat.NELR);
        }
        RecordCarrier carrier = RecordCarrier.to(merged.format(), merged.records());
        for (int i = 0; i < merged.records().size(); i++) {
            if (carrier.carry(merged.records().get(i)) instanceof Conversion.Carriage.Impossible impossible) {
                return Optional.of(new Refused(impossible.code(), i, impossible.words()));
            }
        }
        try {
            merged.write();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refused("NOT_CARRIED", -1, "the format cannot carry it: " + e.getMessage()));
        }
    }

    /** What is appended to a firmware log stands behind its events, under its header. */
    private static LogFrame frame(LogFormat target, List<EventLog> logs) {
        return target == LogFormat.TCG2 && !logs.isEmpty() && logs.get(0).frame() instanceof LogFrame.Tcg first
                ? new LogFrame.Tcg(first.header(), 0, 0)
                : LogFrame.NONE;
    }

    private static void shared(EventLog log, Set<RegisterIndex> seen, List<Loss> losses) {
        Set<RegisterIndex> own = new LinkedHashSet<>();
        boolean continues = false;
        for (LogRecord record : log.records()) {
            if (Extension.isExtended(record.content())) {
                own.add(record.register().canonical());
                continues |= record.content() instanceof NelrLine line && line.isInit();
            }
        }
        for (RegisterIndex register : own) {
            if (!seen.add(register) && !continues) {
                losses.add(new Loss(
                        "SHARED_REGISTER",
                        -1,
                        register
                                + " has events in more than one of the logs; they are taken in the order of the logs"));
            }
        }
    }

    private static Optional<Refused> disagreement(EventLog merged) {
        for (Map.Entry<RegisterIndex, RegisterBank.Register> register :
                merged.replay().registers().entrySet()) {
            for (Value value : register.getValue().values().values()) {
                if (value instanceof Value.Unknown unknown && unknown.code().equals("INIT_DISAGREES")) {
                    return Optional.of(
                            new Refused(unknown.code(), unknown.record(), register.getKey() + ": " + unknown.words()));
                }
            }
        }
        return Optional.empty();
    }
}
