package dev.teeproof.codec.json;

import dev.teeproof.codec.Bytes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical form of a JSON value: no blanks, members sorted by the UTF-16 code units of their names, strings with
 * the fewest escapes, numbers as ECMAScript writes doubles.
 *
 * @see "RFC 8785"
 */
public final class Jcs {

    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_UP);

    private Jcs() {}

    /**
     * The canonical form, as UTF-8.
     *
     * @throws IllegalArgumentException for a value with a lone surrogate or a number that is not finite, which
     *     {@link Json#read} never gives
     */
    public static Bytes canonicalize(JsonValue value) {
        return Bytes.utf8(text(value));
    }

    /** Like {@link #canonicalize}, as text: other forms of JSON write their strings and numbers like this one. */
    public static String text(JsonValue value) {
        StringBuilder out = new StringBuilder();
        value(value, out);
        return out.toString();
    }

    private static void value(JsonValue value, StringBuilder out) {
        switch (value) {
            case JsonObject object -> object(object, out);
            case JsonArray array -> {
                out.append('[');
                for (Iterator<JsonValue> i = array.elements().iterator(); i.hasNext(); ) {
                    value(i.next(), out);
                    out.append(i.hasNext() ? "," : "");
                }
                out.append(']');
            }
            case JsonString string -> string(string.value(), out);
            case JsonNumber number -> out.append(number(number.doubleValue()));
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull nothing -> out.append("null");
        }
    }

    /** RFC 8785 section 3.2.3; {@link String#compareTo} compares UTF-16 code units, as the section asks. */
    private static void object(JsonObject object, StringBuilder out) {
        out.append('{');
        Map<String, JsonValue> sorted = new TreeMap<>(object.members());
        for (Iterator<Map.Entry<String, JsonValue>> i = sorted.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, JsonValue> member = i.next();
            string(member.getKey(), out);
            out.append(':');
            value(member.getValue(), out);
            out.append(i.hasNext() ? "," : "");
        }
        out.append('}');
    }

    /** RFC 8785 section 3.2.2.2. */
    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        throw new IllegalArgumentException("a lone surrogate has no canonical form");
                    }
                }
            }
        }
        out.append('"');
    }

    /**
     * RFC 8785 section 3.2.2.3: ECMAScript's Number::toString. The shortest digits are those of {@link
     * Double#toString(double)} (JDK 19 and newer), but that gives two digits where one would do: {@code 4.9E-324} for
     * {@code 5e-324}.
     */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number");
        }
        if (value == 0) {
            return "0";
        }
        if (value < 0) {
            return "-" + number(-value);
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            BigDecimal oneDigit = shortest.round(ONE_DIGIT).stripTrailingZeros();
            shortest = oneDigit.doubleValue() == value ? oneDigit : shortest;
        }
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point > 21) {
            return exponential(digits, point);
        }
        if (digits.length() <= point) {
            return digits + "0".repeat(point - digits.length());
        }
        if (point > 0) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        return point > -6 ? "0." + "0".repeat(-point) + digits : exponential(digits, point);
    }

    private static String exponential(String digits, int point) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int exponent = point - 1;
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
