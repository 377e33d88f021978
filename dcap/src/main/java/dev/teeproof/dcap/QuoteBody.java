package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;

/** What a quote reports: a trust domain. Enclaves and the longer report of TDX 1.5 will be kinds of their own. */
public sealed interface QuoteBody permits TdReport {

    /** The bytes as received. */
    Bytes bytes();

    /** The 64 bytes that the workload chose. */
    Bytes reportData();
}
