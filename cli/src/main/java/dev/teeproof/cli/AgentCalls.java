package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.component.LifeCycle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Calls to a guest agent.
 *
 * @param agent the path of a unix socket, or a URL
 */
record AgentCalls(String agent) {

    static final String OPTION = "--agent";

    private static final String ENVIRONMENT = "DSTACK_SIMULATOR_ENDPOINT";

    /** Where agents of dstack listen, in the order in which its clients look. */
    private static final List<String> SOCKETS = List.of(
            "/var/run/dstack.sock", "/run/dstack.sock", "/var/run/dstack/dstack.sock", "/run/dstack/dstack.sock");

    private static final int MAX_ANSWER = 64 << 20;
    private static final long PATIENCE_SECONDS = 60;

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.text(OPTION, "SOCKET")
                .description("The guest agent: a unix socket or a URL. Default: $" + ENVIRONMENT
                        + ", else the socket that is there of " + String.join(", ", SOCKETS) + ".")
                .build());
        spec.addOption(Options.text("--report-data", "HEX")
                .description("Up to 64 bytes for the hardware to sign; shorter ones have zeros behind. Default: zeros.")
                .build());
        spec.addOption(Options.flag("--hash-inputs")
                .description(
                        "Have each runtime event of the log carry the bytes that were hashed. An attestation with events of"
                                + " version 1 alone has no place for them.")
                .build());
    }

    static AgentCalls of(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        if (parsed.hasMatchedOption(OPTION)) {
            return new AgentCalls(parsed.matchedOptionValue(OPTION, ""));
        }
        String simulator = terminal.environment().getOrDefault(ENVIRONMENT, "");
        if (!simulator.isEmpty()) {
            return new AgentCalls(simulator);
        }
        return SOCKETS.stream()
                .filter(socket -> Files.exists(Path.of(socket)))
                .findFirst()
                .map(AgentCalls::new)
                .orElseThrow(() -> new UnusableInputException("no guest agent listens here: name one with " + OPTION
                        + " SOCKET, or start a simulated machine with teeproof simulate --dir DIR"));
    }

    /** The arguments of a call for evidence, as the options say. */
    static Map<String, JsonValue> evidenceArguments(ParseResult parsed) throws UnusableInputException {
        Map<String, JsonValue> arguments = new LinkedHashMap<>();
        String text = parsed.matchedOptionValue("--report-data", "");
        try {
            Bytes reportData = Hex.decode(text.startsWith("0x") ? text.substring(2) : text, "--report-data");
            if (reportData.size() > 64) {
                throw new UnusableInputException(
                        "--report-data has " + reportData.size() + " bytes; the hardware signs 64 at most");
            }
            arguments.put("report_data", new JsonString(reportData.toHex()));
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(e.inWords());
        }
        arguments.put("include_hash_inputs", new JsonBoolean(parsed.hasMatchedOption("--hash-inputs")));
        return arguments;
    }

    /** The whole event log of the guest, as dstack tells it. */
    Bytes eventLog() throws UnusableInputException {
        try {
            Bytes told = Bytes.utf8(call("Info", Map.of()).string("tcb_info"));
            return Bytes.utf8(Json.write(Json.readObject(told, "tcb_info").array("event_log")));
        } catch (MalformedEvidenceException e) {
            throw unexpected(e);
        }
    }

    /** Calls a method of {@code DstackGuest}. */
    JsonObject call(String method, Map<String, JsonValue> arguments) throws UnusableInputException {
        ContentResponse answer = send(method, Json.write(JsonObject.of(arguments)));
        try {
            JsonObject json = Json.readObject(Bytes.copyOf(answer.getContent()), "answer");
            Optional<JsonValue> error = json.optional("error");
            if (answer.getStatus() != 200 || error.isPresent()) {
                String words = error.map(value -> value instanceof JsonString text ? text.value() : Json.write(value))
                        .orElse("status " + answer.getStatus());
                throw new UnusableInputException("the agent refuses " + method + ": " + Printable.of(words));
            }
            return json;
        } catch (MalformedEvidenceException e) {
            throw unexpected(e);
        }
    }

    private UnusableInputException unexpected(MalformedEvidenceException e) {
        return new UnusableInputException(agent + " does not answer as a guest agent: " + e.inWords());
    }

    private ContentResponse send(String method, String body) throws UnusableInputException {
        HttpClient client = new HttpClient();
        try {
            client.setMaxResponseHeadersSize(16 << 10);
            client.start();
            Request request = request(client, method)
                    .method("POST")
                    .body(new StringRequestContent("application/json", body, StandardCharsets.UTF_8))
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new CompletableResponseListener(request, MAX_ANSWER)
                    .send()
                    .get(PATIENCE_SECONDS + 5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted");
        } catch (ExecutionException e) {
            throw unreachable(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw unreachable("no answer within " + PATIENCE_SECONDS + " seconds");
        } catch (UnusableInputException e) {
            throw e;
        } catch (Exception e) {
            throw unreachable(String.valueOf(e.getMessage()));
        } finally {
            LifeCycle.stop(client);
        }
    }

    private Request request(HttpClient client, String method) throws UnusableInputException {
        if (agent.startsWith("http://") || agent.startsWith("https://")) {
            try {
                String base = agent.endsWith("/") ? agent.substring(0, agent.length() - 1) : agent;
                return client.newRequest(new URI(base + "/" + method));
            } catch (URISyntaxException e) {
                throw new UnusableInputException(agent + " is no URL");
            }
        }
        String path = agent.startsWith("unix:") ? agent.substring("unix:".length()) : agent;
        if (!Files.exists(Path.of(path))) {
            throw new UnusableInputException("there is no socket " + path + ": is the agent running?");
        }
        return client.newRequest("http://localhost/" + method)
                .transport(new Transport.TCPUnix(Path.of(path).toAbsolutePath()));
    }

    private UnusableInputException unreachable(String why) {
        return new UnusableInputException(
                "the agent at " + agent + " cannot be asked: " + Printable.of(why) + "; is it running?");
    }
}
