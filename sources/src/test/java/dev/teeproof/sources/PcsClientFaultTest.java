package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.ROOT_CA_CRL;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that fail, lie, or do not end. */
@Timeout(30)
class PcsClientFaultTest {

    private static final String ROOT = "/sgx/certification/v4/rootcacrl";

    private final PcsFixture service = new PcsFixture();
    private final List<Duration> pauses = new ArrayList<>();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        service.close();
    }

    private PcsClientBuilder client() {
        return PcsClient.at(service.address(), clock).random(new Random(1)).sleeper(pause -> {
            pauses.add(pause);
            clock.pass(pause);
        });
    }

    private void assertUnavailable(PcsClient client, String... words) {
        assertThatThrownBy(() -> client.fetch(ROOT_CA_CRL, AT))
                .isInstanceOfSatisfying(SourceUnavailableException.class, e -> {
                    assertThat(e.source()).isEqualTo(service.address());
                    assertThat(e.lastAnswer()).contains(words);
                });
    }

    private static Bytes list() throws Exception {
        return CertificateRevocationList.readAnyForm(
                        Simulated.collateral("simulated", 0).rootCaCrl().list(), "crl")
                .der();
    }

    @Test
    void garbageIsToldAsSuch() {
        service.answers(ROOT, Bytes.utf8("<html>hello</html>"), Map.of());

        assertUnavailable(client().build(), "is not the revocation list of the root CA");
        assertThat(service.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"tcbInfo\":{},\"signature\":\"00\"}", "{\"tcbInfo\":{}", ""})
    void whatIsNoEnvelopeIsToldAsSuch(String body) {
        service.answers(
                "/tdx/certification/v4/tcb?fmspc=90C06F000000", Bytes.utf8(body), Map.of("TCB-Info-Issuer-Chain", "x"));

        assertThatThrownBy(() -> client().build().fetch(TCB_INFO, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("is not the TDX TCB info");
    }

    @Test
    void aBodyWithoutEndIsCutAtItsLimit() {
        service.on(ROOT, endless());

        assertUnavailable(client().build(), "too much", "2097154 bytes");
        assertThat(service.requests).hasSize(1);
    }

    private static HttpHandler endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            // Ends when the other side has gone.
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(piece);
            }
        };
    }

    @Test
    void aBodyThatBreaksOffIsAskedForAgain() throws Exception {
        Bytes list = list();
        service.on(ROOT, exchange -> {
            exchange.sendResponseHeaders(200, list.size());
            if (service.requests.size() == 1) {
                exchange.getResponseBody().write(list.slice(0, 10).toArray());
                throw new IOException("breaks off");
            }
            exchange.getResponseBody().write(list.toArray());
        });

        assertThat(client().build().fetch(ROOT_CA_CRL, AT).endorsement())
                .isInstanceOf(Endorsement.RevocationList.class);
        assertThat(service.requests).hasSize(2);
    }

    @Test
    void aSlowDripEndsAtTheDeadline() {
        service.on(ROOT, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 200; i++) {
                    exchange.getResponseBody().write('0');
                    exchange.getResponseBody().flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        PcsClient client = PcsClient.at(service.address(), InstantSource.system())
                .deadline(Duration.ofMillis(300))
                .build();

        assertUnavailable(client, "did not answer within 300 ms");
    }

    @Test
    void silenceEndsAtTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PcsClient client = PcsClient.at("http://127.0.0.1:" + silent.getLocalPort(), InstantSource.system())
                    .deadline(Duration.ofMillis(300))
                    .build();

            assertThatThrownBy(() -> client.fetch(ROOT_CA_CRL, AT))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void whoDoesNotListenIsToldAsSuch() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        PcsClient client = PcsClient.at("http://127.0.0.1:" + port, clock)
                .sleeper(pauses::add)
                .build();

        assertThatThrownBy(() -> client.fetch(ROOT_CA_CRL, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("could not be reached");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void anInterruptionEndsTheFetchAndIsKept() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        service.on(ROOT, exchange -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        AtomicReference<String> outcome = new AtomicReference<>("nothing");
        Thread fetching = Thread.ofVirtual().start(() -> {
            try {
                client().build().fetch(ROOT_CA_CRL, AT);
            } catch (SourceUnavailableException e) {
                outcome.set(e.lastAnswer() + " " + Thread.currentThread().isInterrupted());
            }
        });
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        fetching.interrupt();
        fetching.join();

        assertThat(outcome).hasValue("the fetch was interrupted true");
    }
}
