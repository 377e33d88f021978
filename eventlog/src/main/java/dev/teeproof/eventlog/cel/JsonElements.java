package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.canonical.JsonRecord;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The records of a log in JSON, whatever stands around them. */
interface JsonElements {

    /**
     * One record.
     *
     * @param documentAt where the document that it is in begins in the log
     */
    record Element(JsonObject object, int documentAt) {}

    /** The next record; empty behind the last. */
    Optional<Element> next() throws MalformedEvidenceException;

    default LogFrame frame() {
        return LogFrame.NONE;
    }

    /** Takes all that remains, and judges by its first character what it is. */
    static JsonElements open(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        if (in.remaining() > limits.logSize()) {
            throw in.fault(LogMalformation.LIMIT, "", "at most " + limits.logSize() + " bytes");
        }
        int base = in.position();
        Bytes text = in.rest();
        int first = JsonSequence.skipBlanks(text, 0);
        int opening = first < text.size() ? text.at(first) : 0;
        return switch (opening) {
            case JsonSequence.RECORD_SEPARATOR -> new JsonSequence(text, base, JsonSequence.RECORD_SEPARATOR, limits);
            case '{' -> objectOrLines(text, base, limits);
            default -> array(read(text, "log", base, limits), base, limits);
        };
    }

    /** A separator that no text has. */
    int NOTHING = -1;

    /** An object that holds a log; any other object is a record, and more may follow. */
    private static JsonElements objectOrLines(Bytes text, int base, LogLimits limits)
            throws MalformedEvidenceException {
        try {
            if (Json.read(text, "log", limits.jsonValues()) instanceof JsonObject object
                    && object.members().containsKey("log")) {
                return converted(object, base, limits);
            }
            // Alone, and perhaps on several lines.
            return new JsonSequence(text, base, NOTHING, limits);
        } catch (MalformedEvidenceException e) {
            if (e.code() != Malformation.TRAILING_BYTES) {
                throw Faults.within(e, base);
            }
        }
        return new JsonSequence(text, base, '\n', limits);
    }

    private static JsonElements converted(JsonObject object, int base, LogLimits limits)
            throws MalformedEvidenceException {
        JsonRecord.onlyMembers(object, Set.of("mr", "log"));
        Optional<Bytes> mr = object.members().containsKey("mr")
                ? Optional.of(JsonRecord.hex(object, "mr", limits.digestSize()))
                : Optional.empty();
        JsonArray log = object.array("log");
        return new Whole(log.elements(), base, new LogFrame.CelJson(mr), limits);
    }

    private static JsonElements array(JsonValue value, int base, LogLimits limits) throws MalformedEvidenceException {
        if (value instanceof JsonArray array) {
            return new Whole(array.elements(), base, LogFrame.NONE, limits);
        }
        throw new MalformedEvidenceException(Malformation.WRONG_TYPE, "log", base, "an array or an object");
    }

    /** The document, whose faults are told at their place in the log. */
    static JsonValue read(Bytes document, String path, int at, LogLimits limits) throws MalformedEvidenceException {
        try {
            return Json.read(document, path, limits.jsonValues());
        } catch (MalformedEvidenceException e) {
            throw Faults.within(e, at);
        }
    }

    /** The records of one document. */
    final class Whole implements JsonElements {

        private final Iterator<JsonValue> elements;
        private final int base;
        private final LogFrame frame;
        private int count;

        Whole(List<JsonValue> elements, int base, LogFrame frame, LogLimits limits) throws MalformedEvidenceException {
            if (elements.size() > limits.records()) {
                throw new MalformedEvidenceException(
                        LogMalformation.LIMIT, "log", base, "at most " + limits.records() + " records");
            }
            this.elements = elements.iterator();
            this.base = base;
            this.frame = frame;
        }

        @Override
        public Optional<Element> next() throws MalformedEvidenceException {
            if (!elements.hasNext()) {
                return Optional.empty();
            }
            if (elements.next() instanceof JsonObject object) {
                count++;
                return Optional.of(new Element(object, base));
            }
            throw new MalformedEvidenceException(Malformation.WRONG_TYPE, "log[" + count + "]", base, "an object");
        }

        @Override
        public LogFrame frame() {
            return frame;
        }
    }
}
