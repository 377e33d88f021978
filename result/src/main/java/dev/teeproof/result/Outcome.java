package dev.teeproof.result;

/** What became of one check. */
public enum Outcome {
    /** It holds. */
    PASSED,
    /** It is true of the machine, and the policy has not allowed it: out of date, say. Nothing is forged. */
    NOT_ACCEPTED,
    /** Forged, revoked, expired, inconsistent, or not what was demanded. */
    FAILED,
    /** The evidence is of a kind that does not have what this check looks at. */
    NOT_APPLICABLE,
    /** It was not made: an earlier check failed, or something that it needs was not at hand. */
    NOT_RUN
}
