package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.claims.TrusteeClaims;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.List;
import java.util.Optional;

/** What a format carries of a log besides its records. */
final class FrameCarrier {

    private FrameCarrier() {}

    static Conversion frame(EventLog log, LogFormat target, List<LogRecord> records, List<Loss> losses) {
        if (target == log.format()) {
            return new Converted(new EventLog(target, log.frame(), records, List.of()), losses);
        }
        switch (log.frame()) {
            case LogFrame.Tcg tcg -> {
                losses.add(new Loss("HEADER", -1, "the header (Spec ID event) is dropped"));
                if (tcg.padding() > 0) {
                    losses.add(new Loss("PADDING", -1, tcg.padding() + " bytes of padding are dropped"));
                }
            }
            case LogFrame.Nelr nelr
            when !nelr.remarks().isEmpty() ->
                losses.add(new Loss(
                        "COMMENTS",
                        -1,
                        nelr.remarks().size() + " comments and empty lines are dropped; they are not measured"));
            case LogFrame.CelJson celJson
            when celJson.mr().isPresent() && target != LogFormat.NELR ->
                losses.add(new Loss("MR", -1, "the stated register value is dropped"));
            default -> {}
        }
        if (target == LogFormat.TRUSTEE) {
            try {
                TrusteeClaims.of(records);
            } catch (MalformedEvidenceException e) {
                return new Refused("TRUSTEE_REFUSES", -1, "trustee cannot read this log: " + e.inWords());
            }
        }
        EventLog converted = new EventLog(target, LogFrame.NONE, records, List.of());
        return new Converted(
                target == LogFormat.CEL_JSON && isNative(records) ? withRegister(converted) : converted, losses);
    }

    private static boolean isNative(List<LogRecord> records) {
        return !records.isEmpty()
                && records.stream().allMatch(record -> record.content() instanceof NelrLine)
                && records.get(0).content() instanceof NelrLine first
                && first.isInit();
    }

    /** The proposal's converter states the register's final value. */
    private static EventLog withRegister(EventLog log) {
        LogRecord first = log.records().get(0);
        Optional<Bytes> mr =
                log.replay().value(first.register(), first.digests().get(0).algorithm());
        return new EventLog(log.format(), new LogFrame.CelJson(mr), log.records(), List.of());
    }
}
