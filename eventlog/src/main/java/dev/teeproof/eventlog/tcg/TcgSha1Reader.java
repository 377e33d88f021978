package dev.teeproof.eventlog.tcg;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import java.util.Optional;

/**
 * Reads the log of a TPM 1.2, or a Windows Boot Configuration Log of the same layout: events with a SHA-1 digest each, up
 * to the end, without header and padding.
 *
 * <pre>
 * size  field
 *    4  pcrIndex
 *    4  eventType
 *   20  digest
 *    4  eventSize
 *    n  event
 * </pre>
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.1 (TCG_PCClientPCREvent)"
 */
public final class TcgSha1Reader implements RecordReader {

    /** Windows ends its log with an EV_NO_ACTION for no register. */
    private static final long NO_REGISTER = 0xffff_ffffL;

    private final ReadOptions options;
    private long recnum;

    public TcgSha1Reader(ReadOptions options) {
        this.options = options;
    }

    /** Whether a log that begins with these bytes can be one of these. */
    public static boolean isAt(Bytes start) throws MalformedEvidenceException {
        if (start.size() < 32 || TcgReader.isAt(start)) {
            return false;
        }
        ByteReader in = ByteReader.of(start, "event");
        return in.u32le("pcrIndex") <= 23 && EventType.isKnown(in.u32le("eventType"));
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (in.remaining() == 0) {
            return Optional.empty();
        }
        if (recnum == options.limits().records()) {
            throw in.fault(LogMalformation.LIMIT, "event", "at most " + recnum + " events");
        }
        int at = in.position();
        long index = in.u32le("pcrIndex");
        long type = in.u32le("eventType");
        boolean none = index == NO_REGISTER && type == EventType.EV_NO_ACTION;
        if (options.isStrict() && index > 23 && !none) {
            throw in.fault(LogMalformation.BAD_REGISTER, "pcrIndex", at, "a PCR from 0 to 23");
        }
        Bytes digest = in.take("digest", 20);
        at = in.position();
        long size = in.u32le("eventSize");
        if (size > options.limits().eventData()) {
            throw in.fault(
                    LogMalformation.LIMIT,
                    "eventSize",
                    at,
                    "at most " + options.limits().eventData() + " bytes");
        }
        Bytes event = in.take("event", size);
        return Optional.of(new LogRecord(
                recnum++,
                new Pcr(index),
                List.of(new EventDigest(HashAlgorithm.SHA1, digest)),
                new PcClient(type, event)));
    }
}
