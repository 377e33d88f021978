package dev.teeproof.attester.agent;

import dev.teeproof.codec.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers with their length: dstack's clients read none in chunks. */
final class Answers {

    private Answers() {}

    /** @param text in ASCII */
    static void json(Response response, Callback callback, int status, String text) {
        write(
                response,
                callback,
                status,
                "application/json",
                ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    static void protobuf(Response response, Callback callback, int status, Bytes message) {
        write(response, callback, status, "application/octet-stream", ByteBuffer.wrap(message.toArray()));
    }

    static void text(Response response, Callback callback, int status, String text) {
        write(response, callback, status, "text/plain", ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void write(Response response, Callback callback, int status, String type, ByteBuffer body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        response.write(true, body, callback);
    }
}
