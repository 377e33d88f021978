package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;

/**
 * A way to Intel's endorsements, item by item: {@link CollateralFiles}, {@link PcsClient}, and over another {@link
 * CachedSource} and {@link RollbackProtection}. Implementations are thread-safe and end in bounded time; a thread that is
 * interrupted gets a {@link SourceUnavailableException} and stays interrupted.
 */
@FunctionalInterface
public interface IntelSource {

    /**
     * Gives an item.
     *
     * @param at when the item has to hold; a source that has several chooses by it, and one that has only what is current
     *     gives that
     * @throws SourceUnavailableException if it cannot be had
     */
    IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException;
}
