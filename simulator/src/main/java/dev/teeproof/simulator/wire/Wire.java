package dev.teeproof.simulator.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends answers, or does to them on the wire what a fault says. What takes long ends early when the service closes. */
final class Wire {

    /** Where {@link WireFault#REDIRECT_SAME_HOST} leads. */
    private static final String MOVED = "/moved";

    private static final int BLOCK = 64 * 1024;

    private final WireService<?> service;
    private final WireBehaviour behaviour;
    private final URI base;
    private final CountDownLatch closing;

    Wire(WireService<?> service, WireBehaviour behaviour, URI base, CountDownLatch closing) {
        this.service = service;
        this.behaviour = behaviour;
        this.base = base;
        this.closing = closing;
    }

    /** The request as it was before it was sent to another path. */
    WireRequest landed(WireRequest request) {
        return request.path().startsWith(MOVED + "/")
                ? new WireRequest(request.path().substring(MOVED.length()), request.parameters(), request.wellFormed())
                : request;
    }

    void send(HttpExchange exchange, WireAnswer answer, Optional<WireFault> fault) throws IOException {
        if (fault.isEmpty()) {
            send(exchange, answer);
            return;
        }
        switch (fault.get()) {
            case REFUSED -> send(exchange, answer);
            case DOWN -> send(exchange, service.refusal(503, "Unavailable", "come back later"));
            case TOO_MANY_REQUESTS ->
                send(
                        exchange,
                        service.refusal(429, "TooManyRequests", "slow down")
                                .with("Retry-After", Integer.toString(behaviour.retryAfterSeconds())));
            case GARBAGE -> send(exchange, answer.withBody(garbage(exchange.getRequestURI())));
            case REDIRECT_ELSEWHERE -> redirect(exchange, behaviour.elsewhere().toString() + exchange.getRequestURI());
            case REDIRECT_LOOP -> redirect(exchange, base.toString() + exchange.getRequestURI());
            case REDIRECT_SAME_HOST -> {
                if (exchange.getRequestURI().getPath().startsWith(MOVED + "/")) {
                    send(exchange, answer);
                } else {
                    redirect(exchange, base + MOVED + exchange.getRequestURI());
                }
            }
            case DROPPED -> {
                // The caller closes the exchange, and with it the connection.
            }
            case SILENT -> pause(behaviour.patience());
            case SLOW -> slowly(exchange, answer);
            case TRUNCATED -> truncated(exchange, answer);
            case HUGE -> hugely(exchange, answer);
        }
    }

    private static void send(HttpExchange exchange, WireAnswer answer) throws IOException {
        begin(exchange, answer, answer.body().isEmpty() ? -1 : answer.body().size());
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.body().toArray());
        }
    }

    /** Length 0 means that none is announced, −1 that there is no body. */
    private static void begin(HttpExchange exchange, WireAnswer answer, long length) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), length);
    }

    private void redirect(HttpExchange exchange, String location) throws IOException {
        send(exchange, service.refusal(302, "Found", "elsewhere").with("Location", location));
    }

    private void slowly(HttpExchange exchange, WireAnswer answer) throws IOException {
        long bytes = Math.min(answer.body().size(), behaviour.patience().dividedBy(behaviour.slowness()));
        begin(exchange, answer, answer.body().size());
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < bytes && !pause(behaviour.slowness()); i++) {
            out.write(answer.body().at(i));
            out.flush();
        }
    }

    private static void truncated(HttpExchange exchange, WireAnswer answer) throws IOException {
        begin(exchange, answer, answer.body().size() + 1L);
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body().toArray());
        out.flush();
    }

    private void hugely(HttpExchange exchange, WireAnswer answer) throws IOException {
        begin(exchange, answer, 0);
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) ' ');
        try (OutputStream out = exchange.getResponseBody()) {
            for (int left = behaviour.hugeBytes(); left > 0 && closing.getCount() > 0; left -= BLOCK) {
                out.write(block, 0, Math.min(left, BLOCK));
            }
        }
    }

    /** Whether the service was closed in the meantime. */
    private boolean pause(Duration duration) throws IOException {
        try {
            return closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service closes");
        }
    }

    private static Bytes garbage(URI uri) {
        Bytes hash = Digest.SHA_512.of(Bytes.utf8(uri.toString()));
        return Bytes.concat(Bytes.of(0xff), hash, hash, hash);
    }
}
