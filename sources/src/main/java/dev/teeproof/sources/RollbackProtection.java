package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Never gives what is older than the newest genuine endorsement of the same item that it has seen: by its date of issue, and
 * for documents by the number of the TCB evaluation. Where the source goes back, the one that was seen is given while it is
 * in date, with a note; else nothing.
 *
 * <p>Only {@linkplain GenuineEndorsements genuine} endorsements count as seen, so that a forged date locks nobody out; one
 * that is not genuine is passed on, for its check to fail. With a folder, what was seen outlives the process.
 *
 * <p>It belongs over a source that gives what is current, under a {@link CachedSource}. It does not belong over files:
 * whoever replays an old quote gives old files for it on purpose, and what {@link AssembledCollateral} takes from given
 * files never passes through here. Thread-safe.
 */
public final class RollbackProtection implements IntelSource {

    private final NewestSeen<IntelItem, Endorsement> newest;

    private RollbackProtection(NewestSeen<IntelItem, Endorsement> newest) {
        this.newest = newest;
    }

    /** @param folder remembers across restarts, and may be the one of a cache; without it the process alone remembers */
    public static RollbackProtection over(
            IntelSource upstream,
            GenuineEndorsements genuine,
            InstantSource clock,
            Optional<EndorsementFolder> folder) {
        return new RollbackProtection(
                new NewestSeen<>(IntelKind.source(upstream), new IntelKind(genuine), clock, folder));
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        return IntelKind.answer(newest.fetch(item, at));
    }
}
