package dev.teeproof.dstack;

import dev.teeproof.result.CheckCode;
import java.util.List;

/** What is checked of a dstack attestation besides its quote, in the order of running. */
public enum DstackCheck implements CheckCode {
    /** The TDX module is signed by somebody: dstack takes Intel's alone, whose signer is zero. */
    MR_SIGNER_SEAM,
    /** The report data of the quote is not that of the attestation. */
    REPORT_DATA,
    /** The report data of a pod does not commit its payload. */
    REPORT_DATA_PAYLOAD,
    /** The boot events do not replay to RTMR0. */
    RTMR0_REPLAY,
    /** The boot events do not replay to RTMR1. */
    RTMR1_REPLAY,
    /** The boot events do not replay to RTMR2. */
    RTMR2_REPLAY,
    /** The runtime events do not replay to RTMR3. */
    RTMR3_REPLAY,
    /** The event log and the list of runtime events tell different stories. */
    EVENT_LOG_RUNTIME_EVENTS,
    /** A runtime event carries a digest that is not its own. */
    EVENT_DIGEST,
    /** An event carries a preimage that is not its own. */
    EVENT_PREIMAGE,
    /** A name that could have been split otherwise, where the system speaks. */
    EVENT_NAME_AMBIGUOUS,
    /** An event that identifies the app stands twice where the system speaks. */
    EVENT_DUPLICATE,
    /** The log does not say which app runs. */
    APP_IDENTITY;

    /** All of them, in order. */
    public static final List<DstackCheck> ALL = List.of(values());
}
