package dev.teeproof.server;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The service on a free port of the loopback, and a client of it. */
final class RunningService implements AutoCloseable {

    static final String LITE = "dstack/tdx-lite-attestation.json";
    static final Instant LITE_AT = Instant.parse("2026-04-15T12:00:00Z");

    private final VerifierServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private RunningService(VerifierServer server) {
        this.server = server;
    }

    static RunningService of(Verifier verifier, Instant at, ServerSettings settings) throws IOException {
        return new RunningService(
                VerifierServer.start(verifier, Clock.fixed(at, ZoneOffset.UTC), settings.withPort(0)));
    }

    /** With nothing to verify with: for what is refused before. */
    static RunningService bare(ServerSettings settings) throws IOException {
        return of(Verifier.builder().build(), LITE_AT, settings);
    }

    /** For real machines, with their collateral of April 2026. */
    static RunningService real(Instant at) throws IOException, MalformedEvidenceException {
        String file = "dcap/collateral/tdx-90c06f000000-2026-04.json";
        Collateral collateral = Collateral.readContainer(Bytes.copyOf(Conformance.bytes(file)), file);
        return of(
                Verifier.builder()
                        .endorsements(new GivenCollateral(List.of(collateral)))
                        .build(),
                at,
                ServerSettings.DEFAULT);
    }

    static RunningService simulating(SimulatedTdx machine, Instant at) throws IOException {
        return of(trusting(machine).build(), at, ServerSettings.DEFAULT);
    }

    static Verifier.Builder trusting(SimulatedTdx machine) {
        return Verifier.builder()
                .trustAnchors(TrustAnchors.of(List.of(machine.root())))
                .endorsements(new GivenCollateral(List.of(machine.collateral())));
    }

    int port() {
        return server.address().getPort();
    }

    VerifierServer server() {
        return server;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String body) throws Exception {
        return send("POST", "/verify", BodyPublishers.ofString(body));
    }

    /** The answer, which must be 200 and JSON. */
    JsonObject verify(String body) throws Exception {
        HttpResponse<String> answer = post(body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.readObject(Bytes.utf8(answer.body()), "answer");
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
