package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of one item on its way into a collateral. Not thread-safe. */
final class ItemFetch {

    private final IntelItem item;
    private final boolean fromNetworkToo;
    private @Nullable IntelAnswer answer;
    private SourceUnavailableException outage;

    /** @param fromNetworkToo whether a network is asked for it, or given files alone */
    ItemFetch(IntelItem item, boolean fromNetworkToo) {
        this.item = item;
        this.fromNetworkToo = fromNetworkToo;
        this.outage = new SourceUnavailableException("the " + item.inWords(), "no source was configured");
    }

    IntelItem item() {
        return item;
    }

    Optional<IntelAnswer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Present if there is no answer. */
    Optional<SourceUnavailableException> outage() {
        return answer == null ? Optional.of(outage) : Optional.empty();
    }

    Endorsement endorsement() {
        return answer().orElseThrow(() -> new IllegalStateException("outages are looked at first"))
                .endorsement();
    }

    List<String> notes() {
        return answer().map(IntelAnswer::notes).orElse(List.of());
    }

    void askGiven(IntelSource given, Instant at) {
        try {
            answer = given.fetch(item, at);
        } catch (SourceUnavailableException e) {
            outage = e;
        }
    }

    /** What was given is used as it is; a network supplies what was not. */
    boolean needsNetwork() {
        return fromNetworkToo && answer == null;
    }

    /** Asks for all side by side; what has not come by the deadline is an outage. */
    static void askNetwork(IntelSource network, List<ItemFetch> fetches, Instant at, Duration deadline) {
        if (fetches.isEmpty()) {
            return;
        }
        List<Callable<IntelAnswer>> tasks = fetches.stream()
                .<Callable<IntelAnswer>>map(fetch -> () -> network.fetch(fetch.item, at))
                .toList();
        // Not closed but shut down: closing would wait for one that does not end by its deadline.
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("teeproof-fetch-", 0).factory());
        try {
            List<Future<IntelAnswer>> ended = threads.invokeAll(tasks, deadline.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < ended.size(); i++) {
                fetches.get(i).take(ended.get(i), deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fetches.forEach(fetch -> fetch.lacks("waiting for it was interrupted"));
        } finally {
            threads.shutdownNow();
        }
    }

    private void take(Future<IntelAnswer> ended, Duration deadline) throws InterruptedException {
        try {
            answer = ended.get();
        } catch (CancellationException e) {
            lacks("it did not come within " + deadline.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SourceUnavailableException unavailable)) {
                throw new IllegalStateException("a source of endorsements has a fault", e.getCause());
            }
            answer = null;
            outage = unavailable;
        }
    }

    private void lacks(String why) {
        answer = null;
        outage = new SourceUnavailableException("the " + item.inWords(), why);
    }
}
