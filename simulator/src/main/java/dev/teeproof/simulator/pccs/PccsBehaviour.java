package dev.teeproof.simulator.pccs;

import dev.teeproof.simulator.wire.WireBehaviour;
import java.net.URI;
import java.time.Duration;

/**
 * How a simulated service does what is left to it, and how far its faults go.
 *
 * @param lists in which form revocation lists are sent
 * @param hexCase in which case hexadecimal parameters must come
 * @param patience how long a silent or slow answer takes before the connection is closed
 * @param slowness between two bytes of a slow answer
 * @param hugeBytes how long a huge body is
 * @param retryAfterSeconds what an answer of 429 says
 * @param elsewhere where a redirection to another host leads, without a path
 */
public record PccsBehaviour(
        ListForm lists,
        HexCase hexCase,
        Duration patience,
        Duration slowness,
        int hugeBytes,
        int retryAfterSeconds,
        URI elsewhere) {

    /** In which form revocation lists are sent. */
    public enum ListForm {
        /** As the request's {@code encoding} says, PEM without one; the root's list in hexadecimal text. */
        AS_ASKED,
        DER,
        PEM,
        HEX
    }

    /** In which case hexadecimal parameters must come; some services know their platforms by one case only. */
    public enum HexCase {
        EITHER,
        UPPER,
        LOWER
    }

    public PccsBehaviour {
        WireBehaviour.requireBounded(patience, slowness, hugeBytes);
    }

    /** As Intel's own service behaves; its faults take up to ten seconds and 16 MiB. */
    public static PccsBehaviour usual() {
        WireBehaviour wire = WireBehaviour.usual();
        return new PccsBehaviour(
                ListForm.AS_ASKED,
                HexCase.EITHER,
                wire.patience(),
                wire.slowness(),
                wire.hugeBytes(),
                wire.retryAfterSeconds(),
                wire.elsewhere());
    }

    WireBehaviour onTheWire() {
        return new WireBehaviour(patience, slowness, hugeBytes, retryAfterSeconds, elsewhere);
    }

    public PccsBehaviour withLists(ListForm other) {
        return new PccsBehaviour(other, hexCase, patience, slowness, hugeBytes, retryAfterSeconds, elsewhere);
    }

    public PccsBehaviour withHexCase(HexCase other) {
        return new PccsBehaviour(lists, other, patience, slowness, hugeBytes, retryAfterSeconds, elsewhere);
    }

    public PccsBehaviour withPatience(Duration other) {
        return new PccsBehaviour(lists, hexCase, other, slowness, hugeBytes, retryAfterSeconds, elsewhere);
    }

    public PccsBehaviour withHugeBytes(int other) {
        return new PccsBehaviour(lists, hexCase, patience, slowness, other, retryAfterSeconds, elsewhere);
    }

    public PccsBehaviour withElsewhere(URI other) {
        return new PccsBehaviour(lists, hexCase, patience, slowness, hugeBytes, retryAfterSeconds, other);
    }
}
