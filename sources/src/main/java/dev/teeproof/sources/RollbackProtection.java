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

    private static final int MAX_ENTRIES = 1000;
    private static final long MAX_BYTES = 64L << 20;

    private final IntelSource upstream;
    private final GenuineEndorsements genuine;
    private final InstantSource clock;
    private final EndorsementStore newest;

    private RollbackProtection(
            IntelSource upstream,
            GenuineEndorsements genuine,
            InstantSource clock,
            Optional<EndorsementFolder> folder) {
        this.upstream = upstream;
        this.genuine = genuine;
        this.clock = clock;
        this.newest = new EndorsementStore(EndorsementFolder.Use.NEWEST, MAX_ENTRIES, MAX_BYTES, folder, genuine);
    }

    /** @param folder remembers across restarts, and may be the one of a cache; without it the process alone remembers */
    public static RollbackProtection over(
            IntelSource upstream,
            GenuineEndorsements genuine,
            InstantSource clock,
            Optional<EndorsementFolder> folder) {
        return new RollbackProtection(upstream, genuine, clock, folder);
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        IntelAnswer answer = upstream.fetch(item, at);
        if (item instanceof IntelItem.PckCertificate) {
            // A certificate proves itself by the quote that it verifies, and is not followed by a newer one of its TCB.
            return answer;
        }
        Endorsement given = answer.endorsement();
        Optional<Statement> stated = Statement.ifReadable(given);
        if (stated.isEmpty() || genuine.trouble(item, given).isPresent()) {
            return answer;
        }
        Optional<KeptEndorsement> seen = newest.reread(item);
        Optional<Statement> before = seen.flatMap(kept -> Statement.ifReadable(kept.endorsement()));
        if (seen.isEmpty() || before.isEmpty() || !isOlder(stated.get(), before.get())) {
            if (seen.isEmpty() || !seen.get().endorsement().equals(given)) {
                newest.put(item, new KeptEndorsement(given, clock.instant()));
            }
            return answer;
        }
        String words = "gave the " + item.inWords() + " " + stated.get().inWords() + ", older than that seen before, "
                + before.get().inWords();
        if (!before.get().inDate(at)) {
            throw new SourceUnavailableException(given.source(), words);
        }
        return IntelAnswer.of(seen.get().endorsement()).noting(given.source() + " " + words + ", which is used");
    }

    private static boolean isOlder(Statement given, Statement seen) {
        boolean lowerNumber = given.evaluation().isPresent()
                && seen.evaluation().isPresent()
                && given.evaluation().getAsInt() < seen.evaluation().getAsInt();
        return given.issued().isBefore(seen.issued()) || lowerNumber;
    }
}
