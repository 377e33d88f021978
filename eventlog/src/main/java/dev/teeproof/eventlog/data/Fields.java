package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts together a JSON object, members in the order in which they come. */
final class Fields {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    /** An object that says first what kind of data it is about. */
    static Fields of(String kind) {
        return new Fields().text("kind", kind);
    }

    Fields value(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    Fields text(String name, String value) {
        return value(name, new JsonString(value));
    }

    Fields text(String name, Optional<String> value) {
        value.ifPresent(text -> text(name, text));
        return this;
    }

    Fields number(String name, long value) {
        return value(name, JsonNumber.of(value));
    }

    /** Unsigned 64 bits: as text, since many readers of JSON know only doubles. */
    Fields u64(String name, long value) {
        return text(name, Fields.u64(value));
    }

    Fields flag(String name, boolean value) {
        return value(name, new JsonBoolean(value));
    }

    Fields hex(String name, Bytes value) {
        return text(name, value.toHex());
    }

    <T> Fields list(String name, List<T> values, Function<? super T, ? extends JsonValue> each) {
        return value(name, JsonArray.of(values.stream().map(each).toList()));
    }

    JsonObject toJson() {
        return JsonObject.of(members);
    }

    /** Unsigned, hexadecimal. */
    static String u64(long value) {
        return "0x" + Long.toHexString(value);
    }
}
