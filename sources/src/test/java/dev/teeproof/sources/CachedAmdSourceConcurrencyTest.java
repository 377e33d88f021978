package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.SimulatedAmd.VCEK;
import static dev.teeproof.sources.SimulatedAmd.genuine;
import static dev.teeproof.sources.SimulatedAmd.right;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.SourceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who ask for one of AMD's endorsements at once. */
@Timeout(60)
class CachedAmdSourceConcurrencyTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void anItemIsFetchedOnceHoweverManyAskForIt() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        AmdSource slow = (item, at) -> {
            if (item.equals(VCEK)) {
                times.incrementAndGet();
                awaitQuietly(goOn);
            }
            return AmdAnswer.of(right(item), "slow");
        };
        CachedAmdSource cache = CachedAmdSource.over(slow, genuine(), clock).build();
        List<Bytes> had = new CopyOnWriteArrayList<>();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            askers.add(Thread.ofVirtual().start(() -> {
                try {
                    had.add(cache.get(VCEK, AT).bytes());
                } catch (SourceUnavailableException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        goOn.countDown();
        for (Thread asker : askers) {
            asker.join();
        }

        assertThat(had).hasSize(50).containsOnly(right(VCEK));
        assertThat(times).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
