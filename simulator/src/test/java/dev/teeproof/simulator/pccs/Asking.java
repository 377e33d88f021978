package dev.teeproof.simulator.pccs;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A client that asks a service, follows nothing and waits at most twenty seconds. */
final class Asking implements AutoCloseable {

    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    static final QuoteBlueprint TDX = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT);
    static final QuoteBlueprint SGX = QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT);

    static final String TDX_TCB = "/tdx/certification/v4/tcb";
    static final String FMSPC = "?fmspc=90C06F000000";

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    Asking(SimulatedPccs pccs) {
        this.base = pccs.baseUrl();
    }

    HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    int status(String pathAndQuery) throws IOException, InterruptedException {
        return get(pathAndQuery).statusCode();
    }

    JsonObject document(String pathAndQuery, String member) throws Exception {
        return envelope(get(pathAndQuery)).object(member);
    }

    static JsonObject envelope(HttpResponse<byte[]> response) throws Exception {
        return Json.readObject(body(response), "body");
    }

    static Bytes body(HttpResponse<byte[]> response) {
        return Bytes.copyOf(response.body());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    /** The certificates in a header; Intel's encoding has no plus sign, which the decoder would take for a space. */
    static List<Certificate> chain(HttpResponse<?> response, String name) throws Exception {
        String encoded = header(response, name);
        if (encoded.matches("[^A-Za-z0-9%._~-]")) {
            throw new AssertionError("not percent-encoded: " + encoded);
        }
        return Certificate.readPem(Bytes.utf8(URLDecoder.decode(encoded, StandardCharsets.UTF_8)), name);
    }

    /** Whether the first certificate of the chain in a header signs the document in the body. */
    static boolean signed(HttpResponse<byte[]> response, String member, String chain) throws Exception {
        JsonObject envelope = envelope(response);
        return SignatureVerifier.ofPlatform()
                .verifies(
                        chain(response, chain).getFirst().publicKey(),
                        envelope.object(member).text(),
                        new EcdsaSignature(envelope.hex("signature", 64)));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
