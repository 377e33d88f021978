package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Never gives what is older than the newest that it has seen, as {@link RollbackProtection} says. Thread-safe. */
final class NewestSeen<I extends EndorsementItem, E> implements ItemSource<I, E> {

    private static final int MAX_ENTRIES = 1000;
    private static final long MAX_BYTES = 64L << 20;

    private final ItemSource<I, E> upstream;
    private final EndorsementKind<I, E> kind;
    private final InstantSource clock;
    private final EndorsementStore<I, E> newest;

    NewestSeen(
            ItemSource<I, E> upstream,
            EndorsementKind<I, E> kind,
            InstantSource clock,
            Optional<EndorsementFolder> folder) {
        this.upstream = upstream;
        this.kind = kind;
        this.clock = clock;
        this.newest = new EndorsementStore<>(EndorsementFolder.Use.NEWEST, MAX_ENTRIES, MAX_BYTES, folder, kind);
    }

    @Override
    public Answered<E> fetch(I item, Instant at) throws SourceUnavailableException {
        Answered<E> answer = upstream.fetch(item, at);
        if (!kind.isFollowed(item)) {
            return answer;
        }
        E given = answer.endorsement();
        Optional<StatedDates> stated = kind.dates(item, given);
        if (stated.isEmpty() || kind.trouble(item, given).isPresent()) {
            return answer;
        }
        Optional<KeptEndorsement<E>> seen = newest.reread(item);
        Optional<StatedDates> before = seen.flatMap(kept -> kind.dates(item, kept.endorsement()));
        if (seen.isEmpty() || before.isEmpty() || !stated.get().isOlderThan(before.get())) {
            if (seen.isEmpty() || !seen.get().endorsement().equals(given)) {
                newest.put(item, new KeptEndorsement<>(given, clock.instant()));
            }
            return answer;
        }
        String words = "gave the " + item.inWords() + " " + stated.get().inWords() + ", older than that seen before, "
                + before.get().inWords();
        if (!before.get().inDate(at)) {
            throw new SourceUnavailableException(kind.source(given), words);
        }
        return Answered.of(seen.get().endorsement()).noting(kind.source(given) + " " + words + ", which is used");
    }
}
