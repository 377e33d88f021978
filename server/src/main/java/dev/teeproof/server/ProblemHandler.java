package dev.teeproof.server;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors as problem details (RFC 9457), without anything of the service's inside. */
final class ProblemHandler extends ErrorHandler {

    /** For every method; Jetty's own pages are for GET, POST and HEAD alone. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Map<String, JsonValue> problem = new LinkedHashMap<>();
        problem.put("type", new JsonString("about:blank"));
        problem.put("title", new JsonString(HttpStatus.getMessage(code)));
        problem.put("status", JsonNumber.of(code));
        // Our own words only: those of an exception that nobody expected stay inside.
        if (message != null && cause == null) {
            problem.put("detail", new JsonString(message));
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        Content.Sink.write(response, true, Json.write(JsonObject.of(problem)), callback);
    }
}
