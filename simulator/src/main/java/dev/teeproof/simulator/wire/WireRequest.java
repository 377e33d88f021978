package dev.teeproof.simulator.wire;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request's path and parameters.
 *
 * @param wellFormed whether no parameter came twice and every escape was one
 */
public record WireRequest(String path, Map<String, String> parameters, boolean wellFormed) {

    public WireRequest {
        parameters = Map.copyOf(parameters);
    }

    static WireRequest of(URI uri) {
        Map<String, String> parameters = new HashMap<>();
        boolean wellFormed = true;
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                    wellFormed &= parameters.put(pair.substring(0, equals), value) == null;
                } catch (IllegalArgumentException e) {
                    wellFormed = false;
                }
            }
        }
        return new WireRequest(uri.getRawPath(), parameters, wellFormed);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
