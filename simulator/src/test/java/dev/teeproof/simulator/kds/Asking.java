package dev.teeproof.simulator.kds;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.SnpProduct;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** A client that asks a service, follows nothing and waits at most twenty seconds. */
final class Asking implements AutoCloseable {

    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    static final SnpBlueprint MILAN = SnpBlueprint.of(SnpProduct.MILAN, 7, AT);
    static final SnpBlueprint TURIN = SnpBlueprint.of(SnpProduct.TURIN, 8, AT).underThePkiOf(MILAN);

    static final String MILAN_VCEK = "/vcek/v1/Milan/" + MILAN.chipId();
    static final String MILAN_TCB = "?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=219";
    static final String TURIN_VCEK = "/vcek/v1/Turin/" + TURIN.chipId().slice(0, 8);

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    Asking(SimulatedKds kds) {
        this.base = kds.baseUrl();
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

    Bytes body(String pathAndQuery) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(pathAndQuery);
        if (response.statusCode() != 200) {
            throw new AssertionError("status " + response.statusCode());
        }
        return Bytes.copyOf(response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
