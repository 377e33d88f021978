package dev.teeproof.simulator.pccs;

import dev.teeproof.simulator.wire.WireFault;
import java.util.Optional;

/** The ways in which a service of collateral can fail whoever asks it. */
public enum PccsFault {
    /** Says 503. */
    DOWN,
    /** Does not listen; for all paths at once. */
    REFUSED,
    /** Sends its body a byte at a time, until {@link PccsBehaviour#patience} is used up; then closes. */
    SLOW,
    /** Takes the request and says nothing until {@link PccsBehaviour#patience} is used up; then closes. */
    SILENT,
    /** Announces more bytes than it sends. */
    TRUNCATED,
    /** Serves documents, lists and certificates with forged signatures. */
    LYING,
    /** Serves TCB info and QE identity signed by a certificate that the root has not issued. */
    STRANGER,
    /** Serves documents and lists that have run out. */
    STALE,
    /** Serves documents of the TCB evaluation before, rightly signed and still valid. */
    OLDER,
    /** Serves the TCB info and the PCK certificate of another platform, rightly signed. */
    WRONG_PLATFORM,
    /** Sends bytes that are nothing. */
    GARBAGE,
    /** Sends a body without a length that goes on for {@link PccsBehaviour#hugeBytes}. */
    HUGE,
    /** Sends to another host, {@link PccsBehaviour#elsewhere}. */
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
            case TRUNCATED -> Optional.of(WireFault.TRUNCATED);
            case GARBAGE -> Optional.of(WireFault.GARBAGE);
            case HUGE -> Optional.of(WireFault.HUGE);
            case REDIRECT_ELSEWHERE -> Optional.of(WireFault.REDIRECT_ELSEWHERE);
            case REDIRECT_SAME_HOST -> Optional.of(WireFault.REDIRECT_SAME_HOST);
            case REDIRECT_LOOP -> Optional.of(WireFault.REDIRECT_LOOP);
            case TOO_MANY_REQUESTS -> Optional.of(WireFault.TOO_MANY_REQUESTS);
            case LYING, STRANGER, STALE, OLDER, WRONG_PLATFORM -> Optional.empty();
        };
    }
}
