package dev.teeproof.result;

/** The tier of a result, in the words of AR4SI (draft-ietf-rats-ar4si, section 2.3). */
public enum Verdict {
    /** Every check passed or was not applicable. */
    AFFIRMING,
    /** Nothing failed and nothing is missing; something is not accepted by the policy. */
    WARNING,
    /** Something failed. */
    CONTRAINDICATED,
    /** Nothing failed, but a check could not be made. */
    NONE
}
