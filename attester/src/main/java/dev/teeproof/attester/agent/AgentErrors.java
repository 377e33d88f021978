package dev.teeproof.attester.agent;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What is said to a request that never became a call: {@code {"error":{"code":…,"reason":…,"description":…}}}. */
final class AgentErrors extends ErrorHandler {

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
        Map<String, JsonValue> error = new LinkedHashMap<>();
        error.put("code", JsonNumber.of(code));
        error.put("reason", new JsonString(HttpStatus.getMessage(code)));
        // Our own words only: those of an exception that nobody expected stay inside.
        error.put("description", new JsonString(message == null || cause != null ? "" : message));
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Answers.json(response, callback, code, Json.write(JsonObject.of(Map.of("error", JsonObject.of(error)))));
    }
}
