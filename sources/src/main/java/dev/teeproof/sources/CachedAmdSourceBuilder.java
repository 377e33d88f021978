package dev.teeproof.sources;

import java.time.InstantSource;

/** What a {@link CachedAmdSource} is made of. */
public final class CachedAmdSourceBuilder extends CacheBuilder<CachedAmdSourceBuilder> {

    private final AmdSource upstream;
    private final AmdGenuineness genuine;
    private final InstantSource clock;

    CachedAmdSourceBuilder(AmdSource upstream, AmdGenuineness genuine, InstantSource clock) {
        this.upstream = upstream;
        this.genuine = genuine;
        this.clock = clock;
    }

    @Override
    CachedAmdSourceBuilder self() {
        return this;
    }

    public CachedAmdSource build() {
        return new CachedAmdSource(upstream, genuine, clock, this);
    }
}
