package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.SimulatedAmd.CRL;
import static dev.teeproof.sources.SimulatedAmd.MACHINE;
import static dev.teeproof.sources.SimulatedAmd.VCEK;
import static dev.teeproof.sources.SimulatedAmd.right;
import static dev.teeproof.sources.SimulatedAmd.unheardOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.kds.KdsBehaviour;
import dev.teeproof.simulator.kds.KdsFault;
import dev.teeproof.simulator.kds.SimulatedKds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a key distribution service is asked, whatever evidence makes a verifier ask for. */
@Timeout(60)
class KdsClientPaceTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final List<Duration> pauses = new ArrayList<>();
    private SimulatedKds kds;

    @BeforeEach
    void open() throws IOException {
        kds = SimulatedKds.serving(MACHINE);
    }

    @AfterEach
    void close() {
        kds.close();
    }

    private KdsClientBuilder client() {
        return KdsClient.at(kds.baseUrl().toString(), clock)
                .random(new Random(1))
                .sleeper(this::pass);
    }

    private void pass(Duration pause) {
        pauses.add(pause);
        clock.pass(pause);
    }

    private static String lastAnswer(KdsClient client, AmdItem item) {
        try {
            client.get(item, AT);
            return "";
        } catch (SourceUnavailableException e) {
            return e.lastAnswer();
        }
    }

    @Test
    void tooManyRequestsIsWaitedForAsLongAsTheServiceSays() {
        kds.fail(KdsFault.TOO_MANY_REQUESTS);

        assertThat(lastAnswer(client().build(), VCEK)).contains("429", "asked 3 times");
        assertThat(pauses).containsExactly(TEN, TEN);
    }

    @Test
    void aPauseBeyondTheDeadlineIsNotWaitedFor() throws IOException {
        try (SimulatedKds patient =
                SimulatedKds.serving(List.of(MACHINE), KdsBehaviour.usual().withRetryAfterSeconds(60))) {
            patient.fail(KdsFault.TOO_MANY_REQUESTS);
            KdsClient client = KdsClient.at(patient.baseUrl().toString(), clock)
                    .sleeper(this::pass)
                    .build();

            assertThat(lastAnswer(client, VCEK)).contains("the next attempt, in 60 s, would be after the deadline");
            assertThat(lastAnswer(client, unheardOf(1))).contains("asked too often", "2026-05-01T00:01:00Z");
            assertThat(patient.requests()).isEqualTo(1);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void withoutA429NothingWaits() throws Exception {
        KdsClient client = client().build();

        for (int i = 0; i < 20; i++) {
            assertThat(lastAnswer(client, unheardOf(i))).contains("answered 404");
        }
        assertThat(client.get(VCEK, AT).bytes()).isEqualTo(right(VCEK));
        assertThat(pauses).isEmpty();
    }

    @Test
    void afterA429CertificatesAreAskedForWithAnInterval() throws Exception {
        KdsClient client = client().build();
        kds.fail(KdsFault.TOO_MANY_REQUESTS);
        assertThat(lastAnswer(client, VCEK)).contains("429");
        kds.heal();
        pauses.clear();
        Instant begun = clock.instant();

        for (int i = 0; i < 5; i++) {
            assertThat(lastAnswer(client, unheardOf(i))).contains("answered 404");
        }

        assertThat(pauses).hasSize(5).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(TEN));
        assertThat(Duration.between(begun, clock.instant())).isEqualTo(TEN.multipliedBy(5));
    }

    @Test
    void afterAWhileWithoutA429NothingWaitsAgain() {
        KdsClient client = client().build();
        kds.fail(KdsFault.TOO_MANY_REQUESTS);
        assertThat(lastAnswer(client, VCEK)).contains("429");
        kds.heal();
        clock.pass(KdsPace.CAREFUL.plus(TEN));
        pauses.clear();

        assertThat(lastAnswer(client, unheardOf(1))).contains("404");
        assertThat(lastAnswer(client, unheardOf(2))).contains("404");
        assertThat(pauses).isEmpty();
    }

    @Test
    void revocationListsDoNotWaitBehindCertificates() throws Exception {
        KdsClient client = client().build();
        kds.fail(KdsFault.TOO_MANY_REQUESTS);
        assertThat(lastAnswer(client, VCEK)).contains("429");
        kds.heal();
        pauses.clear();

        assertThat(client.get(CRL, AT).bytes()).isEqualTo(right(CRL));
        assertThat(pauses).isEmpty();
    }

    @Test
    void aCertificateThatTheServiceHasNotIsNotAskedForAgainForAWhile() throws Exception {
        KdsClient client = client().refusalsHold(Duration.ofMinutes(10)).build();
        kds.fail(KdsFault.EMPTY);
        assertThat(lastAnswer(client, VCEK)).isEqualTo("answered 404 (it has no such thing)");
        kds.heal();

        assertThat(lastAnswer(client, VCEK)).contains("404", "asked for this again from 2026-05-01T00:10:00Z on");
        assertThat(kds.requests()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(10));
        assertThat(client.get(VCEK, AT).bytes()).isEqualTo(right(VCEK));
    }

    @Test
    void onlySoManyCertificatesAreAskedForAtATime() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        KdsClient client = client().outstanding(1)
                .sleeper(pause -> {
                    waiting.countDown();
                    goOn.await();
                })
                .build();
        kds.fail(KdsFault.DOWN, "/vcek/v1/Milan/" + VCEK.chipId().toHex());
        Thread first = Thread.ofVirtual().start(() -> lastAnswer(client, VCEK));
        waiting.await();

        assertThat(lastAnswer(client, unheardOf(1))).isEqualTo("1 certificates are being asked for already");
        assertThat(client.get(CRL, AT).bytes()).isEqualTo(right(CRL));
        goOn.countDown();
        first.join();
        assertThat(lastAnswer(client, unheardOf(1))).contains("404");
    }

    @Test
    void aServiceCannotAskForMoreThanAnHour() {
        KdsPace pace = new KdsPace(TEN);

        assertThat(pace.tooMany(AT, Optional.of(Duration.ofDays(10_000)))).contains(KdsPace.LONGEST);
        assertThat(pace.turn(AT, AT.plus(TEN))).isEqualTo(AT.plus(KdsPace.LONGEST));
    }

    @Test
    void withoutAWordOfTheServiceTheIntervalIsWaited() {
        assertThat(new KdsPace(TEN).tooMany(AT, Optional.empty())).contains(TEN);
    }

    @Test
    void turnsThatAreNotTakenUpAreNotUsedUp() {
        KdsPace pace = new KdsPace(TEN);
        pace.tooMany(AT, Optional.of(TEN));

        assertThat(pace.turn(AT, AT.plusSeconds(5))).isEqualTo(AT.plusSeconds(10));
        assertThat(pace.turn(AT, AT.plusSeconds(30))).isEqualTo(AT.plusSeconds(10));
        assertThat(pace.turn(AT, AT.plusSeconds(30))).isEqualTo(AT.plusSeconds(20));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> client().outstanding(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client().interval(TEN.negated())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client().deadline(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
