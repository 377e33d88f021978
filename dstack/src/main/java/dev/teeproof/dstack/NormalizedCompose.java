package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Jcs;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form that dstack's SDK for JavaScript ({@code getComposeHash}) hashes, for those who write a file in several languages and
 * want one hash. It is <em>not</em> the compose hash: a guest hashes the file as it is ({@link AppCompose#composeHash()}), and
 * both are equal only for a file that was written in this very form. Verification never uses it.
 *
 * <p>It is close to RFC 8785, and differs where JavaScript's objects do: members whose names are array indexes come first, in
 * the order of their numbers; a member {@code __proto__} is lost; and the members of an object that has one named {@code
 * constructor} are not sorted, nor anything below them. Text cannot say {@code undefined} (the SDK drops such members) or not a
 * number (the SDK writes null).
 *
 * @param text as UTF-8
 */
public record NormalizedCompose(Bytes text) {

    private static final long LARGEST_INDEX = 0xffff_fffeL;

    /** The whole document. */
    public static NormalizedCompose of(JsonObject compose) {
        StringBuilder out = new StringBuilder();
        write(compose, true, out);
        return new NormalizedCompose(Bytes.utf8(out.toString()));
    }

    /**
     * The document without what its runner does not use ({@code normalize} of the SDK): {@code docker_compose_file} where the
     * runner is {@code bash}, {@code bash_script} where it is {@code docker-compose}, and a {@code pre_launch_script} that
     * is nothing.
     */
    public static NormalizedCompose withoutUnused(JsonObject compose) {
        Map<String, JsonValue> members = new LinkedHashMap<>(compose.members());
        if (members.get("runner") instanceof JsonString runner) {
            switch (runner.value()) {
                case "bash" -> members.remove("docker_compose_file");
                case "docker-compose" -> members.remove("bash_script");
                default -> {}
            }
        }
        JsonValue script = members.get("pre_launch_script");
        if (script != null && isFalse(script)) {
            members.remove("pre_launch_script");
        }
        return of(JsonObject.of(members));
    }

    /** SHA-256 of the text. */
    public Bytes hash() {
        return Digest.SHA_256.of(text);
    }

    /** What JavaScript takes for false. */
    private static boolean isFalse(JsonValue value) {
        return switch (value) {
            case JsonString text -> text.value().isEmpty();
            case JsonNumber number -> number.doubleValue() == 0;
            case JsonBoolean bool -> !bool.value();
            case JsonNull nothing -> true;
            case JsonObject object -> false;
            case JsonArray array -> false;
        };
    }

    private static void write(JsonValue value, boolean sorted, StringBuilder out) {
        switch (value) {
            case JsonObject object -> write(object, sorted, out);
            case JsonArray array -> {
                out.append('[');
                for (Iterator<JsonValue> i = array.elements().iterator(); i.hasNext(); ) {
                    write(i.next(), sorted, out);
                    comma(i, out);
                }
                out.append(']');
            }
            case JsonString text -> out.append(Jcs.text(text));
            case JsonNumber number -> out.append(Jcs.text(number));
            case JsonBoolean bool -> out.append(Jcs.text(bool));
            case JsonNull nothing -> out.append(Jcs.text(nothing));
        }
    }

    private static void write(JsonObject object, boolean sortedAbove, StringBuilder out) {
        boolean sorted = sortedAbove && !object.members().containsKey("constructor");
        out.append('{');
        for (Iterator<Map.Entry<String, JsonValue>> i =
                        ordered(object.members(), sorted).iterator();
                i.hasNext(); ) {
            Map.Entry<String, JsonValue> member = i.next();
            out.append(Jcs.text(new JsonString(member.getKey()))).append(':');
            write(member.getValue(), sorted, out);
            comma(i, out);
        }
        out.append('}');
    }

    private static void comma(Iterator<?> rest, StringBuilder out) {
        if (rest.hasNext()) {
            out.append(',');
        }
    }

    /** ECMA-262, OrdinaryOwnPropertyKeys: array indexes in ascending order, then other names as they were put in. */
    private static List<Map.Entry<String, JsonValue>> ordered(Map<String, JsonValue> members, boolean sorted) {
        Map<Long, Map.Entry<String, JsonValue>> indexes = new TreeMap<>();
        Map<String, JsonValue> names = sorted ? new TreeMap<>() : new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            String name = member.getKey();
            if (isIndex(name)) {
                indexes.put(Long.parseLong(name), member);
            } else if (!sorted || !name.equals("__proto__")) {
                names.put(name, member.getValue());
            }
        }
        List<Map.Entry<String, JsonValue>> all = new ArrayList<>(indexes.values());
        all.addAll(names.entrySet());
        return all;
    }

    private static boolean isIndex(String name) {
        return name.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(name) <= LARGEST_INDEX;
    }
}
