package dev.teeproof.server;

import java.time.Duration;

/**
 * How the service listens and what it bears.
 *
 * @param address to listen on
 * @param port to listen on; 0 picks a free one
 * @param maxBody bytes of a request's body
 * @param idleTimeout after which a silent connection is closed
 * @param minDataRate bytes a second below which a body is too slow, once its first second is over
 * @param maxConnections open at once; more wait to be accepted
 * @param maxWait how long a request waits for its turn before it is told to come again
 * @param stopTimeout how long a stop waits for requests that are being answered
 */
public record ServerSettings(
        String address,
        int port,
        int maxBody,
        Duration idleTimeout,
        int minDataRate,
        int maxConnections,
        Duration maxWait,
        Duration stopTimeout) {

    /** Loopback, port 8080, a body of 1 MiB. */
    public static final ServerSettings DEFAULT = new ServerSettings(
            "127.0.0.1",
            8080,
            1 << 20,
            Duration.ofSeconds(10),
            8 << 10,
            4096,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    public ServerSettings withAddress(String other) {
        return new ServerSettings(other, port, maxBody, idleTimeout, minDataRate, maxConnections, maxWait, stopTimeout);
    }

    public ServerSettings withPort(int other) {
        return new ServerSettings(
                address, other, maxBody, idleTimeout, minDataRate, maxConnections, maxWait, stopTimeout);
    }

    public ServerSettings withMaxBody(int other) {
        return new ServerSettings(address, port, other, idleTimeout, minDataRate, maxConnections, maxWait, stopTimeout);
    }

    public ServerSettings withIdleTimeout(Duration other) {
        return new ServerSettings(address, port, maxBody, other, minDataRate, maxConnections, maxWait, stopTimeout);
    }
}
