package dev.teeproof.simulator.pccs;

import static dev.teeproof.simulator.pccs.Asking.FMSPC;
import static dev.teeproof.simulator.pccs.Asking.TDX;
import static dev.teeproof.simulator.pccs.Asking.TDX_TCB;
import static dev.teeproof.simulator.pccs.Asking.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PccsWireFaultTest {

    private static final String ASKED = TDX_TCB + FMSPC;
    private static final int HUGE = 3 << 20;

    private SimulatedPccs pccs;
    private Asking asking;

    @BeforeEach
    void open() throws Exception {
        pccs = SimulatedPccs.serving(
                List.of(TDX),
                PccsBehaviour.usual()
                        .withPatience(Duration.ofMillis(200))
                        .withHugeBytes(HUGE)
                        .withElsewhere(URI.create("http://elsewhere.invalid")));
        asking = new Asking(pccs);
    }

    @AfterEach
    void close() {
        asking.close();
        pccs.close();
    }

    @Test
    void aServiceThatIsDownSaysSo() throws Exception {
        pccs.fail(PccsFault.DOWN);

        assertThat(asking.status(ASKED)).isEqualTo(503);
        assertThat(pccs.requests(TDX_TCB)).isEqualTo(1);
    }

    @Test
    void aClosedPortRefusesAndOpensAgainWhereItWas() throws Exception {
        URI before = pccs.baseUrl();
        pccs.fail(PccsFault.REFUSED);

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> asking.get(ASKED));
        assertThat(pccs.requests()).isZero();

        pccs.heal();

        assertThat(pccs.baseUrl()).isEqualTo(before);
        assertThat(asking.status(ASKED)).isEqualTo(200);
        assertThatIllegalArgumentException().isThrownBy(() -> pccs.fail(PccsFault.REFUSED, TDX_TCB));
    }

    @Test
    void aSlowAnswerIsNotFinishedWhenPatienceEnds() {
        pccs.fail(PccsFault.SLOW);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> asking.get(ASKED));
        assertThat(pccs.requests(TDX_TCB)).isEqualTo(1);
    }

    @Test
    void aSilentServiceTakesTheRequestAndCloses() {
        pccs.fail(PccsFault.SILENT);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> asking.get(ASKED));
        assertThat(pccs.requests(TDX_TCB)).isPositive();
    }

    @Test
    void closingEndsASilentAnswer() throws Exception {
        SimulatedPccs patient =
                SimulatedPccs.serving(List.of(TDX), PccsBehaviour.usual().withPatience(Duration.ofMinutes(1)));
        try (Asking waiting = new Asking(patient)) {
            patient.fail(PccsFault.SILENT);
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return waiting.status(ASKED);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (patient.requests() == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            patient.close();

            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer.get(15, TimeUnit.SECONDS));
        } finally {
            patient.close();
        }
    }

    @Test
    void aTruncatedBodyIsShorterThanItSays() {
        pccs.fail(PccsFault.TRUNCATED);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> asking.get(ASKED));
    }

    @Test
    void garbageIsNothing() throws Exception {
        pccs.fail(PccsFault.GARBAGE);
        HttpResponse<byte[]> response = asking.get(ASKED);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(193).startsWith(0xff);
    }

    @Test
    void aHugeBodyGoesOnAsFarAsAllowed() throws Exception {
        pccs.fail(PccsFault.HUGE);
        HttpResponse<byte[]> response = asking.get(ASKED);

        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        assertThat(response.body()).hasSize(HUGE);
    }

    @Test
    void redirectionsLeadElsewhereBackOrHere() throws Exception {
        pccs.fail(PccsFault.REDIRECT_ELSEWHERE);
        HttpResponse<byte[]> elsewhere = asking.get(ASKED);
        pccs.fail(PccsFault.REDIRECT_LOOP);
        HttpResponse<byte[]> loop = asking.get(ASKED);
        pccs.fail(PccsFault.REDIRECT_SAME_HOST);
        HttpResponse<byte[]> moved = asking.get(ASKED);

        assertThat(List.of(elsewhere.statusCode(), loop.statusCode(), moved.statusCode()))
                .containsOnly(302);
        assertThat(header(elsewhere, "Location")).isEqualTo("http://elsewhere.invalid" + ASKED);
        assertThat(header(loop, "Location")).isEqualTo(pccs.baseUrl() + ASKED);
        assertThat(header(moved, "Location")).isEqualTo(pccs.baseUrl() + "/moved" + ASKED);
        assertThat(asking.document("/moved" + ASKED, "tcbInfo").string("id")).isEqualTo("TDX");
    }

    @Test
    void tooManyRequestsSayHowLongToWait() throws Exception {
        pccs.fail(PccsFault.TOO_MANY_REQUESTS);
        HttpResponse<byte[]> response = asking.get(ASKED);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(header(response, "Retry-After")).isEqualTo("30");
    }

    @Test
    void aClosedServiceListensNoMore() {
        pccs.close();
        pccs.heal();
        pccs.close();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> asking.get(ASKED));
    }
}
