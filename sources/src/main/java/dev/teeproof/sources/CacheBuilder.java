package dev.teeproof.sources;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a cache of endorsements is made of.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CacheBuilder<B extends CacheBuilder<B>>
        permits CachedSourceBuilder, CachedAmdSourceBuilder {

    Optional<EndorsementFolder> folder = Optional.empty();
    Executor background = task -> Thread.ofVirtual().name("teeproof-renewal").start(task);
    Duration maxAge = Duration.ofHours(24);
    Duration patience = Duration.ofSeconds(60);
    int maxEntries = 1000;
    long maxBytes = 64L << 20;

    CacheBuilder() {}

    abstract B self();

    /** Keeps endorsements across restarts as well; in memory alone unless said. */
    public B folder(EndorsementFolder shared) {
        this.folder = Optional.of(shared);
        return self();
    }

    /** Who renews ahead of expiry; a virtual thread for each renewal unless said otherwise. */
    public B background(Executor executor) {
        this.background = executor;
        return self();
    }

    /** After what time an item is renewed though it is in date; 24 hours unless said otherwise, and 30 times that for a
     * machine's certificates. */
    public B maxAge(Duration age) {
        this.maxAge = age;
        return self();
    }

    /** How long a request waits for a fetch that another one has begun; 60 seconds unless said otherwise. */
    public B patience(Duration longest) {
        this.patience = longest;
        return self();
    }

    /** What memory holds at most; 1000 items and 64 MiB unless said otherwise. */
    public B bounds(int entries, long bytes) {
        if (entries < 1 || bytes < entries) {
            throw new IllegalArgumentException("bounds are positive");
        }
        this.maxEntries = entries;
        this.maxBytes = bytes;
        return self();
    }
}
