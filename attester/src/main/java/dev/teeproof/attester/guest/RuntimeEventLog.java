package dev.teeproof.attester.guest;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.runtime.MeasurementException;

/**
 * What a guest has measured since it booted: dstack's events or those of Confidential Containers, never both. Each kind of log replays
 * to RTMR3 alone, and with both in it neither would. Thread-safe.
 */
public sealed interface RuntimeEventLog permits GuestLog, CocoLog {

    /**
     * The log at a moment when nobody was writing.
     *
     * @param events as they are told beside a quote, of every register
     * @param runtime those of dstack
     * @param rtmr3 what the register held, if there is one
     */
    record Snapshot(TdxEventLog events, RuntimeLog runtime, Bytes rtmr3) {}

    /**
     * Reads the log as it stands.
     *
     * @throws MeasurementException any that says how log and register do not fit
     */
    Snapshot snapshot() throws MeasurementException;
}
