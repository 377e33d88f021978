package dev.teeproof.dstack;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What dstack's gateway may do with the ports of an app.
 *
 * @param restrictMode whether only the ports of the list are served
 */
public record PortPolicy(List<Port> ports, boolean restrictMode) {

    /** Nothing is said: every port is served. */
    public static final PortPolicy NONE = new PortPolicy(List.of(), false);

    static final String MEMBER = "port_policy";

    /**
     * One port.
     *
     * @param number from 0 to 65535
     * @param proxyProtocol whether the gateway tells the app whom it speaks for ({@code pp})
     */
    public record Port(int number, boolean proxyProtocol) {}

    public PortPolicy {
        ports = List.copyOf(ports);
    }

    static PortPolicy read(JsonObject json) throws MalformedEvidenceException {
        if (!json.members().containsKey(MEMBER)) {
            return NONE;
        }
        JsonObject policy = json.object(MEMBER);
        List<Port> ports = new ArrayList<>();
        if (policy.members().containsKey("ports")) {
            JsonArray array = policy.array("ports");
            for (JsonObject port : array.objects()) {
                ports.add(new Port((int) port.unsigned("port", 0xffff), port.bool("pp", false)));
            }
        }
        return new PortPolicy(ports, policy.bool("restrict_mode", false));
    }
}
