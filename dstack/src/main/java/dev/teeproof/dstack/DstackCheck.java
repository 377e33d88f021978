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
    /** The report's HOST_DATA is not the hash of {@code mr_config}. */
    HOST_DATA,
    /** {@code mr_config} cannot be read. */
    MR_CONFIG,
    /** The VM configuration carries another {@code mr_config} than the evidence, or none. */
    MR_CONFIG_DIFFERS,
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

    /** Those of a machine with TDX, in order. */
    public static final List<DstackCheck> TDX = List.of(
            MR_SIGNER_SEAM,
            REPORT_DATA,
            REPORT_DATA_PAYLOAD,
            RTMR0_REPLAY,
            RTMR1_REPLAY,
            RTMR2_REPLAY,
            RTMR3_REPLAY,
            EVENT_LOG_RUNTIME_EVENTS,
            EVENT_DIGEST,
            EVENT_PREIMAGE,
            EVENT_NAME_AMBIGUOUS,
            EVENT_DUPLICATE,
            APP_IDENTITY);

    /** Those of a machine with SEV-SNP, in order; it has no register that a log could be replayed to. */
    public static final List<DstackCheck> SNP = List.of(
            REPORT_DATA, REPORT_DATA_PAYLOAD, HOST_DATA, MR_CONFIG, MR_CONFIG_DIFFERS, RTMR3_REPLAY, APP_IDENTITY);
}
