package dev.teeproof.eventlog;

import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log in another format: either with all that is lost said, or not at all. Digests are carried, never computed anew, so that
 * the replay stays the same. What was measured is never lost: a record that is extended and cannot be carried is a refusal.
 */
public sealed interface Conversion {

    /**
     * It was converted.
     *
     * @param log which its format can carry
     * @param losses what the new format does not carry; nothing of it is measured
     */
    record Converted(EventLog log, List<Loss> losses) implements Conversion {

        public Converted {
            losses = List.copyOf(losses);
        }
    }

    /**
     * The format cannot carry it.
     *
     * @param code stable, for programs
     * @param record the position of the record that cannot be carried, from 0; -1 for the whole log
     */
    record Refused(String code, long record, String words) implements Conversion {}

    /**
     * Something that the new format does not carry.
     *
     * @param record the position of the record, from 0; -1 for the whole log
     */
    record Loss(String code, long record, String words) {

        @Override
        public String toString() {
            return record < 0 ? words : "record " + record + ": " + words;
        }
    }

    /** What a format does with one record. */
    sealed interface Carriage {

        /** Carries it, in its own terms. */
        record Carried(LogRecord record, List<Loss> losses) implements Carriage {
            Carried(LogRecord record) {
                this(record, List.of());
            }
        }

        /** Leaves it out: nothing of it is measured. */
        record Left(String code, String words) implements Carriage {}

        /** Cannot carry it. */
        record Impossible(String code, String words) implements Carriage {}
    }

    /** Converts a log. */
    static Conversion of(EventLog log, LogFormat target, ConversionOptions options) {
        Optional<Refused> refused = RecordCarrier.refusal(log, target);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<LogRecord> placed =
                log.records().stream().map(record -> placed(record, options)).toList();
        List<Loss> losses = new ArrayList<>();
        List<LogRecord> carried = new ArrayList<>();
        boolean asItIs = log.format() == target && options.platform().isEmpty();
        RecordCarrier carrier = asItIs ? Carriage.Carried::new : RecordCarrier.to(target, placed);
        for (int i = 0; i < placed.size(); i++) {
            switch (carrier.carry(placed.get(i))) {
                case Carriage.Carried kept -> {
                    boolean same = log.format() == target;
                    carried.add(same ? kept.record() : kept.record().withRecnum(carried.size()));
                    for (Loss loss : kept.losses()) {
                        losses.add(new Loss(loss.code(), i, loss.words()));
                    }
                }
                case Carriage.Left left -> losses.add(new Loss(left.code(), i, left.words()));
                case Carriage.Impossible impossible -> {
                    return new Refused(impossible.code(), i, impossible.words());
                }
            }
        }
        return FrameCarrier.frame(log, target, carried, losses);
    }

    /** Where a platform measures what is meant for a PCR. */
    private static LogRecord placed(LogRecord record, ConversionOptions options) {
        RegisterIndex register = record.register();
        return register instanceof Pcr pcr
                ? options.platform()
                        .flatMap(platform -> platform.register(pcr.number()))
                        .map(record::in)
                        .orElse(record)
                : record;
    }
}
