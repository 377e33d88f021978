package dev.teeproof.attester.agent;

import dev.teeproof.attester.guest.CocoLog;
import dev.teeproof.attester.guest.GuestLog;
import dev.teeproof.attester.guest.RuntimeEventLog;
import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.io.IOException;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /aa/aael} of the attestation agent of Confidential Containers: a JSON object with domain, operation and content, answered
 * byte for byte as that agent does.
 */
final class CocoHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(CocoHandler.class);
    private static final String MOUNT = "/aa/";
    private static final String PATH = "/aa/aael";
    private static final String FAILED = "[ERROR:attestation-agent] AA extend runtime measurement failed";

    private final RuntimeEventLog log;
    private final RequestBodies bodies;

    CocoHandler(RuntimeEventLog log, RequestBodies bodies) {
        this.log = log;
        this.bodies = bodies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(MOUNT)) {
            return false;
        }
        if (!path.equals(PATH) || !request.getMethod().equals("POST")) {
            Answers.text(response, callback, HttpStatus.NOT_FOUND_404, "URL NOT FOUND");
            return true;
        }
        try (RequestBodies.Body body = bodies.read(request)) {
            Answers.json(response, callback, HttpStatus.OK_200, words(extend(body.bytes())));
        } catch (RpcException e) {
            Answers.text(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, e.words());
        }
        return true;
    }

    private CocoLog.Result extend(Bytes body) throws RpcException {
        try {
            JsonObject json = Json.readObject(body, "request");
            String domain = json.string("domain");
            String operation = json.string("operation");
            String content = json.string("content");
            return switch (log) {
                case CocoLog coco -> coco.extend(domain, operation, content, OptionalInt.empty());
                case GuestLog dstack -> CocoLog.Result.NOT_ENABLED;
            };
        } catch (MalformedEvidenceException e) {
            throw new RpcException(e.inWords());
        } catch (MeasurementException e) {
            // The caller is told no more, as there; who runs the agent is.
            LOG.warn("not measured: {}", e.getMessage());
            throw new RpcException(FAILED);
        }
    }

    private static String words(CocoLog.Result result) {
        return switch (result) {
            case OK -> "{\"success\":\"true\"}";
            case NOT_SUPPORTED ->
                "{\"success\":\"false\",\"message\": \"The platform does not support runtime measurement\"}";
            case NOT_ENABLED ->
                "{\"success\":\"false\",\"message\": \"Attestation Agent does not enable eventlog recording\"}";
        };
    }
}
