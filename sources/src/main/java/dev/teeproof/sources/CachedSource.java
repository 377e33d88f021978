package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps what another source gave, in memory and in a folder if there is one.
 *
 * <ul>
 *   <li>What is in date at the instant asked for is given at once. It is renewed in the background when a tenth of its life
 *       is left or when it was fetched longer than the maximal age ago.
 *   <li>While it cannot be renewed it is still given as long as it is in date, with a note that says so.
 *   <li>What is not in date is asked for; if it cannot be had then, that is a {@link SourceUnavailableException}. What the
 *       source itself gives out of date is passed on, for its check to fail.
 *   <li>An item is fetched once at a time, however many ask for it, and after a failure not again before a pause.
 *   <li>Only {@linkplain GenuineEndorsements genuine} endorsements are kept; others are passed on, for their check to fail.
 * </ul>
 *
 * Thread-safe.
 *
 * @see "Specification of caching conditions: only what was verified, keyed by item, bounded, dates judged on each use"
 */
public final class CachedSource implements IntelSource {

    private final ItemCache<IntelItem, Endorsement> cache;

    CachedSource(ItemCache<IntelItem, Endorsement> cache) {
        this.cache = cache;
    }

    /** A cache over a source, once built. */
    public static CachedSourceBuilder over(IntelSource upstream, GenuineEndorsements genuine, InstantSource clock) {
        return new CachedSourceBuilder(upstream, genuine, clock);
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        return IntelKind.answer(cache.fetch(item, at));
    }
}
