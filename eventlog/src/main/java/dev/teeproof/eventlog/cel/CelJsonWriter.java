package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.canonical.Carried;
import dev.teeproof.eventlog.canonical.JsonRecord;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes a canonical log as compact JSON: an array of records, or for the frame of a converter of native event logs its object
 * with {@code mr} and {@code log}. Members stand in the order of the proposal. What the format has no form for is written as
 * {@link CelJsonReader} says. An RTMR is {@code pcr} for a line of a native event log, as the proposal has it, and else
 * {@code ccmr}.
 */
public final class CelJsonWriter {

    private CelJsonWriter() {}

    /**
     * The log.
     *
     * @throws IllegalArgumentException for a record that the format cannot carry, or a frame of another format
     */
    public static Bytes write(LogFrame frame, List<LogRecord> records) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        records.forEach(record -> array.add(Json.write(object(record))));
        if (frame instanceof LogFrame.CelJson(var mr)) {
            String value = mr.map(bytes -> "\"mr\":" + Json.write(new JsonString(bytes.toHex())) + ",")
                    .orElse("");
            return Bytes.utf8("{" + value + "\"log\":" + array + "}");
        }
        Carried.noFrame(frame);
        return Bytes.utf8(array.toString());
    }

    private static JsonObject object(LogRecord record) {
        Carried.check(record);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("recnum", JsonNumber.of(Carried.recnum(record)));
        register(record, members);
        members.put("digests", JsonRecord.digests(record.digests()));
        content(record, members);
        return JsonObject.of(members);
    }

    private static void register(LogRecord record, Map<String, JsonValue> members) {
        boolean line = record.content() instanceof Content.NelrLine;
        switch (record.register()) {
            case Pcr pcr -> members.put("pcr", JsonNumber.of(pcr.number()));
            case NvIndex nvIndex -> members.put("nv_index", JsonNumber.of(nvIndex.number()));
            case CcMr ccMr -> members.put("ccmr", JsonNumber.of(ccMr.number()));
            case Rtmr rtmr -> {
                if (line) {
                    members.put("pcr", JsonNumber.of(rtmr.number()));
                } else {
                    members.put("ccmr", JsonNumber.of(rtmr.toCcMr().number()));
                }
            }
        }
    }

    private static void content(LogRecord record, Map<String, JsonValue> members) {
        switch (record.content()) {
            case Content.PcClient event ->
                put(
                        members,
                        ContentCode.PC_CLIENT,
                        object(
                                "event_type",
                                eventType(event.eventType()),
                                "event_data",
                                new JsonString(event.data().toHex())));
            case Management event -> put(members, ContentCode.MANAGEMENT, management(event));
            case Content.ImaTemplate ima ->
                put(
                        members,
                        ContentCode.IMA_TEMPLATE,
                        object(
                                "template_name",
                                new JsonString(ima.name()),
                                "template_data",
                                new JsonString(ima.data().toHex())));
            case Content.ImaTlv ima ->
                put(members, ContentCode.IMA_TLV, new JsonString(ima.tlv().toHex()));
            case Content.Systemd systemd -> put(members, ContentCode.SYSTEMD, Carried.object(record, systemd.json()));
            case Content.Cos cos ->
                put(
                        members,
                        ContentCode.COS,
                        new JsonString(EncodedContent.write(cos).toHex()));
            case Content.NelrLine line -> {
                members.put("content_type", new JsonString(ContentCode.NELR_NAME));
                members.put("content", new JsonString(text(record, line.line())));
            }
            case Content.Opaque opaque ->
                put(
                        members,
                        ContentCode.ofOpaque(record, opaque),
                        new JsonString(opaque.value().toHex()));
            case Content.Dstack dstack -> throw Carried.not(record, "dstack's events are no canonical content");
        }
    }

    private static void put(Map<String, JsonValue> members, long code, JsonValue content) {
        members.put(
                "content_type",
                ContentCode.name(code).<JsonValue>map(JsonString::new).orElse(JsonNumber.of(code)));
        members.put("content", content);
    }

    private static JsonValue eventType(long type) {
        return EventType.isKnown(type) ? new JsonString(EventType.name(type)) : JsonNumber.of(type);
    }

    private static JsonObject management(Management event) {
        return switch (event) {
            case Management.CelVersion version ->
                object(
                        "type",
                        new JsonString("cel_version"),
                        "data",
                        object("major", JsonNumber.of(version.major()), "minor", JsonNumber.of(version.minor())));
            case Management.FirmwareEnd end -> JsonObject.of(Map.of("type", new JsonString("firmware_end")));
            case Management.CelTimestamp time ->
                object("type", new JsonString("cel_timestamp"), "data", JsonNumber.of(time.value()));
            case Management.StateTransition state ->
                object("type", new JsonString("state_trans"), "data", JsonNumber.of(state.state()));
        };
    }

    private static JsonObject object(String first, JsonValue one, String second, JsonValue other) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(first, one);
        members.put(second, other);
        return JsonObject.of(members);
    }

    private static String text(LogRecord record, Bytes line) {
        try {
            return line.toUtf8("content");
        } catch (MalformedEvidenceException e) {
            throw Carried.not(record, "its line is not UTF-8, and JSON has text alone");
        }
    }
}
