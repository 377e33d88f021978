package dev.teeproof.simulator.pccs;

import dev.teeproof.codec.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulated service says to one request.
 *
 * @param headers by name
 */
record PccsAnswer(int status, Bytes body, Map<String, String> headers) {

    private static final String UNRESERVED = "-_.~";

    PccsAnswer {
        headers = Map.copyOf(headers);
    }

    static PccsAnswer ok(String contentType, Bytes body) {
        return new PccsAnswer(200, body, Map.of("Content-Type", contentType));
    }

    static PccsAnswer error(int status, String code, String message) {
        return new PccsAnswer(status, Bytes.empty(), Map.of("Error-Code", code, "Error-Message", message));
    }

    static PccsAnswer badRequest(String message) {
        return error(400, "InvalidRequest", message);
    }

    static PccsAnswer notFound(String message) {
        return error(404, "NotFound", message);
    }

    PccsAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PccsAnswer(status, body, more);
    }

    PccsAnswer withBody(Bytes other) {
        return new PccsAnswer(status, other, headers);
    }

    /** With a certificate chain in a header, percent-encoded as Intel's service does it. */
    PccsAnswer withChain(String header, String pem) {
        return with(header, encoded(pem));
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        Bytes utf8 = Bytes.utf8(text);
        for (int i = 0; i < utf8.size(); i++) {
            char c = (char) utf8.at(i);
            if (Character.isLetterOrDigit(c) && c < 0x80 || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append("%%%02X".formatted((int) c));
            }
        }
        return out.toString();
    }
}
