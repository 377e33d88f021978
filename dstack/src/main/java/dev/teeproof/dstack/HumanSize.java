package dev.teeproof.dstack;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A size as dstack's files write it: a number of bytes, or a text with the unit K, M, G or T, of 1024 each.
 *
 * @param bytes below 2⁶⁴
 */
public record HumanSize(BigInteger bytes) {

    public static final HumanSize ZERO = new HumanSize(BigInteger.ZERO);

    private static final String UNITS = "KMGT";
    private static final int MAX_BITS = 64;

    public HumanSize {
        if (bytes.signum() < 0 || bytes.bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("a size has 64 bits");
        }
    }

    /**
     * Reads a text: decimal digits, {@code 0x} and hexadecimal digits, or decimal digits and a unit in either case, which may be
     * repeated ({@code 2GG} is {@code 2G}, as dstack reads it). No fraction, no sign, no blank inside.
     *
     * @throws MalformedEvidenceException for any other text, and for 2⁶⁴ bytes or more
     */
    public static HumanSize parse(String text, String path) throws MalformedEvidenceException {
        String size = text.strip();
        if (size.matches("0[xX][0-9a-fA-F]+")) {
            return of(new BigInteger(digits(size.substring(2), path), 16), path);
        }
        if (size.matches("[0-9]+")) {
            return of(new BigInteger(digits(size, path)), path);
        }
        if (size.matches("[0-9]+([kKmMgGtT])\\1*")) {
            char unit = size.charAt(size.length() - 1);
            int end = size.indexOf(unit);
            int power = UNITS.indexOf(String.valueOf(unit).toUpperCase(Locale.ROOT)) + 1;
            return of(new BigInteger(digits(size.substring(0, end), path)).shiftLeft(10 * power), path);
        }
        throw new MalformedEvidenceException(
                Malformation.BAD_VALUE, path, 0, "a number of bytes, or one with the unit K, M, G or T");
    }

    /** The member {@code name}: a text, or an integer without fraction and exponent; zero if it is absent. */
    static HumanSize read(JsonObject json, String name) throws MalformedEvidenceException {
        JsonValue value = json.members().get(name);
        String path = json.path() + "." + name;
        if (value == null) {
            return ZERO;
        }
        if (value instanceof JsonString text) {
            return parse(text.value(), path);
        }
        if (value instanceof JsonNumber number
                && number.isInteger()
                && !number.text().startsWith("-")) {
            return of(new BigInteger(digits(number.text(), path)), path);
        }
        throw json.fault(Malformation.WRONG_TYPE, name, "a number of bytes, or a text");
    }

    /** Zeros in front do not count; what is longer than any size is refused before it is computed with. */
    private static String digits(String digits, String path) throws MalformedEvidenceException {
        String counting = digits.replaceFirst("^0+(?=.)", "");
        if (counting.length() > 20) {
            throw tooLarge(path);
        }
        return counting;
    }

    private static HumanSize of(BigInteger bytes, String path) throws MalformedEvidenceException {
        if (bytes.bitLength() > MAX_BITS) {
            throw tooLarge(path);
        }
        return new HumanSize(bytes);
    }

    private static MalformedEvidenceException tooLarge(String path) {
        return new MalformedEvidenceException(Malformation.LIMIT_EXCEEDED, path, 0, "a size of 64 bits");
    }

    /**
     * As dstack writes it: in the largest unit that is not larger, with one decimal unless it is a multiple. A text with a
     * decimal cannot be read back.
     */
    @Override
    public String toString() {
        for (int power = UNITS.length(); power > 0; power--) {
            BigInteger unit = BigInteger.ONE.shiftLeft(10 * power);
            if (bytes.compareTo(unit) >= 0) {
                BigInteger[] parts = bytes.divideAndRemainder(unit);
                String number = parts[1].signum() == 0
                        ? parts[0].toString()
                        : new BigDecimal(bytes.doubleValue() / unit.doubleValue())
                                .setScale(1, RoundingMode.HALF_EVEN)
                                .toPlainString();
                return number + UNITS.charAt(power - 1);
            }
        }
        return bytes.toString();
    }
}
