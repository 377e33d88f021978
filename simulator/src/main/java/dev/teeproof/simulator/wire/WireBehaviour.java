package dev.teeproof.simulator.wire;

import java.net.URI;
import java.time.Duration;

/**
 * How far the faults of a service go.
 *
 * @param patience how long a silent or slow answer takes before the connection is closed
 * @param slowness between two bytes of a slow answer
 * @param hugeBytes how long a huge body is
 * @param retryAfterSeconds what an answer of 429 says
 * @param elsewhere where a redirection to another host leads, without a path
 */
public record WireBehaviour(Duration patience, Duration slowness, int hugeBytes, int retryAfterSeconds, URI elsewhere) {

    public WireBehaviour {
        requireBounded(patience, slowness, hugeBytes);
    }

    /** Up to ten seconds and 16 MiB. */
    public static WireBehaviour usual() {
        return new WireBehaviour(
                Duration.ofSeconds(10), Duration.ofMillis(20), 16 << 20, 30, URI.create("http://elsewhere.invalid"));
    }

    /** No fault goes on for ever. */
    public static void requireBounded(Duration patience, Duration slowness, int hugeBytes) {
        if (hugeBytes < 1 || hugeBytes > 64 << 20) {
            throw new IllegalArgumentException("a huge body has up to 64 MiB");
        }
        if (patience.compareTo(Duration.ofMinutes(1)) > 0 || slowness.isNegative() || slowness.isZero()) {
            throw new IllegalArgumentException("no answer takes longer than a minute, and slowness is some time");
        }
    }
}
