package dev.teeproof.eventlog.nelr;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogMalformation;

/** What a record's line may look like, besides not being empty and not beginning with {@code #}. */
public final class NelrLines {

    private NelrLines() {}

    /**
     * Refuses a line that cannot be carried in JSON or shown: control characters other than TAB, and what is not UTF-8. The
     * digest would be well defined all the same.
     *
     * @param at where the line begins, for errors
     */
    public static void checkText(Bytes line, ByteReader in, int at) throws MalformedEvidenceException {
        int control = firstControl(line);
        if (control >= 0) {
            throw in.fault(LogMalformation.CONTROL_CHAR, "record", at + control, "no control character but TAB");
        }
        try {
            line.toUtf8("record");
        } catch (MalformedEvidenceException e) {
            throw in.fault(e.code(), "record", (int) (at + e.offset()), e.expected());
        }
    }

    /** Where the first control character of C0 other than TAB is; -1 if there is none. */
    static int firstControl(Bytes line) {
        for (int i = 0; i < line.size(); i++) {
            int c = line.at(i);
            if (c < ' ' && c != '\t') {
                return i;
            }
        }
        return -1;
    }

    /** Whether the first column is in upper case, which is kept for keepers of logs: {@code [A-Z][A-Z0-9_-]*}. */
    public static boolean hasReservedDomain(Bytes line) {
        int space = line.indexOf(' ', 0);
        int end = space < 0 ? line.size() : space;
        if (end == 0) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            int c = line.at(i);
            boolean upper = c >= 'A' && c <= 'Z';
            boolean other = c >= '0' && c <= '9' || c == '_' || c == '-';
            if (!upper && (i == 0 || !other)) {
                return false;
            }
        }
        return true;
    }
}
