package dev.teeproof.eventlog.runtime;

/** Why a runtime measurement could not be made. Stable, for programs. */
public enum MeasurementCode {
    /** The event or comment is not one that the log's format can carry. Nothing was touched. */
    BAD_EVENT,
    /** The PCR is mapped to no register that can be extended. Nothing was touched. */
    BAD_REGISTER,
    /** The format, the platform or the registers do not know what was asked for. Nothing was touched. */
    NOT_SUPPORTED,
    /** Others held the lock for longer than the limit. Nothing was touched. */
    LOCK_TIMEOUT,
    /** The thread was interrupted while it waited for its turn. Nothing was touched. */
    INTERRUPTED,
    /** The register does not hold what its log replays to. */
    REGISTER_PARTED,
    /** The log was begun in another format. */
    OTHER_FORMAT,
    /** The log has been there, and is gone. */
    LOG_LOST,
    /** The log is not what its writers left: shortened, lengthened or changed. */
    LOG_DAMAGED,
    /** The write-ahead record cannot be read. */
    WRITE_AHEAD_UNREADABLE,
    /** Nothing says in which version of its event log a dstack guest measures. Nothing was touched. */
    VERSION_UNSET,
    /** The version of a dstack guest's event log was set already, to another one. Nothing was touched. */
    VERSION_FIXED,
    /**
     * A file or register could not be read or written. If the write-ahead record was in place already, the event is
     * completed by the next measurement or start.
     */
    IO
}
