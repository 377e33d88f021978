package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.eventlog.data.Binding.Kind;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares bytes with the digests of an event, each algorithm's hasher kept for the next one. Not thread-safe. */
final class Agreement {

    private static final Binding NO_DIGEST = Binding.opaque("the event states no digest");
    private static final Binding NOT_COMPUTED =
            new Binding(Kind.NOT_COMPUTABLE, "nothing here computes one of the algorithms");

    /** Whether all digests are of the bytes. */
    private enum Answer {
        /** All are. */
        YES,
        /** One that can be computed is not. */
        NO,
        /** All that can be computed are, and there are others. */
        PARTLY,
        /** None can be computed. */
        UNKNOWN
    }

    /** Few algorithms stand in one log, so a list is searched faster than a map. */
    private record Known(HashAlgorithm algorithm, @Nullable Hasher hasher) {}

    private final List<Known> known = new ArrayList<>();

    /** {@code ifSo} if every digest is of these bytes. */
    Binding one(List<EventDigest> digests, Bytes bytes, Binding ifSo, Binding ifNot) {
        return two(digests, Bytes.empty(), bytes, ifSo, ifNot);
    }

    /** {@code ifSo} if every digest is of these bytes, one run behind the other. */
    Binding two(List<EventDigest> digests, Bytes head, Bytes tail, Binding ifSo, Binding ifNot) {
        if (digests.isEmpty()) {
            return NO_DIGEST;
        }
        return switch (of(digests, head, tail)) {
            case YES -> ifSo;
            case NO -> ifNot;
            case PARTLY -> NOT_COMPUTED;
            case UNKNOWN -> ifNot.kind() == Kind.OPAQUE ? ifNot : NOT_COMPUTED;
        };
    }

    /** Whether every digest is that of the two runs of bytes, one behind the other; there is at least one digest. */
    private Answer of(List<EventDigest> digests, Bytes head, Bytes tail) {
        int computed = 0;
        for (EventDigest digest : digests) {
            Hasher hasher = hasher(digest.algorithm());
            if (hasher != null) {
                if (!head.isEmpty()) {
                    hasher.update(head);
                }
                if (!hasher.update(tail).finish().equals(digest.value())) {
                    return Answer.NO;
                }
                computed++;
            }
        }
        if (computed == digests.size()) {
            return Answer.YES;
        }
        return computed == 0 ? Answer.UNKNOWN : Answer.PARTLY;
    }

    private @Nullable Hasher hasher(HashAlgorithm algorithm) {
        for (Known candidate : known) {
            if (candidate.algorithm.id() == algorithm.id()) {
                return candidate.hasher;
            }
        }
        Hasher hasher = algorithm
                .digest()
                .filter(Digest::isAvailable)
                .map(Digest::hasher)
                .orElse(null);
        if (algorithm.isKnown()) {
            known.add(new Known(algorithm, hasher));
        }
        return hasher;
    }
}
