package dev.teeproof.codec.json;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object, with accessors that check the type of what they give. Members that nobody asks for are ignored; there
 * is no coercion between types.
 *
 * @param path its name in what was read, for errors; empty for one that is written
 * @param offset where its brace stands in what was read, in bytes
 * @param text its bytes as received, brace to brace: what a signature over the object is checked over. Empty for one
 *     that is written
 * @param members in the order of the text
 */
public record JsonObject(String path, long offset, Bytes text, Map<String, JsonValue> members) implements JsonValue {

    public JsonObject {
        if (!(members instanceof ReadMembers)) {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    public static JsonObject of(Map<String, ? extends JsonValue> members) {
        return new JsonObject("", 0, Bytes.empty(), new LinkedHashMap<>(members));
    }

    /** The member, if it is there and not null. */
    public Optional<JsonValue> optional(String name) {
        JsonValue value = members.get(name);
        return value == null || value instanceof JsonNull ? Optional.empty() : Optional.of(value);
    }

    public String string(String name) throws MalformedEvidenceException {
        return as(JsonString.class, name, required(name), "a string").value();
    }

    /** Empty if the member is absent or null. */
    public Optional<String> optionalString(String name) throws MalformedEvidenceException {
        Optional<JsonValue> value = optional(name);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        as(JsonString.class, name, value.get(), "a string").value());
    }

    public JsonObject object(String name) throws MalformedEvidenceException {
        return as(JsonObject.class, name, required(name), "an object");
    }

    /** Empty if the member is absent or null. */
    public Optional<JsonObject> optionalObject(String name) throws MalformedEvidenceException {
        Optional<JsonValue> value = optional(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(as(JsonObject.class, name, value.get(), "an object"));
    }

    public JsonArray array(String name) throws MalformedEvidenceException {
        return as(JsonArray.class, name, required(name), "an array");
    }

    /** Empty if the member is absent or null. */
    public Optional<JsonArray> optionalArray(String name) throws MalformedEvidenceException {
        Optional<JsonValue> value = optional(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(as(JsonArray.class, name, value.get(), "an array"));
    }

    public boolean bool(String name, boolean absent) throws MalformedEvidenceException {
        JsonValue value = members.get(name);
        return value == null
                ? absent
                : as(JsonBoolean.class, name, value, "true or false").value();
    }

    /** Empty if the member is absent or null. */
    public Optional<Boolean> optionalBool(String name) throws MalformedEvidenceException {
        Optional<JsonValue> value = optional(name);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(as(JsonBoolean.class, name, value.get(), "true or false")
                        .value());
    }

    /** An integer from 0 to {@code max}; the number as written must be one, {@code 2.0} is not. */
    public long unsigned(String name, long max) throws MalformedEvidenceException {
        return unsigned(name, required(name), max);
    }

    /** Like {@link #unsigned(String, long)}, with a value for a member that is absent; null is refused. */
    public long unsigned(String name, long max, long absent) throws MalformedEvidenceException {
        JsonValue value = members.get(name);
        return value == null ? absent : unsigned(name, value, max);
    }

    /** Bytes written as hexadecimal text in either case. */
    public Bytes hex(String name) throws MalformedEvidenceException {
        return Hex.decode(string(name), memberPath(name));
    }

    /** Exactly {@code size} bytes written as hexadecimal text in either case. */
    public Bytes hex(String name, int size) throws MalformedEvidenceException {
        return Hex.decode(string(name), memberPath(name), size);
    }

    /** Bytes written as Base64 text. */
    public Bytes base64(String name) throws MalformedEvidenceException {
        return Base64Text.decode(string(name), memberPath(name));
    }

    /** The exception for a member of this object. */
    public MalformedEvidenceException fault(MalformationCode code, String name, String expected) {
        return new MalformedEvidenceException(code, memberPath(name), offset, expected);
    }

    private JsonValue required(String name) throws MalformedEvidenceException {
        JsonValue value = members.get(name);
        if (value == null) {
            throw fault(Malformation.MISSING, name, "the member " + name);
        }
        return value;
    }

    private long unsigned(String name, JsonValue value, long max) throws MalformedEvidenceException {
        JsonNumber number = as(JsonNumber.class, name, value, "an integer");
        if (!number.isInteger()) {
            throw fault(Malformation.WRONG_TYPE, name, "an integer, without fraction and exponent");
        }
        if (number.text().length() < 19) {
            long small = Long.parseLong(number.text());
            if (small >= 0 && small <= max) {
                return small;
            }
        }
        BigInteger integer = new BigInteger(number.text());
        if (integer.signum() < 0 || integer.compareTo(BigInteger.valueOf(max)) > 0) {
            throw fault(Malformation.BAD_VALUE, name, "an integer from 0 to " + max);
        }
        return integer.longValue();
    }

    private <T extends JsonValue> T as(Class<T> type, String name, JsonValue value, String expected)
            throws MalformedEvidenceException {
        if (!type.isInstance(value)) {
            throw fault(Malformation.WRONG_TYPE, name, expected);
        }
        return type.cast(value);
    }

    private String memberPath(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
