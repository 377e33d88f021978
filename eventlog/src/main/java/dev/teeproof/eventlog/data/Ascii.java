package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import java.util.Optional;

/** Text of firmware in printable ASCII, with or without NUL bytes behind it. */
final class Ascii {

    private Ascii() {}

    /** The text, if these bytes are one or more printable characters and then nothing but NUL. */
    static Optional<String> padded(Bytes bytes) {
        int end = 0;
        while (end < bytes.size() && bytes.at(end) >= 0x20 && bytes.at(end) < 0x7f) {
            end++;
        }
        if (end == 0 || !bytes.slice(end, bytes.size()).isZero()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            text.append((char) bytes.at(i));
        }
        return Optional.of(text.toString());
    }

    /** The bytes up to the first NUL, or all. */
    static Bytes untilNul(Bytes bytes) {
        int end = 0;
        while (end < bytes.size() && bytes.at(end) != 0) {
            end++;
        }
        return bytes.slice(0, end);
    }
}
