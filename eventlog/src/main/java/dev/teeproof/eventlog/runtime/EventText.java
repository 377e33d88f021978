package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;

/** What holds for the text of events in every format. */
final class EventText {

    private EventText() {}

    /** Its UTF-8 form. Text with a lone surrogate has none. */
    static Bytes utf8(String text, String what, int limit) throws MeasurementException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw bad(what + " has half a character (a lone surrogate) at " + i);
                }
                i++;
            }
        }
        Bytes bytes = text.length() > limit ? Bytes.empty() : Bytes.utf8(text);
        if (text.length() > limit || bytes.size() > limit) {
            throw bad(what + " is longer than " + limit + " bytes");
        }
        return bytes;
    }

    /** Whoever reads a log on a terminal or line by line must see what was measured. */
    static void requireNoControl(String text, String what, boolean tab) throws MeasurementException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && !(tab && c == '\t')) {
                throw bad(what + " has the control character " + String.format("U+%04X", (int) c) + " at " + i);
            }
        }
    }

    static MeasurementException bad(String words) {
        return new MeasurementException(MeasurementCode.BAD_EVENT, words);
    }

    static MeasurementException notSupported(String words) {
        return new MeasurementException(MeasurementCode.NOT_SUPPORTED, words);
    }
}
