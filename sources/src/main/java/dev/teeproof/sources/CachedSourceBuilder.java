package dev.teeproof.sources;

import java.time.InstantSource;

/** What a {@link CachedSource} is made of. */
public final class CachedSourceBuilder extends CacheBuilder<CachedSourceBuilder> {

    private final IntelSource upstream;
    private final GenuineEndorsements genuine;
    private final InstantSource clock;

    CachedSourceBuilder(IntelSource upstream, GenuineEndorsements genuine, InstantSource clock) {
        this.upstream = upstream;
        this.genuine = genuine;
        this.clock = clock;
    }

    @Override
    CachedSourceBuilder self() {
        return this;
    }

    public CachedSource build() {
        return new CachedSource(new ItemCache<>(IntelKind.source(upstream), new IntelKind(genuine), clock, this));
    }
}
