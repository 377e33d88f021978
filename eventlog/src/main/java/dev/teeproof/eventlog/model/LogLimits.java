package dev.teeproof.eventlog.model;

/**
 * What a reader is ready to take from anybody. Sizes in bytes. Every one can be changed; these are the only bounds that the
 * readers of event logs have, besides those of the numbers themselves.
 *
 * @param logSize of a log that is read as a whole
 * @param streamedSize of a log that is read record after record
 * @param records of one log that is read as a whole
 * @param streamedRecords of one log that is read record after record
 * @param eventData of one TCG event, one string, one template's data or one line
 * @param digests of one event
 * @param algorithms in a header
 * @param digestSize of one digest
 * @param templateName of IMA
 * @param templateFields of IMA
 * @param tlvDepth of values within values
 * @param jsonValues in one document
 * @param variableName of UEFI, in 16-bit characters
 * @param variableData of UEFI
 * @param devicePath of UEFI
 * @param devicePathNodes of UEFI
 * @param signatures lists of one variable, and entries of one list
 * @param logArea of an ACPI table CCEL
 */
public record LogLimits(
        int logSize,
        long streamedSize,
        int records,
        long streamedRecords,
        int eventData,
        int digests,
        int algorithms,
        int digestSize,
        int templateName,
        int templateFields,
        int tlvDepth,
        int jsonValues,
        int variableName,
        int variableData,
        int devicePath,
        int devicePathNodes,
        int signatures,
        long logArea) {

    private static final int MIB = 1 << 20;

    public static final LogLimits DEFAULT = new LogLimits(
            16 * MIB,
            Long.MAX_VALUE,
            100_000,
            Long.MAX_VALUE,
            MIB,
            16,
            16,
            128,
            8 << 10,
            16,
            4,
            1_500_000,
            2048,
            MIB,
            2048,
            64,
            1000,
            16L * MIB);

    /** For logs whose events are larger than is usual; at most 16 MiB each. */
    public LogLimits withEventData(int size) {
        return with(logSize, size);
    }

    /** For logs that are larger than is usual. */
    public LogLimits withLogSize(int size) {
        return with(size, eventData);
    }

    private LogLimits with(int otherLogSize, int otherEventData) {
        return new LogLimits(
                otherLogSize,
                streamedSize,
                records,
                streamedRecords,
                otherEventData,
                digests,
                algorithms,
                digestSize,
                templateName,
                templateFields,
                tlvDepth,
                jsonValues,
                variableName,
                variableData,
                devicePath,
                devicePathNodes,
                signatures,
                logArea);
    }
}
