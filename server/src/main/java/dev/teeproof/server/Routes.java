package dev.teeproof.server;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.verifier.Verifier;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Which path and method goes where: 404 for an unknown path, 405 with {@code Allow} for another method. */
final class Routes extends Handler.Abstract {

    private final PathMappings<Map<HttpMethod, Route>> routes = new PathMappings<>();

    private Routes() {}

    static Routes of(Verifier verifier, Clock clock, ServerSettings settings) {
        Routes routes = new Routes();
        routes.add(HttpMethod.POST, "/verify", new VerifyRoute(verifier, clock, settings));
        routes.add(HttpMethod.GET, "/health", Routes::health);
        return routes;
    }

    private void add(HttpMethod method, String path, Route route) {
        routes.put(new ServletPathSpec(path), Map.of(method, route));
    }

    private static Reply health(Request request) {
        Map<String, JsonString> json = new LinkedHashMap<>();
        json.put("status", new JsonString("ok"));
        json.put("service", new JsonString("dstack-verifier"));
        return new Reply(HttpStatus.OK_200, Json.write(JsonObject.of(json)));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        MatchedResource<Map<HttpMethod, Route>> matched = routes.getMatched(Request.getPathInContext(request));
        if (matched == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404, "there is nothing here");
            return true;
        }
        Map<HttpMethod, Route> methods = matched.getResource();
        // Null for a method that HTTP does not know.
        @Nullable HttpMethod asked = HttpMethod.fromString(request.getMethod());
        Route route = asked == null ? null : methods.get(asked == HttpMethod.HEAD ? HttpMethod.GET : asked);
        if (route == null) {
            TreeSet<String> allowed = new TreeSet<>();
            methods.keySet().forEach(method -> allowed.add(method.asString()));
            response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
            Response.writeError(
                    request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "this path takes " + allowed);
            return true;
        }
        try {
            route.answer(request).write(response, callback);
        } catch (RefusedRequestException e) {
            Response.writeError(request, response, callback, e.status(), e.getMessage());
        }
        return true;
    }
}
