package dev.teeproof.eventlog;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.Conversion.Carriage;
import dev.teeproof.eventlog.Conversion.Carriage.Carried;
import dev.teeproof.eventlog.Conversion.Carriage.Impossible;
import dev.teeproof.eventlog.Conversion.Carriage.Left;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.aael.AaelEvent;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Cos;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.ImaTemplate;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.Opaque;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.Content.Systemd;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a format carries of one record. */
@FunctionalInterface
interface RecordCarrier {

    Carriage carry(LogRecord record);

    /** Why a log cannot be carried by a format at all. */
    static Optional<Refused> refusal(EventLog log, LogFormat target) {
        return switch (target) {
            case AAEL_LINES, IMA_ASCII ->
                Optional.of(new Refused("NOT_WRITTEN", -1, "the format " + target.option() + " is read, not written"));
            case NELR -> NelrCarrier.refusal(log);
            default -> Optional.empty();
        };
    }

    /** What a format carries of each of these records, in order. */
    static RecordCarrier to(LogFormat target, List<LogRecord> records) {
        return switch (target) {
            case NELR -> Carried::new;
            case CEL_JSON -> RecordCarrier::toCelJson;
            case CEL_CBOR -> RecordCarrier::toCelCbor;
            case CEL_TLV -> RecordCarrier::toCelTlv;
            case TCG2, TRUSTEE -> new TcgCarrier(records)::toTcg2;
            case TCG_SHA1 -> RecordCarrier::toTcgSha1;
            case AAEL -> RecordCarrier::toAael;
            case DSTACK -> new DstackCarrier()::toDstack;
            case DSTACK_LINES -> new DstackCarrier()::toDstackLines;
            case SYSTEMD -> RecordCarrier::toSystemd;
            case IMA -> RecordCarrier::toIma;
            case AAEL_LINES, IMA_ASCII -> throw new IllegalArgumentException("not written: " + target);
        };
    }

    private static Carriage toCelJson(LogRecord record) {
        return switch (record.content()) {
            case NelrLine line
            when !isText(line) -> new Impossible("NOT_TEXT", "a line that is not UTF-8 cannot stand in JSON");
            default -> toCel(record);
        };
    }

    private static boolean isText(NelrLine line) {
        try {
            line.line().toUtf8("line");
            return true;
        } catch (MalformedEvidenceException e) {
            return false;
        }
    }

    private static Carriage toCelCbor(LogRecord record) {
        return hasCode(record) ? toCel(record) : noCode();
    }

    private static Carriage toCelTlv(LogRecord record) {
        if (!hasCode(record)) {
            return noCode();
        }
        for (EventDigest digest : record.digests()) {
            if (digest.algorithm().id() > 0xff) {
                return new Impossible("ALGORITHM", "the number of " + digest.algorithm() + " does not fit one byte");
            }
        }
        return toCel(record);
    }

    private static boolean hasCode(LogRecord record) {
        return !(record.content() instanceof NelrLine);
    }

    private static Carriage noCode() {
        return new Impossible(
                "NO_CONTENT_TYPE_CODE", "CC-CEL, the content type of native event logs, has no number: use cel-json");
    }

    private static Carriage toCel(LogRecord record) {
        Carriage carriage = record.content() instanceof Dstack event
                ? DstackCarrier.toPcClient(record, event)
                : new Carried(record);
        return carriage instanceof Carried carried && carried.record().digests().isEmpty()
                ? new Impossible("DIGEST_MISSING", "a canonical event log has a digest for each record")
                : carriage;
    }

    private static Carriage toTcgSha1(LogRecord record) {
        if (!(record.content() instanceof PcClient) || !(record.register() instanceof Pcr)) {
            return notCarried(record, "a TCG SHA-1 log carries TCG events of PCRs");
        }
        return alone(record, HashAlgorithm.SHA1);
    }

    /** The record with one digest alone; others are lost. */
    private static Carriage alone(LogRecord record, HashAlgorithm bank) {
        Optional<EventDigest> kept = record.digests().stream()
                .filter(digest -> digest.algorithm().equals(bank))
                .findFirst();
        if (kept.isEmpty()) {
            return new Impossible("DIGEST_MISSING", "there is no " + bank + " digest");
        }
        List<Loss> losses = record.digests().size() == 1
                ? List.of()
                : List.of(new Loss("BANKS", -1, "digests of other algorithms than " + bank + " are dropped"));
        return new Carried(
                new LogRecord(record.recnum(), record.register(), List.of(kept.get()), record.content()), losses);
    }

    private static Carriage toAael(LogRecord record) {
        boolean carried = record.content() instanceof PcClient event && AaelEvent.isIn(event);
        return !carried
                ? notCarried(record, "the attestation agent's log carries its own events alone")
                : record.register() instanceof Rtmr rtmr ? new Carried(record.in(rtmr.toCcMr())) : new Carried(record);
    }

    private static Carriage toSystemd(LogRecord record) {
        boolean carried = record.content() instanceof Systemd
                && (record.register() instanceof Pcr || record.register() instanceof NvIndex);
        return carried
                ? new Carried(record)
                : notCarried(record, "systemd's log carries its own events of PCRs and NV indices");
    }

    private static Carriage toIma(LogRecord record) {
        if (!(record.content() instanceof ImaTemplate) || !(record.register() instanceof Pcr)) {
            return notCarried(record, "an IMA log carries templates of PCRs");
        }
        long violations = record.digests().stream()
                .filter(digest -> digest.value().isZero())
                .count();
        if (violations != 0 && violations != record.digests().size()) {
            return new Impossible("DIGEST_MISMATCH", "a violation in one bank and none in another");
        }
        return record.digests().isEmpty()
                ? new Impossible("DIGEST_MISSING", "there is no template hash")
                : alone(
                        record,
                        record.digest(HashAlgorithm.SHA1).isPresent()
                                ? HashAlgorithm.SHA1
                                : record.digests().get(0).algorithm());
    }

    /** A record that is not extended is left out; one that is cannot be. */
    static Carriage notCarried(LogRecord record, String words) {
        return Extension.isExtended(record.content())
                ? new Impossible("NOT_CARRIED", words + ", not " + kind(record.content()) + " of " + record.register())
                : new Left("NOT_MEASURED", kind(record.content()) + " is dropped; it is not measured");
    }

    private static String kind(Content content) {
        return switch (content) {
            case PcClient event -> "a TCG event";
            case Content.Management management -> "an event about the log";
            case ImaTemplate template -> "an IMA template";
            case Content.ImaTlv tlv -> "an IMA event";
            case Systemd systemd -> "an event of systemd's";
            case Cos cos -> "an event of Confidential Space";
            case NelrLine line -> "a line of a native event log";
            case Dstack event -> "an event of dstack's";
            case Opaque opaque -> "an event of an unknown kind";
        };
    }

    /** Collects the algorithms of records. */
    static List<HashAlgorithm> algorithms(LogRecord record) {
        List<HashAlgorithm> algorithms = new ArrayList<>();
        record.digests().forEach(digest -> algorithms.add(digest.algorithm()));
        return algorithms;
    }

    /** The register of a TD, where it is one. */
    static Optional<CcMr> ccMr(LogRecord record) {
        return record.register().canonical() instanceof CcMr ccMr ? Optional.of(ccMr) : Optional.empty();
    }
}
