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
 * Keeps what another source gave, in memory and in a folder if there is one.
 *
 * <ul>
 *   <li>What is in date at the instant asked for is given at once. It is renewed in the background when a tenth of its life
 *       is left or when it was fetched longer than the maximal age ago.
 *   <li>While it cannot be renewed it is still given as long as it is in date, with a note that says so.
 *   <li>What is not in date is asked for; if it cannot be had then, that is a {@link SourceUnavailableException}. What the
 *       source itself gives out of date is passed on, for its check to fail.
 *   <li>An item is fetched once at a time, however many ask for it, and after a failure not again before a pause.
 *   <li>Only {@linkplain GenuineEndorsements genuine} endorsements are kept; others are passed on, for their check to fail.
 * </ul>
 *
 * Thread-safe.
 *
 * @see "Specification of caching conditions: only what was verified, keyed by item, bounded, dates judged on each use"
 */
public final class CachedSource implements IntelSource {

    /** For so long what the source gave out of date is what it gives. */
    private static final Duration RECHECK = Duration.ofMinutes(1);

    /** A platform's certificate changes when its TCB does, and is then another item. */
    private static final int CERTIFICATE_AGES = 30;

    private sealed interface Outcome {
        record Answered(IntelAnswer answer) implements Outcome {}

        record Failed(SourceUnavailableException reason) implements Outcome {}

        /** Whoever fetched was told to stop; that says nothing about the source. */
        record GivenUp(SourceUnavailableException reason) implements Outcome {}
    }

    private final IntelSource upstream;
    private final EndorsementStore store;
    private final GenuineEndorsements genuine;
    private final InstantSource clock;
    private final Executor background;
    private final Duration maxAge;
    private final Duration patience;
    private final Cache<IntelItem, Outage> outages;
    private final ConcurrentMap<IntelItem, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

    CachedSource(IntelSource upstream, GenuineEndorsements genuine, InstantSource clock, CachedSourceBuilder settings) {
        this.upstream = upstream;
        this.genuine = genuine;
        this.clock = clock;
        this.store = new EndorsementStore(
                EndorsementFolder.Use.CACHED, settings.maxEntries, settings.maxBytes, settings.folder, genuine);
        this.background = settings.background;
        this.maxAge = settings.maxAge;
        this.patience = settings.patience;
        this.outages = Caffeine.newBuilder()
                .maximumSize(settings.maxEntries)
                .executor(Runnable::run)
                .build();
    }

    /** A cache over a source, once built. */
    public static CachedSourceBuilder over(IntelSource upstream, GenuineEndorsements genuine, InstantSource clock) {
        return new CachedSourceBuilder(upstream, genuine, clock);
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        Optional<KeptEndorsement> kept = store.get(item);
        if (kept.isPresent() && stated(kept.get()).inDate(at)) {
            if (due(item, kept.get())) {
                renew(item, at);
            }
            return served(item, kept.get());
        }
        if (kept.isPresent() && isWhatTheSourceGives(item, kept.get(), at)) {
            return IntelAnswer.of(kept.get().endorsement());
        }
        return asked(item, at);
    }

    private IntelAnswer served(IntelItem item, KeptEndorsement kept) {
        IntelAnswer answer = IntelAnswer.of(kept.endorsement());
        Outage outage = outages.getIfPresent(item);
        return outage == null ? answer : answer.noting(outage.note(item, kept, stated(kept)));
    }

    /** Asks, or waits for whoever asks already. */
    private IntelAnswer asked(IntelItem item, Instant at) throws SourceUnavailableException {
        while (true) {
            CompletableFuture<Outcome> mine = new CompletableFuture<>();
            CompletableFuture<Outcome> first = underWay.putIfAbsent(item, mine);
            if (first == null) {
                lead(item, at, mine);
            }
            switch (outcome(item, first == null ? mine : first)) {
                case Outcome.Answered answered -> {
                    return answered.answer();
                }
                case Outcome.Failed failed -> throw failed.reason();
                case Outcome.GivenUp givenUp -> {
                    if (first == null) {
                        throw givenUp.reason();
                    }
                }
            }
        }
    }

    private Outcome outcome(IntelItem item, CompletableFuture<Outcome> pending) throws SourceUnavailableException {
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
    private void renew(IntelItem item, Instant at) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        if (underWay.putIfAbsent(item, mine) != null) {
            return;
        }
        try {
            background.execute(() -> lead(item, at, mine));
        } catch (RejectedExecutionException e) {
            underWay.remove(item, mine);
            mine.complete(new Outcome.GivenUp(
                    new SourceUnavailableException("the " + item.inWords(), "nobody is free to fetch it")));
        }
    }

    private void lead(IntelItem item, Instant at, CompletableFuture<Outcome> mine) {
        try {
            Outcome outcome = ask(item, at);
            underWay.remove(item, mine);
            mine.complete(outcome);
        } catch (RuntimeException | Error e) {
            underWay.remove(item, mine);
            mine.completeExceptionally(e);
        }
    }

    private Outcome ask(IntelItem item, Instant at) {
        // Another thread may have been faster, or another process that shares the folder.
        Optional<KeptEndorsement> kept =
                store.reread(item).filter(found -> stated(found).inDate(at));
        if (kept.isPresent() && !due(item, kept.get())) {
            return new Outcome.Answered(served(item, kept.get()));
        }
        Outage outage = outages.getIfPresent(item);
        if (outage != null && clock.instant().isBefore(outage.again())) {
            return new Outcome.Failed(outage.unavailable(item));
        }
        try {
            return received(item, at, kept, upstream.fetch(item, at));
        } catch (SourceUnavailableException e) {
            if (Thread.currentThread().isInterrupted()) {
                return new Outcome.GivenUp(e);
            }
            failed(item, e.source(), e.lastAnswer());
            return new Outcome.Failed(e);
        }
    }

    private Outcome received(IntelItem item, Instant at, Optional<KeptEndorsement> kept, IntelAnswer answer) {
        Endorsement fresh = answer.endorsement();
        Optional<String> trouble = genuine.trouble(item, fresh);
        if (trouble.isPresent()) {
            if (kept.isEmpty()) {
                return new Outcome.Answered(answer);
            }
            failed(item, fresh.source(), "what it gives is not genuine: " + trouble.get());
            return new Outcome.Answered(served(item, kept.get()));
        }
        Statement stated = stated(new KeptEndorsement(fresh, clock.instant()));
        if (kept.isPresent() && (stated.issued().isBefore(stated(kept.get()).issued()) || !stated.inDate(at))) {
            failed(item, fresh.source(), "what it gives, " + stated.inWords() + ", is no better");
            return new Outcome.Answered(served(item, kept.get()));
        }
        KeptEndorsement held = store.put(item, new KeptEndorsement(fresh, clock.instant()));
        if (answer.notes().isEmpty()) {
            outages.invalidate(item);
        } else {
            failed(item, fresh.source(), String.join("; ", answer.notes()));
        }
        return new Outcome.Answered(new IntelAnswer(held.endorsement(), answer.notes()));
    }

    private void failed(IntelItem item, String source, String lastAnswer) {
        Instant now = clock.instant();
        outages.asMap()
                .merge(
                        item,
                        Outage.begun(now, source, lastAnswer),
                        (old, begun) -> old.goesOn(now, source, lastAnswer));
    }

    /** Whether it is time to renew what is in date; what is in date at another time than now cannot be renewed. */
    private boolean due(IntelItem item, KeptEndorsement kept) {
        Instant now = clock.instant();
        Statement stated = stated(kept);
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
        return left.compareTo(life.dividedBy(10)) < 0 || age.compareTo(maxAge(item)) > 0 || age.isNegative();
    }

    /** Whether asking again would only bring what is kept: it came a moment ago, or is newer than what is asked for. */
    private boolean isWhatTheSourceGives(IntelItem item, KeptEndorsement kept, Instant at) {
        Duration age = Duration.between(kept.fetchedAt(), clock.instant());
        Duration fresh = at.isBefore(stated(kept).issued()) ? maxAge(item) : RECHECK;
        return !age.isNegative() && age.compareTo(fresh) <= 0;
    }

    private Duration maxAge(IntelItem item) {
        return item instanceof IntelItem.PckCertificate ? maxAge.multipliedBy(CERTIFICATE_AGES) : maxAge;
    }

    private static Statement stated(KeptEndorsement kept) {
        return Statement.ifReadable(kept.endorsement())
                .orElseThrow(() -> new IllegalStateException("what is genuine can be read"));
    }
}
