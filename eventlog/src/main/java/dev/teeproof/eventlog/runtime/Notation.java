package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.io.IOException;
import java.util.Optional;

/** How one format writes events and reads back what was extended. */
sealed interface Notation permits NelrNotation, AaelNotation, DstackNotation {

    MeasurementFormat format();

    /** The event as text. */
    Entry text(String event, RegisterIndex register) throws MeasurementException;

    /** The event of a domain. */
    Entry operation(String domain, String operation, String content, RegisterIndex register)
            throws MeasurementException;

    /** The event with a name and bytes. */
    Entry named(String name, Bytes payload) throws MeasurementException;

    /** Lines that are not measured. */
    Bytes comment(String text) throws MeasurementException;

    /** Where an empty log begins; without a value if its first record says it. */
    LogPosition beginning(RegisterIndex register) throws MeasurementException;

    /** The record that every log of the format begins with, if there is one. */
    Optional<Entry> opening(Bytes register);

    /** Follows the log past its next record, or past something that is not measured. */
    LogPosition next(LogInput in, LogPosition from, RegisterIndex register) throws IOException, MeasurementException;

    static Notation of(MeasurementConfiguration configuration, MeasurementRegisters registers) {
        return switch (configuration.format()) {
            case NELR -> new NelrNotation(registers.algorithm(), configuration.limits());
            case AAEL -> new AaelNotation(registers.algorithm(), configuration.initialValues(), configuration.limits());
            case DSTACK ->
                new DstackNotation(
                        registers.algorithm(),
                        configuration.dstackVersion(),
                        configuration.initialValues(),
                        configuration.limits());
        };
    }
}
