package dev.teeproof.codec;

import java.util.HexFormat;

/** Hexadecimal text: read in either case, without {@code 0x}, blanks or separators; written in lower case. */
public final class Hex {

    private Hex() {}

    /** Lowercase hexadecimal text, two digits a byte. */
    public static String encode(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }

    /**
     * The bytes that {@code text} denotes.
     *
     * @param path names the field in an error
     * @throws MalformedEvidenceException if a character is not a hexadecimal digit, or their number is odd
     */
    public static Bytes decode(String text, String path) throws MalformedEvidenceException {
        if (text.length() % 2 != 0) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_LENGTH, path, text.length(), "an even number of hexadecimal digits");
        }
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (digit(text, 2 * i, path) << 4 | digit(text, 2 * i + 1, path));
        }
        return Bytes.owning(bytes);
    }

    /** Like {@link #decode(String, String)}, for a value of exactly {@code size} bytes. */
    public static Bytes decode(String text, String path, int size) throws MalformedEvidenceException {
        if (text.length() != 2L * size) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_LENGTH, path, text.length(), 2 * size + " hexadecimal digits");
        }
        return decode(text, path);
    }

    private static int digit(String text, int index, String path) throws MalformedEvidenceException {
        char c = text.charAt(index);
        if (!HexFormat.isHexDigit(c)) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, index, "a hexadecimal digit");
        }
        return HexFormat.fromHexDigit(c);
    }
}
