package dev.teeproof.simulator.pccs;

import dev.teeproof.codec.Bytes;

/** A certificate chain as the value of a header, percent-encoded as Intel's service does it. */
final class ChainHeader {

    private static final String UNRESERVED = "-_.~";

    private ChainHeader() {}

    static String encoded(String pem) {
        StringBuilder out = new StringBuilder();
        Bytes utf8 = Bytes.utf8(pem);
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
