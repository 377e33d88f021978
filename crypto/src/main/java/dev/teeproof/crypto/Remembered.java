package dev.teeproof.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts that were verified and do not depend on time, so that they are not worked out again. Only facts are put in, so
 * nobody can fill it with what is wrong; it is bounded. Thread-safe.
 */
public final class Remembered<K, V> {

    private final @Nullable Cache<K, V> facts;

    private Remembered(@Nullable Cache<K, V> facts) {
        this.facts = facts;
    }

    /** Remembers nothing. */
    public static <K, V> Remembered<K, V> nothing() {
        return new Remembered<>(null);
    }

    /** Remembers by keys that are equal: digests of the exact bytes that the fact is about. */
    public static <K, V> Remembered<K, V> byKey(int entries) {
        return new Remembered<>(Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build());
    }

    /** Remembers by the very object, which never changes, and forgets with it. */
    public static <K, V> Remembered<K, V> byIdentity(int entries) {
        return new Remembered<>(Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build());
    }

    /** Whether it is of use to work out a key. */
    public boolean remembers() {
        return facts != null;
    }

    /** The fact, if it is remembered still. */
    public Optional<V> get(K key) {
        return facts == null ? Optional.empty() : Optional.ofNullable(facts.getIfPresent(key));
    }

    /** Remembers a fact that was verified. */
    public void put(K key, V fact) {
        if (facts != null) {
            facts.put(key, fact);
        }
    }
}
