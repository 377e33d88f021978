package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Optional;

/**
 * Text as UEFI has it: 16-bit characters, little-endian.
 *
 * @see "UEFI 2.10, section 2.3.1 (CHAR16)"
 */
public final class Utf16 {

    private Utf16() {}

    /** The text of these bytes; empty if their number is odd or a surrogate stands alone. */
    public static Optional<String> strict(Bytes bytes) {
        if (bytes.size() % 2 != 0) {
            return Optional.empty();
        }
        String text = characters(bytes, 0, bytes.size());
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return Optional.empty();
                }
                i++;
            }
        }
        return Optional.of(text);
    }

    /** The text of these bytes, with a replacement character for each lone surrogate; an odd last byte is ignored. */
    public static String lossy(Bytes bytes) {
        String text = characters(bytes, 0, bytes.size() & ~1);
        StringBuilder mended = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPair(text, i)) {
                mended.append(c).append(text.charAt(++i));
            } else {
                mended.append(Character.isSurrogate(c) ? '\ufffd' : c);
            }
        }
        return mended.toString();
    }

    /** The next {@code size} bytes as text. */
    static String take(ByteReader in, String field, int size) throws MalformedEvidenceException {
        int at = in.position();
        Optional<String> text = strict(in.take(field, size));
        if (text.isEmpty()) {
            throw in.fault(Malformation.NOT_TEXT, field, at, "UTF-16 text");
        }
        return text.get();
    }

    /** Text up to the next NUL character, which is taken too. */
    static String takeTerminated(ByteReader in, String field) throws MalformedEvidenceException {
        Bytes all = in.peek(field, in.remaining());
        for (int i = 0; i + 1 < all.size(); i += 2) {
            if (all.at(i) == 0 && all.at(i + 1) == 0) {
                String text = take(in, field, i);
                in.take(field, 2);
                return text;
            }
        }
        throw in.fault(Malformation.TRUNCATED, field, "a NUL character behind the text");
    }

    /** The text without its NUL character and what follows. */
    static String untilNul(String text) {
        int nul = text.indexOf(0);
        return nul < 0 ? text : text.substring(0, nul);
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static String characters(Bytes bytes, int from, int to) {
        char[] characters = new char[(to - from) / 2];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) (bytes.at(from + 2 * i) | bytes.at(from + 2 * i + 1) << 8);
        }
        return new String(characters);
    }
}
