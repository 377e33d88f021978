package dev.teeproof.cli;

import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.List;

/** A member's value in one line for a terminal; files inside the file are told by their length. */
final class ComposeText {

    private static final int LONG = 100;

    private ComposeText() {}

    static String of(JsonValue value) {
        String text = value instanceof JsonString string ? string.value() : Json.write(value);
        if (text.length() <= LONG && text.indexOf('\n') < 0) {
            return Printable.of(text);
        }
        long lines = text.lines().count();
        return lines + (lines == 1 ? " line, " : " lines, ") + text.length() + " characters";
    }

    /** From one value to another; of texts of several lines, the first line in which they differ. */
    static String change(JsonValue from, JsonValue to) {
        if (from instanceof JsonString before && to instanceof JsonString after) {
            List<String> old = before.value().lines().toList();
            List<String> now = after.value().lines().toList();
            if (old.size() > 1 || now.size() > 1) {
                int line = 0;
                while (line < old.size() && line < now.size() && old.get(line).equals(now.get(line))) {
                    line++;
                }
                return of(from) + " → " + of(to) + "; " + parting(old, now, line);
            }
        }
        return quoted(from) + " → " + quoted(to);
    }

    private static String parting(List<String> old, List<String> now, int line) {
        if (line == old.size() && line == now.size()) {
            return "they differ in their line ends";
        }
        return "line " + (line + 1) + ": " + line(old, line) + " → " + line(now, line);
    }

    private static String line(List<String> lines, int line) {
        return line < lines.size() ? quoted(new JsonString(lines.get(line))) : "the end";
    }

    /** As JSON, so that a text can be told from a number. */
    static String quoted(JsonValue value) {
        String text = Printable.of(Json.write(value));
        return text.length() <= LONG
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONG / 2)) + "… (" + of(value) + ")";
    }
}
