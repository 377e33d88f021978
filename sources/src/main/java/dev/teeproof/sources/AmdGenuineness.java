package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether bytes may be kept under an item: they are the item that was asked for, and are signed by whoever may sign it, under a
 * trust anchor. Dates and revocation are not looked at. Thread-safe.
 *
 * <p>A genuine certificate of another chip or TCB is refused as well: under the wrong item it would do the harm of a forged one.
 */
@FunctionalInterface
public interface AmdGenuineness {

    /**
     * What is wrong with the bytes as this item, in words; empty if they may be kept.
     *
     * @param issuers gives the chain of who issues the item's certificates, PEM with the issuer's first, unverified; asked for
     *     certificates alone, and only if the issuer is not known without it, since it may have to be fetched
     */
    Optional<String> trouble(AmdItem item, Bytes bytes, Supplier<Optional<Bytes>> issuers);
}
