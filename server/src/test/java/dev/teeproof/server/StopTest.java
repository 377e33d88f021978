package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Verifier;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop is not an accident to who is being answered. */
@Timeout(60)
class StopTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void aRequestThatIsBeingAnsweredEndsBeforeTheStop() throws Exception {
        SimulatedTdx machine = TdxBlueprint.of(13, AT).build();
        GivenCollateral given = new GivenCollateral(List.of(machine.collateral()));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Verifier waiting = RunningService.trusting(machine)
                .endorsements(quote -> {
                    asked.countDown();
                    await(go);
                    return given.collateral(quote);
                })
                .build();
        try (RunningService service = RunningService.of(waiting, AT, ServerSettings.DEFAULT)) {
            int port = service.port();
            FutureTask<HttpResponse<String>> answer =
                    new FutureTask<>(() -> service.post(machine.request().toUtf8("request")));
            Thread.ofVirtual().start(answer);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            Thread stop = Thread.ofVirtual().start(service.server()::close);
            assertThat(stop.join(Duration.ofMillis(300))).isFalse();
            assertThat(answer.isDone()).isFalse();
            go.countDown();

            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(answer.get().body()).startsWith("{\"is_valid\":true,");
            assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aStopWithoutRequestsIsShortAndMayBeRepeated() throws Exception {
        RunningService service = RunningService.bare(ServerSettings.DEFAULT);
        assertThat(service.post("{}").statusCode()).isEqualTo(200);
        long start = System.nanoTime();
        service.close();
        service.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
