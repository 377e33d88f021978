package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.data.EventData;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.ima.ImaTemplateFields;
import dev.teeproof.eventlog.model.Content.Cos;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.ImaTemplate;
import dev.teeproof.eventlog.model.Content.ImaTlv;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.Opaque;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.Content.Systemd;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.systemd.SystemdContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a record says, for people and for programs. It is what was sent; nothing of it is proven. */
public final class EventText {

    private static final int LONGEST = 400;

    private EventText() {}

    /** The kind of the record: a TCG type, or what its content is. */
    public static String type(LogRecord record) {
        return Printable.of(kind(record));
    }

    private static String kind(LogRecord record) {
        return switch (record.content()) {
            case PcClient event when event.eventType() == RuntimeEvent.EVENT_TYPE -> "dstack runtime event";
            case PcClient event -> EventType.name(event.eventType());
            case Dstack event when event.isRuntime() -> "dstack runtime event";
            case Dstack event -> EventType.name(event.eventType());
            case Management management -> EventNames.of(record);
            case ImaTemplate template -> "IMA " + template.name();
            case ImaTlv tlv -> "IMA TLV";
            case Systemd systemd ->
                "systemd "
                        + EventNames.systemd(systemd)
                                .flatMap(SystemdContent::eventType)
                                .orElse("event");
            case Cos cos -> "COS " + EventNames.of(record);
            case NelrLine line -> "NELR";
            case Opaque opaque -> "content type " + opaque.contentType();
        };
    }

    /** One line, fit for a terminal. */
    public static String of(LogRecord record) {
        String text = line(record);
        String printable = Printable.of(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        return printable.strip();
    }

    private static String line(LogRecord record) {
        return switch (record.content()) {
            case PcClient event when event.eventType() == RuntimeEvent.EVENT_TYPE -> runtime(event);
            case PcClient event ->
                EventData.decode(record, LogLimits.DEFAULT).map(EventData::text).orElse("");
            case Dstack event when event.isRuntime() -> event.event() + " " + text(event.payload());
            case Dstack event ->
                (event.event() + " "
                        + EventData.decode(record, LogLimits.DEFAULT)
                                .map(EventData::text)
                                .orElse(""));
            case Management.CelVersion version -> version.major() + "." + version.minor();
            case Management.FirmwareEnd end -> "";
            case Management.CelTimestamp time -> Long.toUnsignedString(time.value());
            case Management.StateTransition state -> state(state);
            case ImaTemplate template -> ima(template);
            case ImaTlv tlv -> tlv.tlv().toHex();
            case Systemd systemd ->
                EventNames.systemd(systemd).flatMap(SystemdContent::string).orElse("");
            case Cos cos -> text(cos.value());
            case NelrLine line -> text(line.line());
            case Opaque opaque -> opaque.value().toHex();
        };
    }

    private static String runtime(PcClient event) {
        try {
            RuntimeEvent runtime = RuntimeEvent.ofPreimage(event.data());
            return runtime.event() + " " + text(runtime.payload());
        } catch (MalformedEvidenceException e) {
            return event.data().toHex();
        }
    }

    private static String ima(ImaTemplate template) {
        try {
            ImaTemplateFields fields = ImaTemplateFields.of(template, LogLimits.DEFAULT);
            return fields.path().map(EventText::text).orElse("")
                    + fields.digest()
                            .map(digest -> " " + digest.algorithm().orElse("") + " "
                                    + digest.digest().toHex())
                            .orElse("");
        } catch (MalformedEvidenceException e) {
            return template.data().toHex();
        }
    }

    private static String state(Management.StateTransition transition) {
        List<String> names = List.of("suspend", "hibernate", "kexec");
        return transition.state() >= 0 && transition.state() < names.size()
                ? names.get((int) transition.state())
                : Long.toUnsignedString(transition.state());
    }

    /** The bytes as text if they are printable, else in hexadecimal. */
    private static String text(Bytes bytes) {
        try {
            String text = bytes.toUtf8("text");
            return Printable.of(text).equals(text.replace('\t', '\ufffd')) ? text : bytes.toHex();
        } catch (MalformedEvidenceException e) {
            return bytes.toHex();
        }
    }

    /** The content for programs. */
    public static JsonObject json(LogRecord record) {
        Optional<EventData> data = EventData.decode(record, LogLimits.DEFAULT);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        switch (record.content()) {
            case PcClient event when event.eventType() == RuntimeEvent.EVENT_TYPE -> preimage(event, members);
            case PcClient event ->
                data.ifPresent(decoded -> members.putAll(decoded.toJson().members()));
            case Dstack event -> {
                members.put("kind", new JsonString("dstack"));
                members.put("event", new JsonString(event.event()));
                members.put("payload", new JsonString(event.payload().toHex()));
                members.put("version", JsonNumber.of(event.version().number()));
                data.ifPresent(decoded -> members.put("data", decoded.toJson()));
            }
            case Management management -> {
                members.put("kind", new JsonString("cel"));
                members.put("text", new JsonString(of(record)));
            }
            case ImaTemplate template -> {
                members.put("kind", new JsonString("ima_template"));
                members.put("template_name", new JsonString(template.name()));
                members.put("template_data", new JsonString(template.data().toHex()));
                members.put("text", new JsonString(of(record)));
            }
            case ImaTlv tlv -> {
                members.put("kind", new JsonString("ima_tlv"));
                members.put("value", new JsonString(tlv.tlv().toHex()));
            }
            case Systemd systemd -> {
                members.put("kind", new JsonString("systemd"));
                members.put("content", parsed(systemd));
            }
            case Cos cos -> {
                members.put("kind", new JsonString("cos"));
                members.put("name", new JsonString(EventNames.of(record)));
                members.put("value", new JsonString(cos.value().toHex()));
                members.put("text", new JsonString(of(record)));
            }
            case NelrLine line -> {
                members.put("kind", new JsonString("nelr"));
                members.put("line", new JsonString(text(line.line())));
            }
            case Opaque opaque -> {
                members.put("kind", new JsonString("opaque"));
                members.put("content_type", JsonNumber.of(opaque.contentType()));
                members.put("value", new JsonString(opaque.value().toHex()));
            }
        }
        return JsonObject.of(members);
    }

    private static void preimage(PcClient event, Map<String, JsonValue> members) {
        members.put("kind", new JsonString("dstack"));
        try {
            RuntimeEvent runtime = RuntimeEvent.ofPreimage(event.data());
            members.put("event", new JsonString(runtime.event()));
            members.put("payload", new JsonString(runtime.payload().toHex()));
            members.put("version", JsonNumber.of(runtime.version().number()));
        } catch (MalformedEvidenceException e) {
            members.put("preimage", new JsonString(event.data().toHex()));
        }
    }

    private static JsonValue parsed(Systemd systemd) {
        try {
            return Json.read(Bytes.utf8(systemd.json()), "content", LogLimits.DEFAULT.jsonValues());
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the content was JSON when it was read", e);
        }
    }
}
