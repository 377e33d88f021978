package dev.teeproof.simulator.kds;

import dev.teeproof.simulator.wire.WireBehaviour;
import java.net.URI;
import java.time.Duration;

/**
 * How far the faults of a simulated service go.
 *
 * @param patience how long a silent or slow answer takes before the connection is closed
 * @param slowness between two bytes of a slow answer
 * @param hugeBytes how long a huge body is
 * @param retryAfterSeconds what an answer of 429 says
 * @param elsewhere where a redirection to another host leads, without a path
 */
public record KdsBehaviour(Duration patience, Duration slowness, int hugeBytes, int retryAfterSeconds, URI elsewhere) {

    public KdsBehaviour {
        WireBehaviour.requireBounded(patience, slowness, hugeBytes);
    }

    /** Faults take up to ten seconds and 16 MiB; 429 asks for ten seconds, which is what AMD's service allows. */
    public static KdsBehaviour usual() {
        WireBehaviour wire = WireBehaviour.usual();
        return new KdsBehaviour(wire.patience(), wire.slowness(), wire.hugeBytes(), 10, wire.elsewhere());
    }

    public KdsBehaviour withPatience(Duration other) {
        return new KdsBehaviour(other, slowness, hugeBytes, retryAfterSeconds, elsewhere);
    }

    public KdsBehaviour withHugeBytes(int other) {
        return new KdsBehaviour(patience, slowness, other, retryAfterSeconds, elsewhere);
    }

    public KdsBehaviour withRetryAfterSeconds(int other) {
        return new KdsBehaviour(patience, slowness, hugeBytes, other, elsewhere);
    }

    public KdsBehaviour withElsewhere(URI other) {
        return new KdsBehaviour(patience, slowness, hugeBytes, retryAfterSeconds, other);
    }

    WireBehaviour onTheWire() {
        return new WireBehaviour(patience, slowness, hugeBytes, retryAfterSeconds, elsewhere);
    }
}
