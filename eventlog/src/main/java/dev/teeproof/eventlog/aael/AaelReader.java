package dev.teeproof.eventlog.aael;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.tcg.Event2;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the event log file of the attestation agent: TCG events with a tag each, without a header, so that the size of a
 * digest follows from its algorithm. In evidence the same bytes stand behind those of a CCEL.
 *
 * <p>Registers are CC measurement registers where the digest is SHA-384 or SM3, and PCRs for SHA-256, unless
 * {@link ReadOptions#space} says otherwise.
 */
public final class AaelReader implements RecordReader {

    private final ReadOptions options;
    private long recnum;

    public AaelReader(ReadOptions options) {
        this.options = options;
    }

    /** Whether a log that begins with these bytes is one: a register, EV_EVENT_TAG, one digest. */
    public static boolean isAt(Bytes start) throws MalformedEvidenceException {
        if (start.size() < 14) {
            return false;
        }
        ByteReader in = ByteReader.of(start, "event");
        return in.u32le("pcrIndex") <= 23 && in.u32le("eventType") == EventType.EV_EVENT_TAG && in.u32le("count") == 1;
    }

    @Override
    public boolean sequential() {
        return true;
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (in.remaining() == 0) {
            if (!last) {
                throw in.fault(Malformation.TRUNCATED, "event", "an event");
            }
            return Optional.empty();
        }
        if (recnum >= options.limits().streamedRecords()) {
            throw in.fault(LogMalformation.LIMIT, "event", "at most " + recnum + " events");
        }
        int at = in.position();
        LogRecord event = Event2.read(in, AaelReader::size, Space.CCMR, recnum, options.limits());
        PcClient content = (PcClient) event.content();
        if (!AaelEvent.isIn(content)) {
            throw in.fault(
                    Malformation.BAD_VALUE, "event", at, "an event of the attestation agent: EV_EVENT_TAG, AAEL");
        }
        if (options.isStrict()) {
            try {
                AaelEvent.read(content.data());
            } catch (MalformedEvidenceException e) {
                // More bytes of the log would not help.
                throw in.fault(
                        e.code() == Malformation.TRUNCATED ? Malformation.BAD_LENGTH : e.code(),
                        "event",
                        at,
                        e.expected());
            }
        }
        recnum++;
        return Optional.of(event.in(space(event).register(event.register().number())));
    }

    private Space space(LogRecord event) {
        if (options.space() != Space.AUTOMATIC) {
            return options.space();
        }
        boolean pcr =
                event.digests().stream().anyMatch(digest -> digest.algorithm().equals(HashAlgorithm.SHA256));
        return pcr ? Space.PCR : Space.CCMR;
    }

    private static OptionalInt size(HashAlgorithm algorithm) {
        return algorithm.digest().map(digest -> OptionalInt.of(digest.size())).orElseGet(OptionalInt::empty);
    }
}
