package dev.teeproof.eventlog.model;

import dev.teeproof.codec.MalformationCode;

/** The ways in which an event log can fail to be one, beside those of any format. */
public enum LogMalformation implements MalformationCode {
    /** No format that is known here begins like this. */
    UNKNOWN_FORMAT,
    /** No record at all. */
    EMPTY_LOG,
    /** A native event log whose first record is not INIT. */
    MISSING_INIT,
    /** A second INIT. */
    DUPLICATE_INIT,
    /** An INIT that is not exactly {@code INIT SP alg / hex}. */
    BAD_INIT,
    /** An algorithm that is not one of those that the format may use. */
    UNSUPPORTED_ALG,
    /** INIT's value is not hexadecimal, or not as long as the algorithm's digests. */
    BAD_INIT_VALUE,
    /** An uppercase domain identifier other than INIT: those are kept for the keepers of logs. */
    RESERVED_DOMAIN,
    /** A control character other than TAB in a record. */
    CONTROL_CHAR,
    /** Larger, longer or more than {@link LogLimits} allows. */
    LIMIT,
    /** A header that is not the one of the format: signature, version, algorithms or lengths. */
    BAD_HEADER,
    /** Something stands behind the end of the log that is not padding. */
    BAD_PADDING,
    /** A register that there is not, none, or more than one. */
    BAD_REGISTER,
    /** A digest that is not as long as its algorithm's. */
    BAD_DIGEST,
    /** An algorithm that stands twice in one event, or that the header does not declare. */
    BAD_BANKS,
    /** Record numbers that do not count up by one. */
    BAD_RECNUM,
    /** A digest that is not the one of the content that it has to cover. */
    DIGEST_MISMATCH,
    /** A stated register value that the records do not replay to. */
    REPLAY_MISMATCH
}
