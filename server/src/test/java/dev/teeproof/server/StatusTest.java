package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are answered before any evidence is looked at. */
class StatusTest {

    private static final int MAX_BODY = 2000;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.bare(ServerSettings.DEFAULT.withMaxBody(MAX_BODY));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(Json.readObject(Bytes.utf8(answer.body()), "problem").unsigned("status", 599))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "quote", "{\"quote\":}", "{} {}", "{\"a\":1,\"a\":2}", "\uFEFF{}"})
    void whatIsNotJsonIs400(String body) throws Exception {
        assertProblem(service.post(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "\"text\"",
                "{\"quote\":\"no hex\"}",
                "{\"quote\":\"abc\"}",
                "{\"quote\":7}",
                "{\"attestation\":\"zz\"}",
                "{\"attestation\":{}}",
                "{\"event_log\":[]}",
                "{\"quote\":\"00\",\"vm_config\":{}}"
            })
    void jsonOfAnotherShapeIs422(String body) throws Exception {
        assertProblem(service.post(body), 422);
    }

    @Test
    void aBodyThatIsTooLargeIs413() throws Exception {
        assertProblem(service.post(" ".repeat(MAX_BODY + 1)), 413);
    }

    @Test
    void aBodyInChunksThatIsTooLargeIs413() throws Exception {
        byte[] body = new byte[MAX_BODY + 1];

        assertProblem(
                service.send("POST", "/verify", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                413);
    }

    @Test
    void aBodyOfTheLargestSizeIsTaken() throws Exception {
        assertThat(service.post("{}" + " ".repeat(MAX_BODY - 2)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/verify/", "/verify/more", "/Verify", "/health2", "/verify%20"})
    void anUnknownPathIs404(String path) throws Exception {
        assertProblem(service.send("GET", path, BodyPublishers.noBody()), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /verify, POST",
        "PUT, /verify, POST",
        "DELETE, /verify, POST",
        "OPTIONS, /verify, POST",
        "BREW, /verify, POST",
        "POST, /health, GET",
        "BREW, /health, GET"
    })
    void anotherMethodIs405(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = service.send(method, path, BodyPublishers.noBody());

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains(allowed);
    }

    @Test
    void healthIsOk() throws Exception {
        HttpResponse<String> answer = service.send("GET", "/health", BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"service\":\"dstack-verifier\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void theHeadOfHealthIsWithoutBody() throws Exception {
        HttpResponse<String> answer = service.send("HEAD", "/health", BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/x-www-form-urlencoded", "text/plain", "image/png", "nonsense"})
    void anyContentTypeIsTaken(String type) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(service.uri("/verify"))
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("Quote is required");
        }
    }
}
