package dev.teeproof.simulator.kds;

import dev.teeproof.simulator.wire.WireFault;
import java.util.Optional;

/** The ways in which a key distribution service can fail whoever asks it. */
public enum KdsFault {
    /** Says 503. */
    DOWN,
    /** Says 500. */
    BROKEN,
    /** Says 404, whatever is asked for. */
    EMPTY,
    /** Does not listen; for all paths at once. */
    REFUSED,
    /** Sends its body a byte at a time, until {@link KdsBehaviour#patience} is used up; then closes. */
    SLOW,
    /** Takes the request and says nothing until {@link KdsBehaviour#patience} is used up; then closes. */
    SILENT,
    /** Takes the request and closes. */
    DROPPED,
    /** Announces more bytes than it sends. */
    TRUNCATED,
    /** Serves certificates and lists with forged signatures. */
    LYING,
    /** Serves the chain of a root of the same name that is not the right one. */
    STRANGER,
    /** Serves a list that has run out. */
    STALE,
    /** Serves the certificate of another chip's key, rightly signed. */
    WRONG_CHIP,
    /** Serves the certificate of the chip's key for a lower TCB, rightly signed. */
    WRONG_TCB,
    /** Serves a list in which the issuer is revoked. */
    REVOKED,
    /** Sends bytes that are nothing. */
    GARBAGE,
    /** Sends a body without a length that goes on for {@link KdsBehaviour#hugeBytes}. */
    HUGE,
    /** Sends to another host, {@link KdsBehaviour#elsewhere}. */
    REDIRECT_ELSEWHERE,
    /** Sends to another path of its own, where the answer is. */
    REDIRECT_SAME_HOST,
    /** Sends to where the request just came. */
    REDIRECT_LOOP,
    /** Says 429, with how many seconds to wait. */
    TOO_MANY_REQUESTS;

    Optional<WireFault> onTheWire() {
        return switch (this) {
            case DOWN -> Optional.of(WireFault.DOWN);
            case REFUSED -> Optional.of(WireFault.REFUSED);
            case SLOW -> Optional.of(WireFault.SLOW);
            case SILENT -> Optional.of(WireFault.SILENT);
            case DROPPED -> Optional.of(WireFault.DROPPED);
            case TRUNCATED -> Optional.of(WireFault.TRUNCATED);
            case GARBAGE -> Optional.of(WireFault.GARBAGE);
            case HUGE -> Optional.of(WireFault.HUGE);
            case REDIRECT_ELSEWHERE -> Optional.of(WireFault.REDIRECT_ELSEWHERE);
            case REDIRECT_SAME_HOST -> Optional.of(WireFault.REDIRECT_SAME_HOST);
            case REDIRECT_LOOP -> Optional.of(WireFault.REDIRECT_LOOP);
            case TOO_MANY_REQUESTS -> Optional.of(WireFault.TOO_MANY_REQUESTS);
            case BROKEN, EMPTY, LYING, STRANGER, STALE, WRONG_CHIP, WRONG_TCB, REVOKED -> Optional.empty();
        };
    }
}
