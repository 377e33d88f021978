package dev.teeproof.dcap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts that were verified and do not depend on time, so that they are not worked out again. Only facts are put in, so
 * nobody can fill it with what is wrong; it is bounded. Thread-safe.
 */
final class Remembered<K, V> {

    private final @Nullable Cache<K, V> facts;

    private Remembered(@Nullable Cache<K, V> facts) {
        this.facts = facts;
    }

    /** Remembers nothing. */
    static <K, V> Remembered<K, V> nothing() {
        return new Remembered<>(null);
    }

    /** Remembers by keys that are equal: digests of the exact bytes that the fact is about. */
    static <K, V> Remembered<K, V> byKey(int entries) {
        return new Remembered<>(Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build());
    }

    /** Remembers by the very object, which never changes, and forgets with it. */
    static <K, V> Remembered<K, V> byIdentity(int entries) {
        return new Remembered<>(Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build());
    }

    boolean remembers() {
        return facts != null;
    }

    Optional<V> get(K key) {
        return facts == null ? Optional.empty() : Optional.ofNullable(facts.getIfPresent(key));
    }

    void put(K key, V fact) {
        if (facts != null) {
            facts.put(key, fact);
        }
    }
}
