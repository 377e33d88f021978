package dev.teeproof.simulator.wire;

/** The ways in which a service can fail that have nothing to do with what it serves. */
public enum WireFault {
    /** Says 503. */
    DOWN,
    /** Does not listen; for all paths at once. */
    REFUSED,
    /** Sends its body a byte at a time, until {@link WireBehaviour#patience} is used up; then closes. */
    SLOW,
    /** Takes the request and says nothing until {@link WireBehaviour#patience} is used up; then closes. */
    SILENT,
    /** Takes the request and closes. */
    DROPPED,
    /** Announces more bytes than it sends. */
    TRUNCATED,
    /** Sends bytes that are nothing. */
    GARBAGE,
    /** Sends a body without a length that goes on for {@link WireBehaviour#hugeBytes}. */
    HUGE,
    /** Sends to another host, {@link WireBehaviour#elsewhere}. */
    REDIRECT_ELSEWHERE,
    /** Sends to another path of its own, where the answer is. */
    REDIRECT_SAME_HOST,
    /** Sends to where the request just came. */
    REDIRECT_LOOP,
    /** Says 429, with how many seconds to wait. */
    TOO_MANY_REQUESTS
}
