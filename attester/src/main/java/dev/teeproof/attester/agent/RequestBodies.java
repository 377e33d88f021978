package dev.teeproof.attester.agent;

import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads bodies up to a limit, and has no more of them at a time than a quarter of the heap holds. */
final class RequestBodies {

    /** Bytes. */
    static final int MAX_SIZE = 10 << 20;

    /** Bytes of a body that is too large which are read past, so that its sender comes to read the answer. */
    private static final long MAX_SKIPPED = 64L << 20;

    private static final long PATIENCE_SECONDS = 30;

    private final Semaphore kibibytes = new Semaphore((int) Math.min(
            Integer.MAX_VALUE,
            Math.max(2L * MAX_SIZE / 1024 + 2, Runtime.getRuntime().maxMemory() / 4 / 1024)));

    /** A body that was read. Its room is given back when the call has been answered. */
    final class Body implements AutoCloseable {
        private final Bytes bytes;
        private final int room;

        private Body(Bytes bytes, int room) {
            this.bytes = bytes;
            this.room = room;
        }

        Bytes bytes() {
            return bytes;
        }

        @Override
        public void close() {
            kibibytes.release(room);
        }
    }

    /** Of a request that has none. */
    Body none() {
        return new Body(Bytes.empty(), 0);
    }

    /**
     * The body, whole.
     *
     * @throws RpcException if it is larger than {@link #MAX_SIZE}, or there is no room for it
     * @throws IOException if the sender has gone
     */
    Body read(Request request) throws RpcException, IOException {
        long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        // The stream is the request's own: Jetty ends it.
        InputStream in = Content.Source.asInputStream(request);
        if (length > MAX_SIZE) {
            throw tooLarge(in);
        }
        int room = 1 + 2 * (int) ((length < 0 ? MAX_SIZE : length) / 1024);
        take(room);
        boolean read = false;
        try {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw tooLarge(in);
            }
            read = true;
            return new Body(Bytes.copyOf(bytes), room);
        } finally {
            if (!read) {
                kibibytes.release(room);
            }
        }
    }

    private static RpcException tooLarge(InputStream in) throws IOException {
        byte[] piece = new byte[1 << 16];
        long skipped = 0;
        for (int read = in.read(piece); read >= 0 && skipped < MAX_SKIPPED; read = in.read(piece)) {
            skipped += read;
        }
        return new RpcException("failed to read data: payload too large");
    }

    private void take(int room) throws RpcException {
        try {
            if (kibibytes.tryAcquire(room, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RpcException("busy, come again");
    }
}
