package dev.teeproof.attester.agent;

import dev.teeproof.attester.guest.Guest;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * A guest agent that listens. Each request has a virtual thread; a connection that is silent for ten seconds between requests is
 * closed, as dstack's agent does. It authenticates nobody: who may open the socket may ask. Over TCP, web pages may not.
 */
public final class AgentServer implements AutoCloseable {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int MAX_CONNECTIONS = 8192;
    private static final int BACKLOG = 4096;

    /**
     * More than connections: a request of each may wait for the hardware, and what reads the others needs a thread as well. With too
     * few, requests would lie unread until their connections count as silent.
     */
    private static final int MAX_TASKS = 2 * MAX_CONNECTIONS;

    private static final int MAX_HEADER = 8 << 10;

    private final Server server;
    private final Optional<ServerConnector> tcp;
    private final List<SocketLock> locks = new ArrayList<>();

    private AgentServer(Server server, Optional<ServerConnector> tcp) {
        this.server = server;
        this.tcp = tcp;
    }

    /**
     * Starts listening; the folders of the sockets are made if they are not there.
     *
     * @param vendor and {@code product}: what the machine says of its maker, for people
     * @param version of this program
     * @throws IOException if a socket cannot be had, or another agent listens there
     */
    public static AgentServer start(Guest guest, String vendor, String product, String version, AgentSockets sockets)
            throws IOException {
        Server server = new Server(new VirtualThreadPool(MAX_TASKS));
        server.setStopTimeout(2_000);
        server.setErrorHandler(new AgentErrors());
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER);
        http.setIdleTimeout(KEEP_ALIVE.toMillis());
        List<Path> paths = sockets.paths().stream().map(Path::toAbsolutePath).toList();
        for (Path path : paths) {
            UnixDomainServerConnector connector =
                    new UnixDomainServerConnector(server, new HttpConnectionFactory(http));
            connector.setUnixDomainPath(path);
            connector.setAcceptQueueSize(BACKLOG);
            connector.setIdleTimeout(KEEP_ALIVE.toMillis());
            server.addConnector(connector);
        }
        Optional<ServerConnector> tcp = Optional.empty();
        if (sockets.port().isPresent()) {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost("127.0.0.1");
            connector.setPort(sockets.port().getAsInt());
            connector.setAcceptQueueSize(BACKLOG);
            connector.setIdleTimeout(KEEP_ALIVE.toMillis());
            server.addConnector(connector);
            tcp = Optional.of(connector);
        }
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        RequestBodies bodies = new RequestBodies();
        GuestMethods methods = new GuestMethods(guest, new GuestMethods.Host(vendor, product), version);
        server.setHandler(new Handler.Sequence(
                new LocalCallers(), new CocoHandler(guest.log(), bodies), new RpcHandler(methods.all(), bodies)));
        AgentServer started = new AgentServer(server, tcp);
        try {
            started.listen(paths);
            return started;
        } catch (IOException e) {
            started.close();
            if (e.getCause() instanceof BindException) {
                throw new IOException(e.getMessage() + ": is the port in use? Take another one, or a free one", e);
            }
            throw e;
        } catch (Exception e) {
            started.close();
            throw new IOException("the agent cannot start: " + e.getMessage(), e);
        }
    }

    /** Locks come first: without one, stopping again would remove the socket of whoever listens there. */
    private void listen(List<Path> paths) throws Exception {
        for (Path path : paths) {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            locks.add(SocketLock.take(path));
        }
        server.start();
        for (Path path : paths) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        }
    }

    /** Where it listens over TCP, without a slash at the end; empty if it does not. */
    public Optional<URI> url() {
        return tcp.map(connector -> URI.create("http://127.0.0.1:" + connector.getLocalPort()));
    }

    /** Waits until it is stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Stops listening, lets calls end that are being answered, removes the sockets, and returns. */
    @Override
    public void close() {
        try {
            server.stop();
            for (SocketLock lock : locks) {
                lock.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the agent cannot stop", e);
        }
    }
}
