package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps what another source of AMD's endorsements gave, in memory and in a folder if there is one, by the rules of {@link
 * CachedSource}: what is in date is given at once and renewed in the background, or given with a note while it cannot be
 * renewed; an item is fetched once at a time, however many ask for it, and after a failure not again before a pause; only what
 * {@link AmdGenuineness} finds genuine is kept. Dates are judged at each use.
 *
 * <p>Of revocation lists it never gives one that is older than the newest genuine one that it has seen. It belongs over a source
 * that gives what is current, not over files. Thread-safe.
 */
public final class CachedAmdSource implements AmdSource {

    private final ItemCache<AmdItem, AmdKind.Received> cache;
    private final InstantSource clock;

    CachedAmdSource(AmdSource upstream, AmdGenuineness genuine, InstantSource clock, CachedAmdSourceBuilder settings) {
        AmdKind kind = new AmdKind(genuine, this::chain);
        this.clock = clock;
        this.cache = new ItemCache<>(
                new NewestSeen<>(AmdKind.source(upstream), kind, clock, settings.folder), kind, clock, settings);
    }

    /** A cache over a source, once built. */
    public static CachedAmdSourceBuilder over(AmdSource upstream, AmdGenuineness genuine, InstantSource clock) {
        return new CachedAmdSourceBuilder(upstream, genuine, clock);
    }

    @Override
    public AmdAnswer get(AmdItem item, Instant at) throws SourceUnavailableException {
        return AmdKind.answer(cache.fetch(item, at));
    }

    /** A chain needs no other item, so that this ends. */
    private Optional<Bytes> chain(AmdItem.IssuerChain item) {
        try {
            return Optional.of(get(item, clock.instant()).bytes());
        } catch (SourceUnavailableException e) {
            return Optional.empty();
        }
    }
}
