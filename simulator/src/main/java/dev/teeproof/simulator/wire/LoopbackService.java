package dev.teeproof.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service on 127.0.0.1, on a port that the system chose, that can be made to fail while it runs. It speaks HTTP without
 * TLS, for which the JDK's server writes header names in a case of its own ({@code Tcb-info-issuer-chain}). It may be used by
 * any number of threads.
 *
 * @param <F> the ways in which it can fail
 */
public final class LoopbackService<F> implements AutoCloseable {

    /** Paths that are counted; a request for another one is answered but not counted. */
    private static final int MAX_PATHS = 1000;

    private record Trouble<F>(F fault, String path) {

        boolean concerns(String asked) {
            return path.isEmpty() || path.equals(asked);
        }
    }

    private final WireService<F> service;
    private final Wire wire;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final InetSocketAddress address;
    private volatile Optional<Trouble<F>> trouble = Optional.empty();
    private @Nullable HttpServer server;

    /**
     * Begins to serve.
     *
     * @throws IOException if the system gives no port
     */
    public LoopbackService(WireService<F> service, WireBehaviour behaviour) throws IOException {
        this.service = service;
        HttpServer first = listen(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        this.server = first;
        this.address = first.getAddress();
        this.wire = new Wire(service, behaviour, baseUrl(), closing);
        first.start();
    }

    /** Where it listens, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** Lets it fail on all paths from now on, instead of what it failed in before. */
    public void fail(F fault) {
        fail(new Trouble<>(fault, ""));
    }

    /**
     * Lets it fail on one path only.
     *
     * @throws IllegalArgumentException if it would not listen, which knows no paths
     */
    public void fail(F fault, String path) {
        if (refuses(fault)) {
            throw new IllegalArgumentException("a closed port knows no paths");
        }
        fail(new Trouble<>(fault, path));
    }

    private synchronized void fail(Trouble<F> other) {
        trouble = Optional.of(other);
        if (refuses(other.fault())) {
            stop();
        } else {
            resume();
        }
    }

    private boolean refuses(F fault) {
        return service.onTheWire(fault).equals(Optional.of(WireFault.REFUSED));
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
            WireRequest request = WireRequest.of(exchange.getRequestURI());
            count(request.path());
            Optional<F> fault =
                    trouble.filter(now -> now.concerns(request.path())).map(Trouble::fault);
            WireAnswer answer = exchange.getRequestMethod().equals("GET")
                    ? service.answer(wire.landed(request), fault)
                    : service.refusal(405, "MethodNotAllowed", "only GET");
            wire.send(
                    exchange,
                    answer.with("Request-ID", "%032x".formatted(requests())),
                    fault.flatMap(service::onTheWire));
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
