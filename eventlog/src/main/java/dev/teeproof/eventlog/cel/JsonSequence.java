package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import java.util.Optional;

/**
 * Records that are a document each: one on each line, or each behind a record separator.
 *
 * @see "RFC 7464"
 */
final class JsonSequence implements JsonElements {

    static final int RECORD_SEPARATOR = 0x1e;

    private final Bytes text;
    private final int base;
    private final int separator;
    private final LogLimits limits;
    private int next;
    private int count;

    /**
     * @param base where the text stands in the log
     * @param separator {@link #RECORD_SEPARATOR}, before each record, or a line feed, behind each
     */
    JsonSequence(Bytes text, int base, int separator, LogLimits limits) {
        this.text = text;
        this.base = base;
        this.separator = separator;
        this.limits = limits;
    }

    @Override
    public Optional<Element> next() throws MalformedEvidenceException {
        int start = skipBlanks(text, next);
        if (start == text.size()) {
            return Optional.empty();
        }
        if (count == limits.records()) {
            throw fault(LogMalformation.LIMIT, start, "at most " + limits.records() + " records");
        }
        // What stands behind a record reaches to the separator, so that there is one here.
        start += separator == RECORD_SEPARATOR ? 1 : 0;
        int end = start;
        while (end < text.size() && text.at(end) != separator) {
            end++;
        }
        JsonValue value = JsonElements.read(text.slice(start, end), "log[" + count + "]", base + start, limits);
        if (!(value instanceof JsonObject object)) {
            throw fault(Malformation.WRONG_TYPE, start, "an object");
        }
        next = end;
        count++;
        return Optional.of(new Element(object, base + start));
    }

    private MalformedEvidenceException fault(MalformationCode code, int at, String expected) {
        return new MalformedEvidenceException(code, "log[" + count + "]", (long) base + at, expected);
    }

    /** Where something else than a blank stands, from {@code at} on. */
    static int skipBlanks(Bytes text, int at) {
        int to = at;
        while (to < text.size() && " \t\r\n".indexOf(text.at(to)) >= 0) {
            to++;
        }
        return to;
    }
}
