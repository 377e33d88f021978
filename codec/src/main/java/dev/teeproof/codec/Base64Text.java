package dev.teeproof.codec;

import java.util.Base64;

/**
 * Base64 text (RFC 4648 section 4) as dstack's decoder takes it: the standard alphabet, padding whole, partial or
 * absent, no blanks, no superfluous padding, and no set bits behind the last byte.
 */
public final class Base64Text {

    private Base64Text() {}

    /** Standard alphabet, padded. */
    public static String encode(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    /**
     * The bytes that {@code text} denotes.
     *
     * @param path names the field in an error
     * @throws MalformedEvidenceException if the text is not Base64 by the rules above
     */
    public static Bytes decode(String text, String path) throws MalformedEvidenceException {
        int end = text.length();
        while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        String digits = text.substring(0, end);
        try {
            byte[] bytes = Base64.getDecoder().decode(digits);
            String again = Base64.getEncoder().encodeToString(bytes);
            // Equal to its own encoding, or to a beginning of it that lacks padding only: no stray bits, no extra '='.
            if (again.startsWith(text) && again.startsWith(digits)) {
                return Bytes.copyOf(bytes);
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the exception's own text does not name the field.
        }
        throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "Base64 text (RFC 4648 section 4)");
    }
}
