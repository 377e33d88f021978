package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One GET over HTTP: it ends at its deadline whatever the other side does, takes no more of a body than its limit, takes
 * the body of a 200 alone, and follows no redirect.
 */
record HttpGet(HttpClient client, String userAgent) {

    /** @param body empty unless the status is 200 */
    record Answer(int status, HttpHeaders headers, Bytes body) {}

    /** The body is longer than what is taken. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(int limit) {
            super("the body is longer than " + limit + " bytes");
        }
    }

    /**
     * @param time from the first byte sent to the last received
     * @param limit of the body, bytes
     * @throws TimeoutException if the time is over
     */
    Answer get(URI uri, Duration time, int limit) throws IOException, InterruptedException, TimeoutException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("User-Agent", userAgent)
                .header("Accept", "*/*")
                .build();
        CompletableFuture<HttpResponse<Bytes>> pending =
                client.sendAsync(request, info -> new Body(info.statusCode() == 200, limit));
        try {
            HttpResponse<Bytes> response = pending.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            // Ends the exchange, and with it the connection, where it has not ended by itself.
            pending.cancel(true);
        }
    }

    /** The client wraps what its subscriber throws. */
    private static IOException cause(ExecutionException e) {
        Throwable cause = e.getCause();
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            if (deeper instanceof TooLongException tooLong) {
                return tooLong;
            }
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    private static final class Body implements BodySubscriber<Bytes> {

        private final CompletableFuture<Bytes> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final boolean wanted;
        private final int limit;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        Body(boolean wanted, int limit) {
            this.wanted = wanted;
            this.limit = limit;
        }

        @Override
        public CompletionStage<Bytes> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (wanted) {
                given.request(1);
            } else {
                given.cancel();
                whole.complete(Bytes.empty());
            }
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (whole.isDone()) {
                    return;
                }
                if (buffer.remaining() > limit - taken.size()) {
                    subscription.cancel();
                    whole.completeExceptionally(new TooLongException(limit));
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                taken.writeBytes(bytes);
            }
            subscription.request(1);
        }

        @Override
        public void onError(Throwable trouble) {
            whole.completeExceptionally(trouble);
        }

        @Override
        public void onComplete() {
            whole.complete(Bytes.copyOf(taken.toByteArray()));
        }
    }
}
