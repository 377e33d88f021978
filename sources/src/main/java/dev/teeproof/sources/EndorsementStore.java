package dev.teeproof.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.util.Optional;

/**
 * Endorsements in memory, bounded in number and bytes, and in a folder if there is one. The same bytes are the same object
 * for as long as they stay in memory. Only genuine endorsements come out of it; whoever puts one in has seen to that.
 * Thread-safe.
 */
final class EndorsementStore<I extends EndorsementItem, E> {

    private final Use use;
    private final Cache<I, KeptEndorsement<E>> memory;
    private final Optional<EndorsementFolder> folder;
    private final EndorsementKind<I, E> kind;

    EndorsementStore(
            Use use, int maxEntries, long maxBytes, Optional<EndorsementFolder> folder, EndorsementKind<I, E> kind) {
        // An entry weighs at least its share, so the bound on bytes is one on entries too.
        long share = Math.max(1, maxBytes / maxEntries);
        this.use = use;
        this.memory = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((I item, KeptEndorsement<E> kept) ->
                        (int) Math.min(Integer.MAX_VALUE, Math.max(share, kind.size(kept.endorsement()))))
                .executor(Runnable::run)
                .build();
        this.folder = folder;
        this.kind = kind;
    }

    /** What is in memory, else in the folder. */
    Optional<KeptEndorsement<E>> get(I item) {
        Optional<KeptEndorsement<E>> held = Optional.ofNullable(memory.getIfPresent(item));
        return held.isPresent() ? held : reread(item);
    }

    /** What is in memory, or in the folder if another process has kept something later there. */
    Optional<KeptEndorsement<E>> reread(I item) {
        Optional<KeptEndorsement<E>> held = Optional.ofNullable(memory.getIfPresent(item));
        Optional<KeptEndorsement<E>> found = kind.kept(use, item)
                .flatMap(where -> folder.flatMap(f -> f.read(where, item, kind)))
                .filter(kept ->
                        held.isEmpty() || kept.fetchedAt().isAfter(held.get().fetchedAt()))
                .filter(kept -> held.isEmpty() || !isOlder(item, kept, held.get()))
                .filter(kept -> kind.trouble(item, kept.endorsement()).isEmpty());
        return found.isPresent() ? Optional.of(hold(item, found.get())) : held;
    }

    /** Keeps it, and gives what stands for it from now on. */
    KeptEndorsement<E> put(I item, KeptEndorsement<E> kept) {
        KeptEndorsement<E> held = hold(item, kept);
        kind.kept(use, item).ifPresent(where -> folder.ifPresent(f -> f.write(where, item, held, kind)));
        return held;
    }

    private boolean isOlder(I item, KeptEndorsement<E> found, KeptEndorsement<E> held) {
        Optional<StatedDates> fresh = kind.dates(item, found.endorsement());
        Optional<StatedDates> old = kind.dates(item, held.endorsement());
        return fresh.isEmpty()
                || old.isPresent() && fresh.get().issued().isBefore(old.get().issued());
    }

    private KeptEndorsement<E> hold(I item, KeptEndorsement<E> kept) {
        return memory.asMap()
                .merge(
                        item,
                        kept,
                        (old, fresh) -> old.endorsement().equals(fresh.endorsement())
                                ? new KeptEndorsement<>(old.endorsement(), fresh.fetchedAt())
                                : fresh);
    }
}
