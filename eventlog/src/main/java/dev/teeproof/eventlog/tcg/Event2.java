package dev.teeproof.eventlog.tcg;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One event of a crypto-agile log, all numbers little-endian.
 *
 * <pre>
 * size  field
 *    4  pcrIndex
 *    4  eventType
 *    4  digests.count
 *       digests: algorithmId of 2 bytes, and the digest
 *    4  eventSize
 *    n  event
 * </pre>
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.2 (TCG_PCR_EVENT2)"
 */
public final class Event2 {

    private Event2() {}

    /** How long an algorithm's digests are. */
    @FunctionalInterface
    public interface DigestSizes {

        /** The size in bytes; empty for an algorithm that must not stand here. */
        OptionalInt of(HashAlgorithm algorithm);
    }

    /**
     * Reads the next event. Neither its type nor the number of its register is judged.
     *
     * @param space what the register's number means
     */
    public static LogRecord read(ByteReader in, DigestSizes sizes, Space space, long recnum, LogLimits limits)
            throws MalformedEvidenceException {
        long index = in.u32le("pcrIndex");
        long type = in.u32le("eventType");
        List<EventDigest> digests = readDigests(in, sizes, limits);
        int at = in.position();
        long size = in.u32le("eventSize");
        if (size > limits.eventData()) {
            throw in.fault(LogMalformation.LIMIT, "eventSize", at, "at most " + limits.eventData() + " bytes");
        }
        Bytes event = in.take("event", size);
        return new LogRecord(recnum, space.register(index), digests, new PcClient(type, event));
    }

    private static List<EventDigest> readDigests(ByteReader in, DigestSizes sizes, LogLimits limits)
            throws MalformedEvidenceException {
        int at = in.position();
        long count = in.u32le("digests.count");
        if (count > limits.digests()) {
            throw in.fault(LogMalformation.LIMIT, "digests.count", at, "at most " + limits.digests() + " digests");
        }
        List<EventDigest> digests = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            at = in.position();
            HashAlgorithm algorithm = HashAlgorithm.ofId(in.u16le("algorithmId"));
            OptionalInt size = sizes.of(algorithm);
            if (size.isEmpty()) {
                throw in.fault(LogMalformation.BAD_BANKS, "algorithmId", at, "a declared algorithm, not " + algorithm);
            }
            for (EventDigest before : digests) {
                if (before.algorithm().equals(algorithm)) {
                    throw in.fault(LogMalformation.BAD_BANKS, "algorithmId", at, algorithm + " once in an event");
                }
            }
            digests.add(new EventDigest(algorithm, in.take("digest", size.getAsInt())));
        }
        return digests;
    }

    /** Writes an event whose content is {@link PcClient}. */
    public static void write(LogRecord record, ByteWriter out) {
        if (!(record.content() instanceof PcClient event)) {
            throw new IllegalArgumentException("not a TCG event: " + record);
        }
        out.u32le(record.register().number());
        out.u32le(event.eventType());
        out.u32le(record.digests().size());
        for (EventDigest digest : record.digests()) {
            out.u16le(digest.algorithm().id()).bytes(digest.value());
        }
        out.u32le(event.data().size()).bytes(event.data());
    }
}
