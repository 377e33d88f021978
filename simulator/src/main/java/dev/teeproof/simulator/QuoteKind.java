package dev.teeproof.simulator;

/**
 * The kinds of quote that Intel's quoting enclaves make with an ECDSA P-256 key.
 *
 * @see "Intel SGX and TDX DCAP Quoting Library API, quote formats of version 3, 4 and 5"
 */
public enum QuoteKind {
    SGX_V3(3, 1, 384),
    SGX_V4(4, 1, 384),
    SGX_V5(5, 1, 384),
    TDX_V4(4, 2, 584),
    TDX_V5_TD10(5, 2, 584),
    TDX_V5_TD15(5, 3, 648);

    private final int version;
    private final int bodyType;
    private final int bodySize;

    QuoteKind(int version, int bodyType, int bodySize) {
        this.version = version;
        this.bodyType = bodyType;
        this.bodySize = bodySize;
    }

    public int version() {
        return version;
    }

    /** 1 for an enclave's report, 2 for a TD report 1.0, 3 for a TD report 1.5; only version 5 states it. */
    public int bodyType() {
        return bodyType;
    }

    /** Bytes of the report. */
    public int bodySize() {
        return bodySize;
    }

    /** Whether the quote speaks of an enclave rather than of a trust domain. */
    public boolean sgx() {
        return bodyType == 1;
    }

    /** As the header states it. */
    int teeType() {
        return sgx() ? 0 : 0x81;
    }
}
