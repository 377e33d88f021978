package dev.teeproof.server;

import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The verifier service on one port.
 *
 * <p>HTTP/1.1 by the letter: what RFC 9112 does not allow is refused, not repaired. Each request has a virtual thread; a
 * connection that is silent or too slow is closed. A stop lets requests end that are being answered.
 */
public final class VerifierServer implements AutoCloseable {

    private static final int MAX_HEADER = 8 << 10;

    private final Server server;
    private final ServerConnector connector;

    private VerifierServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts listening.
     *
     * @param verifier appraises what is posted
     * @param clock gives the instant as of which
     * @throws IOException if the address or the port cannot be had
     */
    public static VerifierServer start(Verifier verifier, Clock clock, ServerSettings settings) throws IOException {
        // More tasks than connections: a slow body of each takes one, and what reads the others needs some as well.
        Server server = new Server(new VirtualThreadPool(2 * settings.maxConnections()));
        server.setStopTimeout(settings.stopTimeout().toMillis());
        server.setErrorHandler(new ProblemHandler());
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(MAX_HEADER);
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.address());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
        server.setHandler(new GracefulHandler(
                new MinimumDataRateHandler(Routes.of(verifier, clock, settings), settings.minDataRate(), 0)));
        VerifierServer started = new VerifierServer(server, connector);
        try {
            server.start();
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        } catch (Exception e) {
            started.close();
            throw new IOException("the service cannot start: " + e.getMessage(), e);
        }
    }

    /** Where it listens; the port is the one that was picked. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Waits until it is stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Stops listening, lets requests end that are being answered, and returns. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the service cannot stop", e);
        }
    }
}
