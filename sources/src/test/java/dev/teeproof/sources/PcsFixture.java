package dev.teeproof.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on this machine that answers as it was told to, by path and query. */
final class PcsFixture implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();

    /** Every request, as path and query. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The headers of the last request. */
    volatile Map<String, List<String>> headers = Map.of();

    PcsFixture() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void on(String request, HttpHandler handler) {
        handlers.put(request, handler);
    }

    void answers(String request, Bytes body, Map<String, String> with) {
        on(request, exchange -> {
            with.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.size());
            exchange.getResponseBody().write(body.toArray());
        });
    }

    void status(String request, int status, Map<String, String> with) {
        on(request, exchange -> {
            with.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(status, -1);
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestURI().toString();
        requests.add(request);
        headers = Map.copyOf(exchange.getRequestHeaders());
        try (exchange) {
            HttpHandler handler = handlers.get(request);
            if (handler == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                handler.handle(exchange);
            }
        }
    }

    /** As Intel's services put PEM into headers. */
    static String percent(Bytes pem) {
        String text = new String(pem.toArray(), StandardCharsets.UTF_8);
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
