package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.eventlog.aael.AaelWriter;
import dev.teeproof.eventlog.cel.CelCborWriter;
import dev.teeproof.eventlog.cel.CelJsonWriter;
import dev.teeproof.eventlog.cel.CelTlvWriter;
import dev.teeproof.eventlog.claims.TrusteeClaims;
import dev.teeproof.eventlog.dstack.log.DstackWriter;
import dev.teeproof.eventlog.ima.ImaWriter;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.nelr.NelrWriter;
import dev.teeproof.eventlog.systemd.SystemdWriter;
import dev.teeproof.eventlog.tcg.TcgWriter;
import java.util.List;

/** Writes a log whose records its format can carry. */
final class LogWriting {

    private LogWriting() {}

    static Bytes write(EventLog log) {
        LogFrame frame = log.frame();
        List<LogRecord> records = log.records();
        return switch (log.format()) {
            case NELR -> NelrWriter.write(frame, records);
            case CEL_JSON -> CelJsonWriter.write(frame, records);
            case CEL_CBOR -> CelCborWriter.write(frame, records);
            case CEL_TLV -> CelTlvWriter.write(frame, records);
            case TCG2 -> TcgWriter.write(frame, records);
            case TCG_SHA1 -> TcgWriter.writeSha1(records);
            case AAEL -> AaelWriter.write(records);
            case DSTACK -> DstackWriter.write(records);
            case DSTACK_LINES -> DstackWriter.writeLines(records);
            case SYSTEMD -> SystemdWriter.write(frame, records);
            case IMA -> ImaWriter.write(frame, records);
            case TRUSTEE -> trustee(records);
            case AAEL_LINES, IMA_ASCII ->
                throw new IllegalArgumentException(log.format().option() + " is read, not written");
        };
    }

    private static Bytes trustee(List<LogRecord> records) {
        try {
            return Bytes.utf8(Json.pretty(TrusteeClaims.of(records)) + "\n");
        } catch (MalformedEvidenceException e) {
            throw new IllegalArgumentException("trustee could not read this log", e);
        }
    }
}
