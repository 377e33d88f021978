package dev.teeproof.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads textual encodings (RFC 7468): blocks between {@code -----BEGIN label-----} and {@code -----END label-----}.
 * Between and around the blocks only blanks, line ends and NUL may stand.
 */
public final class PemBlocks {

    /** More than any chain that is accepted. */
    public static final int MAX_BLOCKS = 10;

    public static final int MAX_SIZE = 64 * 1024;

    private PemBlocks() {}

    /** The blocks' contents, in order, all with the label; at least one. */
    public static List<Bytes> decode(Bytes text, String label, String path) throws MalformedEvidenceException {
        if (text.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, path, text.size(), "at most " + MAX_SIZE + " bytes of PEM");
        }
        String s = text.toUtf8(path);
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<Bytes> blocks = new ArrayList<>();
        int at = blanks(s, 0);
        while (at < s.length()) {
            if (!s.startsWith(begin, at)) {
                throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, at, begin);
            }
            int from = at + begin.length();
            int to = s.indexOf(end, from);
            if (to < 0) {
                throw new MalformedEvidenceException(Malformation.TRUNCATED, path, at, end);
            }
            if (blocks.size() == MAX_BLOCKS) {
                throw new MalformedEvidenceException(
                        Malformation.LIMIT_EXCEEDED, path, at, "at most " + MAX_BLOCKS + " PEM blocks");
            }
            blocks.add(body(s.substring(from, to), path, from));
            at = blanks(s, to + end.length());
        }
        if (blocks.isEmpty()) {
            throw new MalformedEvidenceException(Malformation.MISSING, path, 0, begin);
        }
        return List.copyOf(blocks);
    }

    private static Bytes body(String body, String path, int at) throws MalformedEvidenceException {
        byte[] digits = new byte[body.length()];
        int count = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (!isBlank(c)) {
                // Base64 is ASCII: what is not becomes something that the decoder refuses.
                digits[count++] = c < 0x80 ? (byte) c : 0;
            }
        }
        try {
            return Bytes.copyOf(Base64.getDecoder().decode(Arrays.copyOf(digits, count)));
        } catch (IllegalArgumentException e) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, at, "Base64 between the PEM lines");
        }
    }

    private static int blanks(String s, int from) {
        int at = from;
        while (at < s.length() && (isBlank(s.charAt(at)) || s.charAt(at) == 0)) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
