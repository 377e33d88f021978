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
final class EndorsementStore {

    private final Use use;
    private final Cache<IntelItem, KeptEndorsement> memory;
    private final Optional<EndorsementFolder> folder;
    private final GenuineEndorsements genuine;

    EndorsementStore(
            Use use, int maxEntries, long maxBytes, Optional<EndorsementFolder> folder, GenuineEndorsements genuine) {
        // An entry weighs at least its share, so the bound on bytes is one on entries too.
        long share = Math.max(1, maxBytes / maxEntries);
        this.use = use;
        this.memory = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((IntelItem item, KeptEndorsement kept) -> (int) Math.min(
                        Integer.MAX_VALUE, Math.max(share, kept.endorsement().size())))
                .executor(Runnable::run)
                .build();
        this.folder = folder;
        this.genuine = genuine;
    }

    /** What is in memory, else in the folder. */
    Optional<KeptEndorsement> get(IntelItem item) {
        Optional<KeptEndorsement> held = Optional.ofNullable(memory.getIfPresent(item));
        return held.isPresent() ? held : reread(item);
    }

    /** What is in memory, or in the folder if another process has kept something later there. */
    Optional<KeptEndorsement> reread(IntelItem item) {
        Optional<KeptEndorsement> held = Optional.ofNullable(memory.getIfPresent(item));
        Optional<KeptEndorsement> found = folder.flatMap(f -> f.read(use, item))
                .filter(kept ->
                        held.isEmpty() || kept.fetchedAt().isAfter(held.get().fetchedAt()))
                .filter(kept -> held.isEmpty() || !isOlder(kept, held.get()))
                .filter(kept -> genuine.trouble(item, kept.endorsement()).isEmpty());
        return found.isPresent() ? Optional.of(hold(item, found.get())) : held;
    }

    /** Keeps it, and gives what stands for it from now on. */
    KeptEndorsement put(IntelItem item, KeptEndorsement kept) {
        KeptEndorsement held = hold(item, kept);
        // Anybody can make up quotes that name a platform: what they are answered with must not push out the rest.
        if (!(item instanceof IntelItem.PckCertificate)) {
            folder.ifPresent(f -> f.write(use, item, held));
        }
        return held;
    }

    private static boolean isOlder(KeptEndorsement found, KeptEndorsement held) {
        Optional<Statement> fresh = Statement.ifReadable(found.endorsement());
        Optional<Statement> old = Statement.ifReadable(held.endorsement());
        return fresh.isEmpty()
                || old.isPresent() && fresh.get().issued().isBefore(old.get().issued());
    }

    private KeptEndorsement hold(IntelItem item, KeptEndorsement kept) {
        return memory.asMap()
                .merge(
                        item,
                        kept,
                        (old, fresh) -> old.endorsement().equals(fresh.endorsement())
                                ? new KeptEndorsement(old.endorsement(), fresh.fetchedAt())
                                : fresh);
    }
}
