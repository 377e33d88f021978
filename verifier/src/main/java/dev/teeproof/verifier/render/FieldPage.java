package dev.teeproof.verifier.render;

import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.List;
import java.util.Map;

/** Nested fields as indented lines for a terminal: what programs get as JSON. */
public final class FieldPage {

    private static final int WIDTH = 26;

    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    private FieldPage(Ink ink) {
        this.ink = ink;
    }

    /** The page, with a line end at its end. */
    public static String of(JsonObject fields, Ink ink) {
        FieldPage page = new FieldPage(ink);
        page.members(fields, "");
        return page.out.toString();
    }

    private void members(JsonObject fields, String indent) {
        for (Map.Entry<String, JsonValue> member : fields.members().entrySet()) {
            member(member.getKey(), member.getValue(), indent);
        }
    }

    private void member(String name, JsonValue value, String indent) {
        switch (value) {
            case JsonObject object -> {
                line(indent + ink.bold(name));
                members(object, indent + "  ");
            }
            case JsonArray array -> array(name, array.elements(), indent);
            case JsonString text -> field(name, text.value(), indent);
            case JsonNumber number -> field(name, number.text(), indent);
            case JsonBoolean flag -> field(name, flag.value() ? "yes" : "no", indent);
            case JsonNull none -> field(name, "none", indent);
        }
    }

    private void array(String name, List<JsonValue> elements, String indent) {
        if (elements.isEmpty()) {
            field(name, "none", indent);
        }
        for (int i = 0; i < elements.size(); i++) {
            member(elements.get(i) instanceof JsonObject ? name + " " + (i + 1) : name, elements.get(i), indent);
        }
    }

    private void field(String name, String value, String indent) {
        int padding = Math.max(1, WIDTH - indent.length() - name.length());
        line(indent + name + " ".repeat(padding) + Printable.of(value));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
