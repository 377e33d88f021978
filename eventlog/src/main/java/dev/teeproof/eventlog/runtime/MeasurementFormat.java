package dev.teeproof.eventlog.runtime;

/** How a log of runtime measurements is written. */
public enum MeasurementFormat {
    /** Lines of text, with comments; the first record, INIT, says the algorithm and where the register stood. */
    NELR("nelr"),
    /** Binary entries of the attestation agent of Confidential Containers, without a header. */
    AAEL("aael"),
    /** One JSON object on each line, as dstack guests keep them. */
    DSTACK("jsonl");

    private final String suffix;

    MeasurementFormat(String suffix) {
        this.suffix = suffix;
    }

    /** With which a log's file name ends. */
    String suffix() {
        return suffix;
    }

    /** By which lock files and write-ahead records know it. */
    int mark() {
        return name().charAt(0);
    }
}
