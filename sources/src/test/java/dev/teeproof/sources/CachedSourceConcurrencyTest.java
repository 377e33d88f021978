package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who ask at the same time. */
@Timeout(30)
class CachedSourceConcurrencyTest {

    private final FakeSource upstream = FakeSource.of(0);

    private CachedSourceBuilder over(IntelSource source) {
        return CachedSource.over(source, Simulated.genuine(), new ManualClock());
    }

    @Test
    void aThousandRequestsFetchEachItemOnce() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        IntelSource slow = (item, at) -> {
            await(gate);
            return upstream.fetch(item, at);
        };
        CachedSource cache = over(slow).build();
        List<Future<Endorsement>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                IntelItem item = Simulated.items().get(i % Simulated.items().size());
                answers.add(threads.submit(() -> cache.fetch(item, AT).endorsement()));
            }
            gate.countDown();
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(answers.get(i).get())
                    .isSameAs(answers.get(i % Simulated.items().size()).get());
        }
        Simulated.items().forEach(item -> assertThat(upstream.asked(item)).isEqualTo(1));
    }

    @Test
    void aFailureIsSharedToo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        FakeSource empty = new FakeSource();
        CachedSource cache = over((item, at) -> {
                    await(gate);
                    return empty.fetch(item, at);
                })
                .build();
        List<Future<IntelAnswer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> cache.fetch(TCB_INFO, AT)));
            }
            gate.countDown();
        }

        for (Future<IntelAnswer> answer : answers) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SourceUnavailableException.class);
        }
        assertThat(empty.asked(TCB_INFO)).isEqualTo(1);
    }

    @Test
    void whoeverIsInterruptedDoesNotTakeTheOthersAlong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CachedSource cache = over((item, at) -> {
                    if (begun.compareAndSet(false, true)) {
                        first.complete(Thread.currentThread());
                        await(never);
                    }
                    return upstream.fetch(item, at);
                })
                .build();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<IntelAnswer> interrupted = threads.submit(() -> cache.fetch(TCB_INFO, AT));
            Thread fetching = first.get();
            Future<IntelAnswer> follower = threads.submit(() -> cache.fetch(TCB_INFO, AT));
            fetching.interrupt();

            assertThatThrownBy(interrupted::get).hasCauseInstanceOf(SourceUnavailableException.class);
            assertThat(follower.get().endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        }
    }

    @Test
    void whoeverWaitsGivesUpWhenItTakesTooLong() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CachedSource cache = over((item, at) -> {
                    fetching.countDown();
                    await(gate);
                    return upstream.fetch(item, at);
                })
                .patience(Duration.ofMillis(20))
                .build();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<IntelAnswer> slow = threads.submit(() -> cache.fetch(TCB_INFO, AT));
            fetching.await();
            assertThatThrownBy(() -> cache.fetch(TCB_INFO, AT))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("is being fetched");
            gate.countDown();
            assertThat(slow.get().endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        }
    }

    @Test
    void anExecutorThatRefusesDoesNotStopTheServing() throws Exception {
        ManualClock clock = new ManualClock();
        CachedSource cache = CachedSource.over(upstream, Simulated.genuine(), clock)
                .background(task -> {
                    throw new RejectedExecutionException();
                })
                .build();
        cache.fetch(TCB_INFO, AT);
        clock.pass(Duration.ofHours(25));

        assertThat(cache.fetch(TCB_INFO, clock.instant()).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
    }

    private static void await(CountDownLatch gate) throws SourceUnavailableException {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new SourceUnavailableException("the test", "nobody opened the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("the test", "interrupted");
        }
    }
}
