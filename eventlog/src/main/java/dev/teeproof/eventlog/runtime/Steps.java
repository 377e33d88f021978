package dev.teeproof.eventlog.runtime;

/** Is told how far a measurement has come; tests end a process there. */
interface Steps {

    /** Tells nobody. */
    Steps UNWATCHED = step -> {};

    /** In the order in which they are reached; the first four of the recovery only where something is recovered. */
    enum Step {
        LOCKED,
        RECOVERY_EXTENDED,
        RECOVERY_TRUNCATED,
        RECOVERY_APPENDED,
        REGISTER_READ,
        WRITE_AHEAD_WRITTEN,
        EXTENDED,
        APPENDED,
        MARKED,
        DELETED
    }

    void reached(Step step);
}
