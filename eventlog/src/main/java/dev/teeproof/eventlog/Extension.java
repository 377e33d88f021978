package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.ima.ImaTemplateHash;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.ImaTemplate;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.Optional;

/** Which records are extended, and with which digest. */
public final class Extension {

    /** Whether a record with this content changes a register. */
    public static boolean isExtended(Content content) {
        return switch (content) {
            case PcClient event -> event.eventType() != EventType.EV_NO_ACTION;
            case Management.CelVersion version -> false;
            case Management.FirmwareEnd end -> false;
            default -> true;
        };
    }

    /**
     * What is extended into the bank of an algorithm: the stated digest, with two exceptions. A runtime event of dstack's is
     * computed from its content, whatever is stated. A violation, for which IMA states zeros, extends ones.
     *
     * @return empty if the record states no digest for the bank and none can be computed
     */
    public Optional<Bytes> digest(LogRecord record, HashAlgorithm algorithm) {
        return switch (record.content()) {
            case Dstack event when event.isRuntime() -> computed(event, algorithm);
            case ImaTemplate template -> ofIma(record, template, algorithm);
            default -> record.digest(algorithm);
        };
    }

    private static Optional<Bytes> computed(Dstack event, HashAlgorithm algorithm) {
        return algorithm
                .digest()
                .filter(Digest::isAvailable)
                .map(digest -> event.toRuntime().digest(digest));
    }

    private Optional<Bytes> ofIma(LogRecord record, ImaTemplate template, HashAlgorithm algorithm) {
        for (EventDigest digest : record.digests()) {
            if (digest.value().isZero()) {
                return algorithm.digest().map(known -> Bytes.ofRepeated(0xff, known.size()));
            }
        }
        Optional<Bytes> stated = record.digest(algorithm);
        return stated.isPresent() ? stated : hash(template, algorithm);
    }

    private static Optional<Bytes> hash(ImaTemplate template, HashAlgorithm algorithm) {
        try {
            return ImaTemplateHash.of(template, algorithm);
        } catch (MalformedEvidenceException e) {
            return Optional.empty();
        }
    }
}
