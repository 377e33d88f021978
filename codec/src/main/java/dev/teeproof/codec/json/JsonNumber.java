package dev.teeproof.codec.json;

/**
 * A finite JSON number, kept as it was written.
 *
 * @param text by the grammar of RFC 8259 section 6
 */
public record JsonNumber(String text) implements JsonValue {

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** Whether it was written without fraction and exponent; {@code 2.0} is no integer. */
    public boolean isInteger() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** The IEEE 754 double that RFC 8785 takes it for. */
    public double doubleValue() {
        return Double.parseDouble(text);
    }
}
