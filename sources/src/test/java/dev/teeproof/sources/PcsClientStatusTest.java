package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.ROOT_CA_CRL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers other than the item: what is asked again, what is followed, and what it is told as. */
@Timeout(30)
class PcsClientStatusTest {

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

    @ParameterizedTest
    @CsvSource({
        "400, does not understand",
        "401, does not let",
        "403, does not let",
        "404, no such thing",
        "410, no longer offers",
        "418, unexpected",
        "304, unexpected"
    })
    void aStatusThatStaysIsToldAtOnce(int status, String words) {
        service.status(ROOT, status, Map.of("Error-Message", "Cache miss"));

        assertUnavailable(client().build(), "answered " + status, words, "Cache miss");
        assertThat(service.requests).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void theServicesWordsAreToldWhereTheyCannotDoHarm() {
        service.status(ROOT, 404, Map.of("Error-Message", "No cache data\u009b" + "x".repeat(1000)));

        assertThatThrownBy(() -> client().build().fetch(ROOT_CA_CRL, AT))
                .hasMessageContaining("404 (it has no such thing): No cache data\ufffd")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aStatusThatMayPassIsAskedThreeTimes(int status) {
        service.status(ROOT, status, Map.of());

        assertUnavailable(client().build(), "answered " + status, "asked 3 times");
        assertThat(service.requests).hasSize(3);
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(300), Duration.ofMillis(600));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(600), Duration.ofMillis(1200));
    }

    @Test
    void whatPassesIsHadInTheEnd() throws Exception {
        Bytes list = list();
        service.on(ROOT, exchange -> {
            if (service.requests.size() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                exchange.sendResponseHeaders(200, list.size());
                exchange.getResponseBody().write(list.toArray());
            }
        });

        assertThat(client().build().fetch(ROOT_CA_CRL, AT).endorsement())
                .isInstanceOf(Endorsement.RevocationList.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "Fri, 1 May 2026 00:00:02 GMT"})
    void theServiceSaysHowLongToWait(String retryAfter) {
        service.on(ROOT, exchange -> {
            if (service.requests.size() == 1) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(service.requests.size() == 1 ? 429 : 404, -1);
        });

        assertUnavailable(client().build(), "answered 404");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "999999999", "Fri, 1 May 2037 00:00:00 GMT"})
    void aWaitBeyondTheDeadlineIsNotBegun(String retryAfter) {
        service.status(ROOT, 429, Map.of("Retry-After", retryAfter));

        assertUnavailable(client().build(), "answered 429 (too many requests)", "after the deadline of 20 s");
        assertThat(service.requests).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "99999999999999999999"})
    void aWaitThatIsNoneIsNotHeeded(String retryAfter) {
        service.status(ROOT, 429, Map.of("Retry-After", retryAfter));

        assertUnavailable(client().build(), "asked 3 times");
    }

    @Test
    void aRedirectOnTheSameHostIsFollowed() throws Exception {
        service.status(ROOT, 302, Map.of("Location", "/elsewhere"));
        service.answers("/elsewhere", list(), Map.of());

        assertThat(client().build().fetch(ROOT_CA_CRL, AT).endorsement())
                .isInstanceOf(Endorsement.RevocationList.class);
    }

    @Test
    void aCircleOfRedirectsEnds() {
        service.status(ROOT, 307, Map.of("Location", ROOT));

        assertUnavailable(client().build(), "more than 3 times");
        assertThat(service.requests).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:1/x",
                "https://127.0.0.1/x",
                "http://127.0.0.1:1/x",
                "//example.org/x",
                "file:///etc/passwd",
                "mailto:a@example.org",
                "http://u@127.0.0.1:1/"
            })
    void aRedirectElsewhereIsNot(String location) {
        service.status(ROOT, 301, Map.of("Location", location));

        assertUnavailable(client().build(), "redirects to another place");
        assertThat(service.requests).hasSize(1);
    }

    @Test
    void aRedirectToNoAddressIsNot() {
        service.status(ROOT, 301, Map.of("Location", "http://[half"));

        assertUnavailable(client().build(), "not an address");
    }
}
