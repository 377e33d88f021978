package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;

/** A source of endorsements, whichever vendor's: what a cache stands over. */
@FunctionalInterface
interface ItemSource<I extends EndorsementItem, E> {

    Answered<E> fetch(I item, Instant at) throws SourceUnavailableException;
}
