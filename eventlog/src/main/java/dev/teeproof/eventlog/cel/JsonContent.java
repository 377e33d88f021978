package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.canonical.JsonRecord;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.Optional;
import java.util.Set;

/** Reads the content of a record in JSON. */
final class JsonContent {

    private final JsonObject record;
    private final LogLimits limits;

    JsonContent(JsonObject record, LogLimits limits) {
        this.record = record;
        this.limits = limits;
    }

    Content read() throws MalformedEvidenceException {
        JsonValue type = record.members().get("content_type");
        if (type instanceof JsonString name) {
            if (name.value().equals(ContentCode.NELR_NAME)) {
                return nelrLine();
            }
            Optional<Integer> code = ContentCode.named(name.value());
            if (code.isEmpty()) {
                throw fault("content_type", "the name of a type of content, or its number");
            }
            return read(code.get());
        }
        return read(record.unsigned("content_type", Long.MAX_VALUE));
    }

    private Content read(long code) throws MalformedEvidenceException {
        if (ContentCode.isReserved(code)) {
            throw fault("content_type", "a type of content, not the reserved " + code);
        }
        return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
            case ContentCode.MANAGEMENT -> management();
            case ContentCode.PC_CLIENT -> pcClient();
            case ContentCode.IMA_TEMPLATE -> imaTemplate();
            case ContentCode.SYSTEMD, ContentCode.SYSTEMD_OF_LIBCEL -> systemd();
            case ContentCode.IMA_TLV, ContentCode.COS -> {
                Bytes value = JsonRecord.hex(record, "content", limits.eventData() + EncodedContent.HEADER);
                yield EncodedContent.read(
                        code, value, limits, fault -> Faults.of(record, fault.code(), "content", fault.expected()));
            }
            default -> new Content.Opaque(code, JsonRecord.hex(record, "content", limits.eventData()));
        };
    }

    private Content nelrLine() throws MalformedEvidenceException {
        Bytes line = Bytes.utf8(record.string("content"));
        JsonRecord.limit(record, "content", line.size(), limits.eventData());
        return new Content.NelrLine(line);
    }

    private Content pcClient() throws MalformedEvidenceException {
        JsonObject content = record.object("content");
        JsonRecord.onlyMembers(content, Set.of("event_type", "event_data"));
        long type;
        if (content.members().get("event_type") instanceof JsonString name) {
            type = EventTypes.named(name.value())
                    .orElseThrow(() -> Faults.of(
                            content, Malformation.BAD_VALUE, "event_type", "the name of an event type, or its number"));
        } else {
            type = content.unsigned("event_type", 0xffff_ffffL);
        }
        return new Content.PcClient(type, JsonRecord.hex(content, "event_data", limits.eventData()));
    }

    private Content imaTemplate() throws MalformedEvidenceException {
        JsonObject content = record.object("content");
        JsonRecord.onlyMembers(content, Set.of("template_name", "template_data"));
        String name = content.string("template_name");
        JsonRecord.limit(content, "template_name", Bytes.utf8(name).size(), limits.templateName());
        return new Content.ImaTemplate(name, JsonRecord.hex(content, "template_data", limits.eventData()));
    }

    private Content systemd() throws MalformedEvidenceException {
        JsonObject content = record.object("content");
        JsonRecord.limit(record, "content", content.text().size(), limits.eventData());
        return new Content.Systemd(Json.write(content));
    }

    /** One event, perhaps in an array as libcel allows; an array of several would be several records' content. */
    private Management management() throws MalformedEvidenceException {
        JsonValue value = record.members().get("content");
        if (value instanceof JsonArray array) {
            if (array.elements().size() != 1) {
                throw Faults.of(
                        record, Malformation.UNSUPPORTED, "content", "one management event in a record, not several");
            }
            return management(array.objects().getFirst());
        }
        return management(record.object("content"));
    }

    private static Management management(JsonObject content) throws MalformedEvidenceException {
        JsonRecord.onlyMembers(content, Set.of("type", "data"));
        String type = content.string("type");
        return switch (type) {
            case "cel_version" -> {
                JsonObject version = content.object("data");
                JsonRecord.onlyMembers(version, Set.of("major", "minor"));
                yield new Management.CelVersion(
                        version.unsigned("major", Long.MAX_VALUE), version.unsigned("minor", Long.MAX_VALUE));
            }
            case "firmware_end" -> {
                JsonValue data = content.members().getOrDefault("data", new JsonNull());
                boolean empty = data instanceof JsonNull
                        || data instanceof JsonObject object && object.members().isEmpty();
                if (!empty) {
                    throw Faults.of(content, Malformation.BAD_VALUE, "data", "no data");
                }
                yield new Management.FirmwareEnd();
            }
            case "cel_timestamp" -> new Management.CelTimestamp(content.unsigned("data", Long.MAX_VALUE));
            case "state_trans" -> new Management.StateTransition(state(content));
            default -> throw Faults.of(content, Malformation.BAD_VALUE, "type", "a management event");
        };
    }

    private static long state(JsonObject content) throws MalformedEvidenceException {
        if (content.members().get("data") instanceof JsonNumber) {
            return content.unsigned("data", Long.MAX_VALUE);
        }
        return switch (content.string("data")) {
            case "suspend" -> 0;
            case "hibernate" -> 1;
            case "kexec" -> 2;
            default -> throw Faults.of(content, Malformation.BAD_VALUE, "data", "suspend, hibernate or kexec");
        };
    }

    private MalformedEvidenceException fault(String member, String expected) {
        return Faults.of(record, Malformation.BAD_VALUE, member, expected);
    }
}
