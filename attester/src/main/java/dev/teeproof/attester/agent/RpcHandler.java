package dev.teeproof.attester.agent;

import dev.teeproof.attester.rpc.FormArguments;
import dev.teeproof.attester.rpc.JsonForm;
import dev.teeproof.attester.rpc.Message;
import dev.teeproof.attester.rpc.Method;
import dev.teeproof.attester.rpc.ProtobufForm;
import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.codec.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Calls over HTTP as dstack's agents take them: {@code /Method}, {@code /prpc/Method} or {@code /prpc/Service.Method}, GET or POST, in
 * JSON or protobuf. Whatever went wrong with a call is 400 with words; a path that cannot be a method's is 404.
 */
final class RpcHandler extends Handler.Abstract {

    private static final String PRPC = "/prpc/";
    private static final List<String> SERVICES = List.of("DstackGuest.", "Tappd.");

    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final RequestBodies bodies;

    RpcHandler(List<Method> methods, RequestBodies bodies) {
        methods.forEach(method -> this.methods.put(method.name(), method));
        this.bodies = bodies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean get = request.getMethod().equals("GET");
        String name = methodName(Request.getPathInContext(request));
        if (name.isEmpty() || name.contains("/") || !get && !request.getMethod().equals("POST")) {
            Response.writeError(
                    request,
                    response,
                    callback,
                    HttpStatus.NOT_FOUND_404,
                    "The requested resource could not be found.");
            return true;
        }
        boolean json = get || asksForJson(request);
        try (RequestBodies.Body sent = get ? bodies.none() : bodies.read(request)) {
            Bytes body = sent.bytes();
            json |= !body.isEmpty() && body.at(0) == '{';
            Method method = methods.get(name);
            if (method == null) {
                throw new RpcException("Service not found: " + name);
            }
            Message answer = method.body().answer(message(method.request(), request, body, get, json));
            if (json) {
                Answers.json(response, callback, HttpStatus.OK_200, JsonForm.write(answer));
            } else {
                Answers.protobuf(response, callback, HttpStatus.OK_200, ProtobufForm.write(answer));
            }
        } catch (RpcException e) {
            // What stands behind a body that was not understood may be anything: no further request is read.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            if (json) {
                Answers.json(response, callback, HttpStatus.BAD_REQUEST_400, JsonForm.error(e.words()));
            } else {
                Answers.protobuf(response, callback, HttpStatus.BAD_REQUEST_400, ProtobufForm.error(e.words()));
            }
        }
        return true;
    }

    private static Message message(Message.Type type, Request request, Bytes body, boolean get, boolean json)
            throws RpcException {
        if (get) {
            Map<String, String> arguments = new LinkedHashMap<>();
            Fields query = Request.extractQueryParameters(request);
            query.forEach(
                    field -> arguments.put(field.getName(), field.getValues().getLast()));
            return FormArguments.read(type, arguments);
        }
        return json ? JsonForm.read(type, body) : ProtobufForm.read(type, body);
    }

    /** What stands behind the mount, without the names of services; it may still be no method's. */
    private static String methodName(String path) {
        String name = path.startsWith(PRPC) ? path.substring(PRPC.length()) : path.substring(1);
        for (String service : SERVICES) {
            while (name.startsWith(service)) {
                name = name.substring(service.length());
            }
        }
        return name;
    }

    private static boolean asksForJson(Request request) {
        @Nullable String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return true;
        }
        Fields.@Nullable Field json = Request.extractQueryParameters(request).get("json");
        return json != null && List.of("", "true", "1").contains(json.getValue());
    }
}
