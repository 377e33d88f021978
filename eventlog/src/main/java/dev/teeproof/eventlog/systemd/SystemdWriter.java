package dev.teeproof.eventlog.systemd;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.canonical.Carried;
import dev.teeproof.eventlog.canonical.JsonRecord;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.Map;

/**
 * Writes a log as systemd does, members in its order. Record numbers have no place there. Such a file can be added to: the
 * bytes of more records may simply follow.
 *
 * @see SystemdReader
 */
public final class SystemdWriter {

    private SystemdWriter() {}

    /**
     * The log.
     *
     * @throws IllegalArgumentException for content other than systemd's, a register other than a TPM's, or a frame
     */
    public static Bytes write(LogFrame frame, List<LogRecord> records) {
        Carried.noFrame(frame);
        ByteWriter out = new ByteWriter();
        for (LogRecord record : records) {
            out.u8(SystemdReader.RECORD_SEPARATOR)
                    .bytes(Bytes.utf8(Json.write(object(record))))
                    .u8('\n');
        }
        return out.toBytes();
    }

    private static JsonObject object(LogRecord record) {
        Carried.check(record);
        if (!(record.content() instanceof Content.Systemd(var json))) {
            throw Carried.not(record, "its content is not systemd's");
        }
        Map<String, JsonValue> members =
                JsonRecord.register(registerName(record), record.register().number());
        members.put("digests", JsonRecord.digests(record.digests()));
        members.put("content_type", new JsonString(SystemdReader.CONTENT_TYPE));
        members.put("content", Carried.object(record, json));
        return JsonObject.of(members);
    }

    private static String registerName(LogRecord record) {
        RegisterIndex register = record.register();
        return switch (register) {
            case Pcr pcr -> "pcr";
            case NvIndex nvIndex -> "nv_index";
            case CcMr ccMr -> throw Carried.not(record, "systemd extends registers of a TPM, not " + ccMr);
            case Rtmr rtmr -> throw Carried.not(record, "systemd extends registers of a TPM, not " + rtmr);
        };
    }
}
