package dev.teeproof.sources;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a {@link CachedSource} is made of. */
public final class CachedSourceBuilder {

    private final IntelSource upstream;
    private final GenuineEndorsements genuine;
    private final InstantSource clock;
    Optional<EndorsementFolder> folder = Optional.empty();
    Executor background = task -> Thread.ofVirtual().name("teeproof-renewal").start(task);
    Duration maxAge = Duration.ofHours(24);
    Duration patience = Duration.ofSeconds(60);
    int maxEntries = 1000;
    long maxBytes = 64L << 20;

    CachedSourceBuilder(IntelSource upstream, GenuineEndorsements genuine, InstantSource clock) {
        this.upstream = upstream;
        this.genuine = genuine;
        this.clock = clock;
    }

    /** Keeps endorsements across restarts as well; in memory alone unless said. */
    public CachedSourceBuilder folder(EndorsementFolder shared) {
        this.folder = Optional.of(shared);
        return this;
    }

    /** Who renews ahead of expiry; a virtual thread for each renewal unless said otherwise. */
    public CachedSourceBuilder background(Executor executor) {
        this.background = executor;
        return this;
    }

    /** After what time an item is renewed though it is in date; 24 hours unless said otherwise, and 30 times that for PCK
     * certificates. */
    public CachedSourceBuilder maxAge(Duration age) {
        this.maxAge = age;
        return this;
    }

    /** How long a request waits for a fetch that another one has begun; 60 seconds unless said otherwise. */
    public CachedSourceBuilder patience(Duration longest) {
        this.patience = longest;
        return this;
    }

    /** What memory holds at most; 1000 items and 64 MiB unless said otherwise. */
    public CachedSourceBuilder bounds(int entries, long bytes) {
        if (entries < 1 || bytes < entries) {
            throw new IllegalArgumentException("bounds are positive");
        }
        this.maxEntries = entries;
        this.maxBytes = bytes;
        return this;
    }

    public CachedSource build() {
        return new CachedSource(upstream, genuine, clock, this);
    }
}
