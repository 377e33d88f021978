package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures events at run time: each is extended into a register and appended to that register's log.
 *
 * <p>What it guarantees, as long as all who extend a register go through here:
 *
 * <ul>
 *   <li>An event whose method has returned stands in the log once, whole, and in the order of extension. One whose writer
 *       died, or that ended in {@code IO}, stands there once or not at all: it is completed by the next measurement or
 *       start, or it never began.
 *   <li>The log replays to the register whenever nobody is writing, across threads, instances and processes.
 *   <li>The index in the log is that of the register that was extended.
 *   <li>If something else extended the register, or the log was changed, no further event is measured and the exception says
 *       so. A change to records that this instance has read already is found at the next start.
 * </ul>
 *
 * <p>It does not check whether what is measured is true, nor who asks for it. Comments are not measured. Thread-safe; holds no
 * files open between calls. How long an event takes grows only with what others have logged since the last one.
 */
public final class RuntimeMeasurement {

    private final MeasurementConfiguration configuration;
    private final MeasurementRegisters registers;
    private final Notation notation;
    private final Steps steps;
    private final Map<RegisterIndex, RegisterLog> logs = new ConcurrentHashMap<>();

    private RuntimeMeasurement(
            MeasurementConfiguration configuration, MeasurementRegisters registers, Notation notation, Steps steps) {
        this.configuration = configuration;
        this.registers = registers;
        this.notation = notation;
        this.steps = steps;
    }

    /**
     * Starts: makes the directory if it is not there, completes what writers died over, and replays every log in it against its
     * register.
     *
     * @throws MeasurementException {@code NOT_SUPPORTED} if nothing here computes the registers' algorithm, and any that says how a log and its register do not fit
     */
    public static RuntimeMeasurement open(MeasurementConfiguration configuration, MeasurementRegisters registers)
            throws MeasurementException {
        return open(configuration, registers, Steps.UNWATCHED);
    }

    static RuntimeMeasurement open(MeasurementConfiguration configuration, MeasurementRegisters registers, Steps steps)
            throws MeasurementException {
        if (!registers.algorithm().isAvailable()) {
            throw EventText.notSupported("nothing here computes the registers' algorithm, " + registers.algorithm());
        }
        RuntimeMeasurement measurement =
                new RuntimeMeasurement(configuration, registers, Notation.of(configuration, registers), steps);
        try {
            new PrivateFiles(configuration.durability()).directory(configuration.directory());
        } catch (IOException e) {
            throw MeasurementException.io("the directory " + configuration.directory() + " cannot be used", e);
        }
        measurement.states();
        return measurement;
    }

    /**
     * Measures an event that is text. In a native event log it is a line; in one of the attestation agent a domain, an
     * operation and content, with a space between each. A comment, in a native event log alone, is written before the event,
     * each of its lines as one that begins with {@code #}; without an event it is written and nothing is extended.
     *
     * @param pcr what to extend; the configured one if there is none
     * @return what was extended; empty for a comment alone
     * @throws MeasurementException with any code; {@code BAD_EVENT} if there is neither event nor comment
     */
    public Optional<Extended> extend(Optional<String> event, Optional<String> comment, OptionalInt pcr)
            throws MeasurementException {
        if (event.isEmpty() && comment.isEmpty()) {
            throw EventText.bad("there is neither an event nor a comment");
        }
        RegisterIndex register = register(pcr);
        Bytes lines = comment.isPresent() ? notation.comment(comment.orElseThrow()) : Bytes.empty();
        Entry entry =
                event.isPresent() ? notation.text(event.orElseThrow(), register).after(lines) : Entry.comment(lines);
        return log(register).append(entry);
    }

    /**
     * Measures an operation, in a native event log or one of the attestation agent.
     *
     * @param domain who defines the operation: printable ASCII without blanks
     * @param operation printable ASCII without blanks
     * @param content without control characters; may be empty
     * @throws MeasurementException with any code
     */
    public Extended extend(String domain, String operation, String content, OptionalInt pcr)
            throws MeasurementException {
        RegisterIndex register = register(pcr);
        return measured(register, notation.operation(domain, operation, content, register));
    }

    /**
     * Measures an event of dstack.
     *
     * @param name in version 1 without a colon
     * @throws MeasurementException with any code
     */
    public Extended extend(String name, Bytes payload, OptionalInt pcr) throws MeasurementException {
        return measured(register(pcr), notation.named(name, payload));
    }

    /**
     * Completes what a writer died over, holds the register against its log, and answers how they stand: for whoever reads the
     * log, and wants to know how much of it is whole.
     *
     * @throws MeasurementException any that says how they do not fit
     */
    public LogState state(OptionalInt pcr) throws MeasurementException {
        return log(register(pcr)).state();
    }

    /**
     * The same for every register that has a log.
     *
     * @throws MeasurementException any that says how they do not fit
     */
    public List<LogState> states() throws MeasurementException {
        List<LogState> states = new ArrayList<>();
        try {
            for (RegisterIndex register : RegisterFiles.registers(configuration.directory(), configuration.names())) {
                states.add(log(register).state());
            }
        } catch (IOException e) {
            throw MeasurementException.io("the directory " + configuration.directory() + " cannot be used", e);
        }
        return List.copyOf(states);
    }

    private Extended measured(RegisterIndex register, Entry entry) throws MeasurementException {
        return log(register).append(entry).orElseThrow();
    }

    private RegisterIndex register(OptionalInt pcr) throws MeasurementException {
        int wanted = pcr.orElse(configuration.defaultPcr());
        return configuration
                .map()
                .register(wanted)
                .orElseThrow(() -> new MeasurementException(
                        MeasurementCode.BAD_REGISTER,
                        "PCR " + wanted + " stands for no register that can be extended on " + configuration.map()));
    }

    private RegisterLog log(RegisterIndex register) throws MeasurementException {
        boolean guest = configuration.names() == FileNames.DSTACK_GUEST;
        if (guest && !register.canonical().equals(RegisterFiles.GUEST_REGISTER)) {
            throw new MeasurementException(
                    MeasurementCode.BAD_REGISTER, "a dstack guest has the log of RTMR3 alone, none of " + register);
        }
        RegisterLog known = logs.get(register);
        if (known != null) {
            return known;
        }
        RegisterLog made = new RegisterLog(register, notation, registers, configuration, steps);
        RegisterLog quicker = logs.putIfAbsent(register, made);
        return quicker == null ? made : quicker;
    }
}
