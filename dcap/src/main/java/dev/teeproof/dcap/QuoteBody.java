package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;

/** What a quote reports: a trust domain or an enclave. */
public sealed interface QuoteBody permits TdReport, EnclaveReport {

    /** The bytes as received. */
    Bytes bytes();

    /** The 64 bytes that the workload chose. */
    Bytes reportData();
}
