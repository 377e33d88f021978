package dev.teeproof.attester.rpc;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages as JSON objects. Read: a member that is not there means the default, one that is not known is ignored, one of another type
 * (null too) is refused. Written: every field, and nothing but ASCII, since clients of dstack compare the length of the text with that
 * of the bytes.
 */
public final class JsonForm {

    private JsonForm() {}

    /** Reads a message; no bytes at all mean one with its defaults. */
    public static Message read(Message.Type type, Bytes body) throws RpcException {
        if (type.fields().isEmpty() || body.isEmpty()) {
            return Message.of(type);
        }
        try {
            JsonObject json = Json.readObject(body, "request");
            Message message = Message.of(type);
            for (Field field : type.fields()) {
                if (json.members().containsKey(field.name())) {
                    message = message.with(field.name(), value(json, field));
                }
            }
            return message;
        } catch (MalformedEvidenceException e) {
            throw new RpcException("Failed to decode the request: " + e.inWords());
        }
    }

    private static Object value(JsonObject json, Field field) throws MalformedEvidenceException {
        return switch (field.kind()) {
            case STRING -> json.string(field.name());
            case BYTES -> hex(json.string(field.name()), field.name());
            case BOOL -> json.bool(field.name(), false);
        };
    }

    /** Bytes in hexadecimal text of either case, with any number of {@code 0x} before it. */
    static Bytes hex(String text, String name) throws MalformedEvidenceException {
        int start = 0;
        while (text.startsWith("0x", start)) {
            start += 2;
        }
        return Hex.decode(text.substring(start), name);
    }

    /** Writes a message; one without fields is {@code null}. */
    public static String write(Message message) {
        return ascii(Json.write(json(message)));
    }

    private static JsonValue json(Message message) {
        if (message.type().fields().isEmpty()) {
            return new JsonNull();
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (Field field : message.type().fields()) {
            if (!field.omittedIfEmpty() || message.values().containsKey(field.name())) {
                members.put(field.name(), value(message, field));
            }
        }
        return JsonObject.of(members);
    }

    private static JsonValue value(Message message, Field field) {
        return switch (field.kind()) {
            case STRING -> new JsonString(message.string(field.name()));
            case BYTES -> new JsonString(message.bytes(field.name()).toHex());
            case BOOL -> new JsonBoolean(message.bool(field.name()));
        };
    }

    /** Writes what went wrong: indented, as dstack does. */
    public static String error(String words) {
        return ascii(Json.pretty(JsonObject.of(Map.of("error", new JsonString(words)))));
    }

    /** JSON text with everything that is not ASCII escaped; it can stand in strings alone. */
    private static String ascii(String json) {
        Optional<Integer> first = json.chars().boxed().filter(c -> c > 0x7e).findFirst();
        if (first.isEmpty()) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > 0x7e) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
