package dev.teeproof.eventlog.canonical;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import java.util.ArrayList;
import java.util.List;

/** Collects one event's digests: each algorithm once, each digest as long as its algorithm's, not too many. */
public final class DigestList {

    private final LogLimits limits;
    private final List<EventDigest> digests = new ArrayList<>(2);

    public DigestList(LogLimits limits) {
        this.limits = limits;
    }

    /** Makes the exception for the digest that is being read. */
    @FunctionalInterface
    public interface Fault {
        MalformedEvidenceException of(MalformationCode code, String expected);
    }

    public void add(HashAlgorithm algorithm, Bytes value, Fault fault) throws MalformedEvidenceException {
        if (digests.size() == limits.digests()) {
            throw fault.of(LogMalformation.LIMIT, "at most " + limits.digests() + " digests");
        }
        for (EventDigest before : digests) {
            if (before.algorithm().equals(algorithm)) {
                throw fault.of(LogMalformation.BAD_BANKS, algorithm + " once");
            }
        }
        if (value.size() > limits.digestSize()) {
            throw fault.of(LogMalformation.LIMIT, "at most " + limits.digestSize() + " bytes");
        }
        int size = algorithm.digest().map(digest -> digest.size()).orElse(value.size());
        if (value.size() != size || value.isEmpty()) {
            throw fault.of(LogMalformation.BAD_DIGEST, "the " + size + " bytes of " + algorithm);
        }
        digests.add(new EventDigest(algorithm, value));
    }

    public List<EventDigest> digests() {
        return digests;
    }
}
