package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.INTERRUPTED;
import static dev.teeproof.eventlog.runtime.MeasurementCode.LOCK_TIMEOUT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.eventlog.runtime.Steps.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time: within an instance, between instances of one process, and how long others wait. */
@Timeout(60)
class LockTest {

    @TempDir
    private Path directory;

    private MeasuredDirectory measured;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @BeforeEach
    void prepare() {
        measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
    }

    private RuntimeMeasurement holding() throws MeasurementException {
        return measured.open(step -> {
            if (step == Step.EXTENDED && held.getCount() > 0) {
                held.countDown();
                await(letGo);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RuntimeMeasurement waitingAtMost(Duration limit) throws MeasurementException {
        return RuntimeMeasurement.open(measured.configuration().withLockLimit(limit), measured.registers());
    }

    @Test
    void anotherInstanceWaitsUntilItsLimitAndTouchesNothing() throws Exception {
        RuntimeMeasurement other = waitingAtMost(Duration.ofMillis(30));
        RuntimeMeasurement first = holding();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Extended> one = threads.submit(() -> first.extend("a", "b", "first", DEFAULT));
            await(held);

            String words = Refusal.of(LOCK_TIMEOUT, () -> other.extend("a", "b", "second", DEFAULT));
            letGo.countDown();

            assertThat(words).contains("CCMR 4 (RTMR3)", "PT0.03S", "try again");
            assertThat(one.get().record()).isEqualTo(1);
            assertThat(measured.text()).contains("first").doesNotContain("second");
            assertThat(other.extend("a", "b", "third", DEFAULT).record()).isEqualTo(2);
        }
    }

    @Test
    void threadsOfOneInstanceWaitUntilTheLimitToo() throws Exception {
        RuntimeMeasurement one = RuntimeMeasurement.open(
                measured.configuration().withLockLimit(Duration.ofMillis(30)), measured.registers(), step -> {
                    if (step == Step.EXTENDED && held.getCount() > 0) {
                        held.countDown();
                        await(letGo);
                    }
                });
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Extended> first = threads.submit(() -> one.extend("a", "b", "first", DEFAULT));
            await(held);

            Refusal.of(LOCK_TIMEOUT, () -> one.extend("a", "b", "second", DEFAULT));
            letGo.countDown();

            assertThat(first.get().record()).isEqualTo(1);
        }
    }

    @Test
    void whoeverIsInterruptedWhileWaitingMeasuresNothingAndKnowsIt() throws Exception {
        RuntimeMeasurement other = waitingAtMost(Duration.ofSeconds(50));
        RuntimeMeasurement first = holding();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Extended> one = threads.submit(() -> first.extend("a", "b", "first", DEFAULT));
            await(held);
            CountDownLatch started = new CountDownLatch(1);
            Future<Boolean> two = threads.submit(() -> {
                Thread waiting = Thread.currentThread();
                Thread.ofVirtual().start(() -> {
                    await(started);
                    waiting.interrupt();
                });
                started.countDown();
                Refusal.of(INTERRUPTED, () -> other.extend("a", "b", "second", DEFAULT));
                return Thread.interrupted();
            });

            assertThat(two.get()).isTrue();
            letGo.countDown();
            assertThat(one.get().record()).isEqualTo(1);
            assertThat(measured.text()).doesNotContain("second");
        }
    }

    @Test
    void anInterruptDuringTheWorkChangesNothing() throws Exception {
        RuntimeMeasurement measurement = RuntimeMeasurement.open(
                measured.configuration().with(Durability.MEDIUM), measured.registers(), step -> {
                    if (step == Step.REGISTER_READ) {
                        Thread.currentThread().interrupt();
                    }
                });

        Optional<Extended> extended = Optional.of(measurement.extend("a", "b", "c", DEFAULT));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(extended.orElseThrow().record()).isEqualTo(1);
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @Test
    void manyThreadsOfManyInstancesLoseNothing() throws Exception {
        List<Callable<Extended>> writers = new ArrayList<>();
        RuntimeMeasurement shared = measured.open();
        for (int thread = 0; thread < 8; thread++) {
            String writer = "writer-" + thread;
            RuntimeMeasurement own = thread % 2 == 0 ? shared : measured.open();
            writers.add(() -> {
                for (int i = 0; i < 49; i++) {
                    measured.extend(own, writer, i);
                }
                return measured.extend(own, writer, 49);
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Extended> done : threads.invokeAll(writers)) {
                assertThat(done.get().record()).isBetween(50L, 400L);
            }
        }

        assertThat(measured.records()).hasSize(401);
        assertThat(measured.replay()).isEqualTo(measured.register());
        for (int thread = 0; thread < 8; thread++) {
            Written.requireSequence(measured.text(), "writer-" + thread, 50);
        }
    }
}
