package dev.teeproof.eventlog.dstack.log;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads dstack's event log as it is sent beside a quote: a JSON array of events, zero-based RTMRs.
 *
 * @see TdxEvent
 */
public final class DstackReader implements RecordReader {

    private final ReadOptions options;
    private @Nullable Queue<LogRecord> records;

    public DstackReader(ReadOptions options) {
        this.options = options;
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (records == null) {
            records = read(in.rest());
        }
        return Optional.ofNullable(records.poll());
    }

    private Queue<LogRecord> read(Bytes json) throws MalformedEvidenceException {
        Queue<LogRecord> read = new ArrayDeque<>();
        for (JsonObject event :
                Json.readArray(json, "event_log", options.limits().jsonValues()).objects()) {
            if (read.size() == options.limits().records()) {
                throw event.fault(LogMalformation.LIMIT, "", "at most " + read.size() + " events");
            }
            read.add(record(TdxEvent.readJson(event), event, read.size()));
        }
        return read;
    }

    private LogRecord record(TdxEvent event, JsonObject json, long recnum) throws MalformedEvidenceException {
        if (options.isStrict() && event.imr() > 3) {
            throw json.fault(LogMalformation.BAD_REGISTER, "imr", "an RTMR from 0 to 3");
        }
        if (!event.digest().isEmpty() && event.digest().size() != Digest.SHA_384.size()) {
            throw json.fault(LogMalformation.BAD_DIGEST, "digest", "a SHA-384 digest");
        }
        if (event.digest().isEmpty() && !event.isRuntime()) {
            throw json.fault(Malformation.MISSING, "digest", "the digest of an event that is no runtime event");
        }
        return toRecord(event, recnum);
    }

    /** The event as a record; its digest is SHA-384, and none where it is empty. */
    public static LogRecord toRecord(TdxEvent event, long recnum) {
        List<EventDigest> digests =
                event.digest().isEmpty() ? List.of() : List.of(new EventDigest(HashAlgorithm.SHA384, event.digest()));
        Dstack content = new Dstack(
                event.eventType(), event.event(), event.eventPayload(), event.version(), event.suppliedPreimage());
        return new LogRecord(recnum, new Rtmr(event.imr()), digests, content);
    }
}
