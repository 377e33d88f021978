package dev.teeproof.eventlog.model;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One event of a log.
 *
 * @param recnum its number: as the format states it, else counted from 0 over the whole log
 * @param digests as stated, in the log's order, each algorithm once; empty where the digest has to be computed (a
 *     stripped runtime event of dstack)
 * @see "TCG Canonical Event Log Format, section 4.2"
 */
public record LogRecord(long recnum, RegisterIndex register, List<EventDigest> digests, Content content) {

    public LogRecord {
        digests = List.copyOf(digests);
    }

    /** The digest that the log states for this algorithm. */
    public Optional<Bytes> digest(HashAlgorithm algorithm) {
        for (EventDigest digest : digests) {
            if (digest.algorithm().equals(algorithm)) {
                return Optional.of(digest.value());
            }
        }
        return Optional.empty();
    }

    public LogRecord withRecnum(long number) {
        return new LogRecord(number, register, digests, content);
    }

    public LogRecord in(RegisterIndex other) {
        return new LogRecord(recnum, other, digests, content);
    }

    public LogRecord with(Content other) {
        return new LogRecord(recnum, register, digests, other);
    }
}
