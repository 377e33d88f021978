package dev.teeproof.result;

/** A measurement register of a confidential VM. */
public enum Register {
    MRTD,
    RTMR0,
    RTMR1,
    RTMR2,
    RTMR3
}
