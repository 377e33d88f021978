package dev.teeproof.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps what another source gave, in memory and in a folder if there is one, as {@link CachedSource} says. Thread-safe.
 *
 * @see "Specification of caching conditions: only what was verified, keyed by item, bounded, dates judged on each use"
 */
final class ItemCache<I extends EndorsementItem, E> implements ItemSource<I, E> {

    /** For so long what the source gave out of date is what it gives. */
    private static final Duration RECHECK = Duration.ofMinutes(1);

    private sealed interface Outcome<E> {
        record Had<E>(Answered<E> answer) implements Outcome<E> {}

        record Failed<E>(SourceUnavailableException reason) implements Outcome<E> {}

        /** Whoever fetched was told to stop; that says nothing about the source. */
        record GivenUp<E>(SourceUnavailableException reason) implements Outcome<E> {}
    }

    private final ItemSource<I, E> upstream;
    private final EndorsementStore<I, E> store;
    private final EndorsementKind<I, E> kind;
    private final InstantSource clock;
    private final Executor background;
    private final Duration maxAge;
    private final Duration patience;
    private final Cache<I, Outage> outages;
    private final ConcurrentMap<I, CompletableFuture<Outcome<E>>> underWay = new ConcurrentHashMap<>();

    ItemCache(ItemSource<I, E> upstream, EndorsementKind<I, E> kind, InstantSource clock, CacheBuilder<?> settings) {
        this.upstream = upstream;
        this.kind = kind;
        this.clock = clock;
        this.store = new EndorsementStore<>(
                EndorsementFolder.Use.CACHED, settings.maxEntries, settings.maxBytes, settings.folder, kind);
        this.background = settings.background;
        this.maxAge = settings.maxAge;
        this.patience = settings.patience;
        this.outages = Caffeine.newBuilder()
                .maximumSize(settings.maxEntries)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Answered<E> fetch(I item, Instant at) throws SourceUnavailableException {
        Optional<KeptEndorsement<E>> kept = store.get(item);
        if (kept.isPresent() && stated(item, kept.get()).inDate(at)) {
            if (due(item, kept.get())) {
                renew(item, at);
            }
            return served(item, kept.get());
        }
        if (kept.isPresent() && isWhatTheSourceGives(item, kept.get(), at)) {
            return Answered.of(kept.get().endorsement());
        }
        return asked(item, at);
    }

    private Answered<E> served(I item, KeptEndorsement<E> kept) {
        Answered<E> answer = Answered.of(kept.endorsement());
        Outage outage = outages.getIfPresent(item);
        return outage == null ? answer : answer.noting(outage.note(item, kept.fetchedAt(), stated(item, kept)));
    }

    /** Asks, or waits for whoever asks already. */
    private Answered<E> asked(I item, Instant at) throws SourceUnavailableException {
        while (true) {
            CompletableFuture<Outcome<E>> mine = new CompletableFuture<>();
            CompletableFuture<Outcome<E>> first = underWay.putIfAbsent(item, mine);
            if (first == null) {
                lead(item, at, mine);
            }
            switch (outcome(item, first == null ? mine : first)) {
                case Outcome.Had<E> had -> {
                    return had.answer();
                }
                case Outcome.Failed<E> failed -> throw failed.reason();
                case Outcome.GivenUp<E> givenUp -> {
                    if (first == null) {
                        throw givenUp.reason();
                    }
                }
            }
        }
    }

    private Outcome<E> outcome(I item, CompletableFuture<Outcome<E>> pending) throws SourceUnavailableException {
        try {
            return pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("the " + item.inWords(), "waiting for it was interrupted");
        } catch (TimeoutException e) {
            throw new SourceUnavailableException(
                    "the " + item.inWords(),
                    "it is being fetched, and did not come within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the source below has a fault", e.getCause());
        }
    }

    /** Asks in the background, unless that is under way. */
    private void renew(I item, Instant at) {
        CompletableFuture<Outcome<E>> mine = new CompletableFuture<>();
        if (underWay.putIfAbsent(item, mine) != null) {
            return;
        }
        try {
            background.execute(() -> lead(item, at, mine));
        } catch (RejectedExecutionException e) {
            underWay.remove(item, mine);
            mine.complete(new Outcome.GivenUp<>(
                    new SourceUnavailableException("the " + item.inWords(), "nobody is free to fetch it")));
        }
    }

    private void lead(I item, Instant at, CompletableFuture<Outcome<E>> mine) {
        try {
            Outcome<E> outcome = ask(item, at);
            underWay.remove(item, mine);
            mine.complete(outcome);
        } catch (RuntimeException | Error e) {
            underWay.remove(item, mine);
            mine.completeExceptionally(e);
        }
    }

    private Outcome<E> ask(I item, Instant at) {
        // Another thread may have been faster, or another process that shares the folder.
        Optional<KeptEndorsement<E>> kept =
                store.reread(item).filter(found -> stated(item, found).inDate(at));
        if (kept.isPresent() && !due(item, kept.get())) {
            return new Outcome.Had<>(served(item, kept.get()));
        }
        Outage outage = outages.getIfPresent(item);
        if (outage != null && clock.instant().isBefore(outage.again())) {
            return new Outcome.Failed<>(outage.unavailable(item));
        }
        try {
            return received(item, at, kept, upstream.fetch(item, at));
        } catch (SourceUnavailableException e) {
            if (Thread.currentThread().isInterrupted()) {
                return new Outcome.GivenUp<>(e);
            }
            failed(item, e.source(), e.lastAnswer());
            return new Outcome.Failed<>(e);
        }
    }

    private Outcome<E> received(I item, Instant at, Optional<KeptEndorsement<E>> kept, Answered<E> answer) {
        E fresh = answer.endorsement();
        Optional<String> trouble = kind.trouble(item, fresh);
        if (trouble.isPresent()) {
            if (kept.isEmpty()) {
                return new Outcome.Had<>(answer);
            }
            failed(item, kind.source(fresh), "what it gives is not genuine: " + trouble.get());
            return new Outcome.Had<>(served(item, kept.get()));
        }
        StatedDates stated = stated(item, new KeptEndorsement<>(fresh, clock.instant()));
        if (kept.isPresent()
                && (stated.issued().isBefore(stated(item, kept.get()).issued()) || !stated.inDate(at))) {
            failed(item, kind.source(fresh), "what it gives, " + stated.inWords() + ", is no better");
            return new Outcome.Had<>(served(item, kept.get()));
        }
        KeptEndorsement<E> held = store.put(item, new KeptEndorsement<>(fresh, clock.instant()));
        if (answer.notes().isEmpty()) {
            outages.invalidate(item);
        } else {
            failed(item, kind.source(fresh), String.join("; ", answer.notes()));
        }
        return new Outcome.Had<>(new Answered<>(held.endorsement(), answer.notes()));
    }

    private void failed(I item, String source, String lastAnswer) {
        Instant now = clock.instant();
        outages.asMap()
                .merge(
                        item,
                        Outage.begun(now, source, lastAnswer),
                        (old, begun) -> old.goesOn(now, source, lastAnswer));
    }

    /** Whether it is time to renew what is in date; what is in date at another time than now cannot be renewed. */
    private boolean due(I item, KeptEndorsement<E> kept) {
        Instant now = clock.instant();
        StatedDates stated = stated(item, kept);
        if (!stated.inDate(now)) {
            return false;
        }
        Outage outage = outages.getIfPresent(item);
        if (outage != null) {
            return !now.isBefore(outage.again());
        }
        Duration life = Duration.between(stated.issued(), stated.until());
        Duration left = Duration.between(now, stated.until());
        Duration age = Duration.between(kept.fetchedAt(), now);
        // A file from the future was written by a clock that was wrong.
        return left.compareTo(life.dividedBy(10)) < 0
                || age.compareTo(kind.maxAge(item, maxAge)) > 0
                || age.isNegative();
    }

    /** Whether asking again would only bring what is kept: it came a moment ago, or is newer than what is asked for. */
    private boolean isWhatTheSourceGives(I item, KeptEndorsement<E> kept, Instant at) {
        Duration age = Duration.between(kept.fetchedAt(), clock.instant());
        Duration fresh = at.isBefore(stated(item, kept).issued()) ? kind.maxAge(item, maxAge) : RECHECK;
        return !age.isNegative() && age.compareTo(fresh) <= 0;
    }

    private StatedDates stated(I item, KeptEndorsement<E> kept) {
        return kind.dates(item, kept.endorsement())
                .orElseThrow(() -> new IllegalStateException("what is genuine can be read"));
    }
}
