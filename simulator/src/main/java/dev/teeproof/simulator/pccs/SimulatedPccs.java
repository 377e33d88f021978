package dev.teeproof.simulator.pccs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.teeproof.simulator.IntelBlueprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A service of Intel's collateral on 127.0.0.1, on a port that the system chose, for simulated platforms. It answers on
 * Intel's paths of versions 3 and 4, on those that caching services add and as the host of Intel's certificates, and can be
 * made to fail while it runs.
 *
 * <p>What it serves is good at the instant of its blueprints; it asks for no time. It speaks HTTP without TLS, for which
 * the JDK's server writes header names in a case of its own ({@code Tcb-info-issuer-chain}). It may be used by any number of
 * threads.
 */
public final class SimulatedPccs implements AutoCloseable {

    /** Paths that are counted; a request for another one is answered but not counted. */
    private static final int MAX_PATHS = 1000;

    private record Trouble(PccsFault fault, String path) {

        boolean concerns(String asked) {
            return path.isEmpty() || path.equals(asked);
        }
    }

    private final PccsRoutes routes;
    private final PccsWire wire;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final InetSocketAddress address;
    private volatile Optional<Trouble> trouble = Optional.empty();
    private @Nullable HttpServer server;

    private SimulatedPccs(List<? extends IntelBlueprint<?>> platforms, PccsBehaviour behaviour) throws IOException {
        this.routes = new PccsRoutes(new PccsLibrary(platforms), behaviour);
        HttpServer first = listen(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        this.server = first;
        this.address = first.getAddress();
        this.wire = new PccsWire(behaviour, baseUrl(), closing);
        first.start();
    }

    /**
     * Begins to serve platforms, as Intel's service would.
     *
     * @throws IOException if the system gives no port
     * @throws IllegalArgumentException if there is no platform, or if they do not share a PKI
     */
    public static SimulatedPccs serving(IntelBlueprint<?>... platforms) throws IOException {
        return new SimulatedPccs(List.of(platforms), PccsBehaviour.usual());
    }

    /** The same, with quirks. */
    public static SimulatedPccs serving(List<? extends IntelBlueprint<?>> platforms, PccsBehaviour behaviour)
            throws IOException {
        return new SimulatedPccs(platforms, behaviour);
    }

    /** Where it listens, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** Lets it fail on all paths from now on, instead of what it failed in before. */
    public void fail(PccsFault fault) {
        fail(new Trouble(fault, ""));
    }

    /**
     * Lets it fail on one path only.
     *
     * @throws IllegalArgumentException for {@link PccsFault#REFUSED}, which knows no paths
     */
    public void fail(PccsFault fault, String path) {
        if (fault == PccsFault.REFUSED) {
            throw new IllegalArgumentException("a closed port knows no paths");
        }
        fail(new Trouble(fault, path));
    }

    private synchronized void fail(Trouble other) {
        trouble = Optional.of(other);
        if (other.fault() == PccsFault.REFUSED) {
            stop();
        } else {
            resume();
        }
    }

    /** Lets it work again. */
    public synchronized void heal() {
        trouble = Optional.empty();
        resume();
    }

    /** How many requests came for a path, without its query. */
    public int requests(String path) {
        AtomicInteger count = counts.get(path);
        return count == null ? 0 : count.get();
    }

    /** How many requests came. */
    public int requests() {
        return counts.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Stops listening and ends what is being answered. */
    @Override
    public synchronized void close() {
        closing.countDown();
        stop();
        executor.shutdownNow();
    }

    private void stop() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
    }

    private void resume() {
        if (server != null || closing.getCount() == 0) {
            return;
        }
        try {
            HttpServer again = listen(address);
            again.start();
            server = again;
        } catch (IOException e) {
            throw new UncheckedIOException("the port has been taken in the meantime", e);
        }
    }

    private HttpServer listen(InetSocketAddress where) throws IOException {
        HttpServer listening = HttpServer.create(where, 0);
        listening.setExecutor(executor);
        listening.createContext("/", this::handle);
        return listening;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            PccsRequest request = PccsRequest.of(exchange.getRequestURI());
            count(request.path());
            Optional<PccsFault> fault =
                    trouble.filter(now -> now.concerns(request.path())).map(Trouble::fault);
            PccsAnswer answer = exchange.getRequestMethod().equals("GET")
                    ? routes.answer(wire.landed(request), fault)
                    : PccsAnswer.error(405, "MethodNotAllowed", "only GET");
            wire.send(exchange, answer.with("Request-ID", "%032x".formatted(requests())), fault);
        } catch (IOException e) {
            // Whoever asked has gone; nobody is left to tell.
        }
    }

    private void count(String path) {
        if (counts.size() < MAX_PATHS || counts.containsKey(path)) {
            counts.computeIfAbsent(path, unused -> new AtomicInteger()).incrementAndGet();
        }
    }
}
