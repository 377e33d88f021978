package dev.teeproof.verifier.render;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the fields of evidence into a JSON object, in order; octets become hexadecimal text. */
final class Fields {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    Fields put(String name, Bytes value) {
        return put(name, value.toHex());
    }

    Fields put(String name, String value) {
        return put(name, new JsonString(value));
    }

    Fields put(String name, long value) {
        return put(name, JsonNumber.of(value));
    }

    Fields put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    JsonObject object() {
        return JsonObject.of(members);
    }
}
