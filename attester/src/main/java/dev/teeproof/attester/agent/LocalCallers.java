package dev.teeproof.attester.agent;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps web pages from the agent's port: a browser on the same machine can reach it, with a name of its own for 127.0.0.1 or across
 * origins. Programs name the host as what it is, and have no origin. Nothing changes by GET there. Unix sockets are out of browsers'
 * reach.
 */
final class LocalCallers extends Handler.Abstract {

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!(request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress)
                || isOfAProgram(request)) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Answers.text(response, callback, HttpStatus.FORBIDDEN_403, "Forbidden");
        return true;
    }

    private static boolean isOfAProgram(Request request) {
        Optional<String> site = Optional.ofNullable(request.getHeaders().get("Sec-Fetch-Site"));
        boolean changes = Request.getPathInContext(request).endsWith("EmitEvent");
        return HOSTS.contains(Request.getServerName(request))
                && !request.getHeaders().contains("Origin")
                && site.map(OWN_SITES::contains).orElse(true)
                && !(changes && request.getMethod().equals("GET"));
    }
}
