package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Percent-encoded text, as Intel's services put certificates into headers. A {@code +} is itself, not a blank. */
final class PercentText {

    private PercentText() {}

    /**
     * The bytes that the text denotes; text without {@code %} denotes itself.
     *
     * @see "RFC 3986 section 2.1"
     */
    static Bytes decode(String text, String path) throws MalformedEvidenceException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%') {
                boolean whole = at + 2 < text.length()
                        && HexFormat.isHexDigit(text.charAt(at + 1))
                        && HexFormat.isHexDigit(text.charAt(at + 2));
                if (!whole) {
                    throw new MalformedEvidenceException(
                            Malformation.BAD_VALUE, path, at, "two hexadecimal digits after %");
                }
                decoded.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
                at += 3;
            } else if (c < 0x80) {
                decoded.write(c);
                at++;
            } else {
                throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, at, "ASCII");
            }
        }
        return Bytes.copyOf(decoded.toByteArray());
    }
}
