package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.List;

/**
 * A way to AMD's endorsements, item by item: {@link AmdFiles}, {@link KdsClient}, and over one {@link CachedAmdSource}.
 * Implementations are thread-safe and end in bounded time; a thread that is interrupted gets a {@link
 * SourceUnavailableException} and stays interrupted.
 */
@FunctionalInterface
public interface AmdSource {

    /**
     * Gives an item.
     *
     * @param at when the item has to hold; a source that has several chooses by it, and one that has only what is current
     *     gives that
     * @throws SourceUnavailableException if it cannot be had
     */
    AmdAnswer get(AmdItem item, Instant at) throws SourceUnavailableException;

    /** Asks one after the other: what the first has is used as it is, and a later one supplies what it lacks. */
    static AmdSource firstOf(List<AmdSource> sources) {
        List<AmdSource> asked = List.copyOf(sources);
        return (item, at) -> {
            SourceUnavailableException last =
                    new SourceUnavailableException("the " + item.inWords(), "no source was configured");
            for (AmdSource source : asked) {
                try {
                    return source.get(item, at);
                } catch (SourceUnavailableException e) {
                    last = e;
                }
            }
            throw last;
        };
    }
}
