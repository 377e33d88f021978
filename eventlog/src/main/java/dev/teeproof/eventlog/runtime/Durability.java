package dev.teeproof.eventlog.runtime;

/** What a measurement survives. */
public enum Durability {
    /**
     * The default: the machine's death. Each step is forced to the medium before the next begins. It matters where the
     * registers outlive the machine's memory too, and costs several waits for the medium for each event.
     */
    MEDIUM,
    /**
     * The death of every process, not the machine's. Right where the directory is in memory anyway, as under {@code /run}:
     * hardware registers begin anew with the machine.
     */
    PROCESS
}
