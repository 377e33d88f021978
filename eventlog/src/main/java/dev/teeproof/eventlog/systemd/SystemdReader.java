package dev.teeproof.eventlog.systemd;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.canonical.JsonRecord;
import dev.teeproof.eventlog.canonical.RegisterRules;
import dev.teeproof.eventlog.canonical.Warnings;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what systemd measured in userspace: JSON objects, a record separator (0x1e) before and a line feed behind each. They
 * have no numbers, and are counted from 0.
 *
 * <p>Two things that systemd's own readers put up with are told as warnings, in strict reading too. A last record that was not
 * written to its end, without its line feed or without being JSON, is left out: {@code INCOMPLETE}. So is a record with a
 * NUL: {@code NUL}. Whether the file's sticky bit says that the log is incomplete is for its owner to look at.
 *
 * <p>No digest is compared with its content.
 *
 * @see "RFC 7464; systemd, TPM2 PCR measurements made by systemd"
 */
public final class SystemdReader implements RecordReader {

    static final int RECORD_SEPARATOR = 0x1e;
    static final String CONTENT_TYPE = "systemd";

    private static final Set<String> MEMBERS = Set.of("pcr", "nv_index", "digests", "content_type", "content");

    private final ReadOptions options;
    private final LogLimits limits;
    /** How long a record can be whose content and digests keep to the limits, blanks apart. */
    private final long longest;

    private final Warnings warnings = new Warnings();
    private long count;

    public SystemdReader(ReadOptions options) {
        this.options = options;
        this.limits = options.limits();
        this.longest = 1024L + limits.eventData() + limits.digests() * (64L + 2L * limits.digestSize());
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        // Told only with the record behind them: until then the same bytes may be shown again.
        List<LogWarning> told = new ArrayList<>();
        while (!last || in.remaining() > 0) {
            int start = in.position();
            Bytes text = text(in, last);
            boolean isLast = last && in.remaining() == 0;
            JsonObject json = parse(in, text, start + 1, isLast, told);
            if (json != null) {
                LogRecord record = record(json, start + 1, told);
                told.forEach(warnings::add);
                count++;
                return Optional.of(record);
            }
        }
        told.forEach(warnings::add);
        return Optional.empty();
    }

    /** What stands between this record separator and the next; only whole. */
    private Bytes text(ByteReader in, boolean last) throws MalformedEvidenceException {
        int start = in.position();
        if (in.u8("record") != RECORD_SEPARATOR) {
            throw in.fault(Malformation.BAD_VALUE, "record", start, "the record separator 0x1e");
        }
        if (count >= limits.streamedRecords()) {
            throw in.fault(LogMalformation.LIMIT, "record", start, "at most " + limits.streamedRecords() + " records");
        }
        Bytes window = in.peek("record", in.remaining());
        int size = 0;
        while (size < window.size() && window.at(size) != RECORD_SEPARATOR) {
            if (++size > longest) {
                throw in.fault(LogMalformation.LIMIT, "record", start, "at most " + longest + " bytes");
            }
        }
        if (size == window.size() && !last) {
            throw in.fault(Malformation.TRUNCATED, "record", start, "the next record separator, or the end");
        }
        return in.take("record", size);
    }

    /** The record's object; null for a record that is left out. */
    private @Nullable JsonObject parse(ByteReader in, Bytes text, int at, boolean isLast, List<LogWarning> told)
            throws MalformedEvidenceException {
        boolean ended = !text.isEmpty() && text.at(text.size() - 1) == '\n';
        if (isLast && !ended) {
            told.add(incomplete());
            return null;
        }
        for (int i = 0; i < text.size(); i++) {
            if (text.at(i) == 0) {
                told.add(new LogWarning("NUL", count, "a record with a NUL is left out"));
                return null;
            }
        }
        if (!ended && options.isStrict()) {
            throw in.fault(Malformation.BAD_VALUE, "record", at + text.size(), "a line feed");
        }
        try {
            return Json.readObject(text, "record", limits.jsonValues());
        } catch (MalformedEvidenceException e) {
            if (isLast && e.code() != Malformation.LIMIT_EXCEEDED) {
                told.add(incomplete());
                return null;
            }
            throw Faults.within(e, at);
        }
    }

    private LogWarning incomplete() {
        return new LogWarning("INCOMPLETE", count, "the last record was not written to its end, and is left out");
    }

    private LogRecord record(JsonObject json, int at, List<LogWarning> told) throws MalformedEvidenceException {
        try {
            JsonRecord.onlyMembers(json, MEMBERS);
            RegisterIndex register = JsonRecord.register(json, false);
            if (!RegisterRules.isSensible(register, RegisterRules.HIGHEST_PCR)) {
                require(json, told, LogMalformation.BAD_REGISTER, "pcr", "a register that exists, not " + register);
            }
            if (!json.string("content_type").equals(CONTENT_TYPE)) {
                throw json.fault(Malformation.BAD_VALUE, "content_type", CONTENT_TYPE);
            }
            JsonObject content = json.object("content");
            JsonRecord.limit(json, "content", content.text().size(), limits.eventData());
            LogRecord record = new LogRecord(
                    count, register, JsonRecord.digests(json, limits), new Content.Systemd(Json.write(content)));
            if (record.digests().isEmpty()) {
                require(json, told, Malformation.MISSING, "digests", "at least one digest");
            }
            return record;
        } catch (MalformedEvidenceException e) {
            throw Faults.within(e, at);
        }
    }

    private void require(JsonObject json, List<LogWarning> told, MalformationCode code, String member, String expected)
            throws MalformedEvidenceException {
        if (options.isStrict()) {
            throw Faults.of(json, code, member, expected);
        }
        told.add(new LogWarning(code.name(), count, member + ": expected " + expected));
    }

    @Override
    public boolean sequential() {
        return true;
    }

    @Override
    public List<LogWarning> warnings() {
        return warnings.list();
    }
}
