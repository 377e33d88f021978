package dev.teeproof.simulator.wire;

import dev.teeproof.codec.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulated service says to one request.
 *
 * @param headers by name
 */
public record WireAnswer(int status, Bytes body, Map<String, String> headers) {

    public WireAnswer {
        headers = Map.copyOf(headers);
    }

    public static WireAnswer ok(String contentType, Bytes body) {
        return new WireAnswer(200, body, Map.of("Content-Type", contentType));
    }

    public WireAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WireAnswer(status, body, more);
    }

    public WireAnswer withBody(Bytes other) {
        return new WireAnswer(status, other, headers);
    }
}
