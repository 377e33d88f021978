package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.claims.TrusteeClaims;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
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
        unnamed(target, records).ifPresent(losses::add);
        EventLog plain = new EventLog(target, LogFrame.NONE, records, List.of());
        EventLog converted = target == LogFormat.CEL_JSON && isNative(records) ? withRegister(plain) : plain;
        try {
            // What a writer finds wrong (a name that is too long, say) is a refusal before anything is written.
            converted.write();
        } catch (IllegalArgumentException e) {
            return new Refused("NOT_CARRIED", -1, "the format cannot carry it: " + e.getMessage());
        }
        return new Converted(converted, losses);
    }

    /** What a reader has to be told, since the format does not say which register its events are of. */
    private static Optional<Loss> unnamed(LogFormat target, List<LogRecord> records) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        RegisterIndex register = records.get(0).register();
        if (target == LogFormat.NELR && !register.equals(new Rtmr(2))) {
            return Optional.of(
                    new Loss("REGISTER", -1, "which register it is of is dropped: " + register + " (--pcr)"));
        }
        boolean tagged = target == LogFormat.TCG2 || target == LogFormat.AAEL;
        boolean pcrs = register instanceof Pcr;
        return tagged && pcrs == isTakenForCcMr(records)
                ? Optional.of(new Loss(
                        "SPACE",
                        -1,
                        "that its registers are "
                                + (pcrs ? "PCRs is dropped (--space pcr)" : "of a TD is dropped (--space ccmr)")))
                : Optional.empty();
    }

    private static boolean isTakenForCcMr(List<LogRecord> records) {
        return records.stream()
                .flatMap(record -> record.digests().stream())
                .map(EventDigest::algorithm)
                .allMatch(
                        algorithm -> algorithm.equals(HashAlgorithm.SHA384) || algorithm.equals(HashAlgorithm.SM3_256));
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
