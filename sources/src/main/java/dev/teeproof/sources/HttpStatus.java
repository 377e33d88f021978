package dev.teeproof.sources;

import dev.teeproof.codec.Printable;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** What a status other than 200 means where Intel's endorsements are asked for. */
final class HttpStatus {

    private HttpStatus() {}

    static String inWords(int status, HttpHeaders headers) {
        Optional<String> message = headers.firstValue("Error-Message").or(() -> headers.firstValue("Error-Code"));
        String said = message.map(
                        text -> ": " + Printable.of(text.length() <= 200 ? text : text.substring(0, 200) + "…"))
                .orElse("");
        return "answered " + status + " " + meaning(status) + said;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 400 -> "(it does not understand the request)";
            case 401, 403 -> "(it does not let this machine ask)";
            case 404 -> "(it has no such thing)";
            case 410 -> "(it no longer offers this TCB evaluation)";
            case 429 -> "(too many requests)";
            default -> status >= 500 ? "(it fails)" : "(unexpected)";
        };
    }

    /** Whether the same request may be answered otherwise in a moment. */
    static boolean mayPass(int status) {
        return status == 429 || status >= 500;
    }

    static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Scheme, host and port; no user. */
    static boolean sameOrigin(URI from, URI to) {
        return from.getScheme().equalsIgnoreCase(String.valueOf(to.getScheme()))
                && from.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
                && from.getPort() == to.getPort()
                && to.getRawUserInfo() == null;
    }
}
