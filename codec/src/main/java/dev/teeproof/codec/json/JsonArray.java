package dev.teeproof.codec.json;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON array.
 *
 * @param path its name in what was read, for errors; empty for one that is written
 */
public record JsonArray(String path, List<JsonValue> elements) implements JsonValue {

    public JsonArray {
        elements = List.copyOf(elements);
    }

    public static JsonArray of(List<? extends JsonValue> elements) {
        return new JsonArray("", List.copyOf(elements));
    }

    /** The elements, if all of them are objects. */
    public List<JsonObject> objects() throws MalformedEvidenceException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonValue element : elements) {
            if (!(element instanceof JsonObject object)) {
                throw wrongType(objects.size(), "an object");
            }
            objects.add(object);
        }
        return List.copyOf(objects);
    }

    /** The elements, if all of them are strings. */
    public List<String> strings() throws MalformedEvidenceException {
        List<String> strings = new ArrayList<>();
        for (JsonValue element : elements) {
            if (!(element instanceof JsonString string)) {
                throw wrongType(strings.size(), "a string");
            }
            strings.add(string.value());
        }
        return List.copyOf(strings);
    }

    private MalformedEvidenceException wrongType(int index, String expected) {
        return new MalformedEvidenceException(Malformation.WRONG_TYPE, path + "[" + index + "]", index, expected);
    }
}
