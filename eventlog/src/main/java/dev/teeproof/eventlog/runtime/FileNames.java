package dev.teeproof.eventlog.runtime;

/** How the files of a log are called. All who write to one directory call them alike. */
public enum FileNames {
    /** By the register, so that each has its own: {@code ccmr4.jsonl}, {@code ccmr4.lock}. */
    BY_REGISTER,
    /**
     * As in a dstack guest, which has the log of one register, RTMR3: {@code runtime_events.log}, {@code
     * runtime_event.lock}.
     */
    DSTACK_GUEST
}
