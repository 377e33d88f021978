package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;

/** What the hardware signed, by kind; not verified. */
public sealed interface HardwareEvidence {

    /** @param quote of an Intel TD, as it came */
    record TdxQuote(Bytes quote) implements HardwareEvidence {}

    /**
     * @param report of an SNP guest, as it came
     * @param certificateTable as the host handed it on; empty if it handed on none
     */
    record SnpReport(Bytes report, Bytes certificateTable) implements HardwareEvidence {}
}
