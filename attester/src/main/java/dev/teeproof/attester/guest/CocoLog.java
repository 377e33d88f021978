package dev.teeproof.attester.guest;

import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.Conversion;
import dev.teeproof.eventlog.ConversionOptions;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.RegisterBank;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.dstack.log.DstackWriter;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.LogState;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementConfiguration;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementFormat;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.eventlog.runtime.RuntimeMeasurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The runtime measurement of the attestation agent of Confidential Containers ({@code extend_runtime_measurement}): entries of its
 * event log (AAEL), a file for each register. The register that is extended and the index in the log both follow from the same PCR.
 *
 * @see "Confidential Containers, guest components: attestation agent, event log"
 */
public final class CocoLog implements RuntimeEventLog {

    /** What the agent answers. */
    public enum Result {
        OK,
        /** The hardware has no register to extend. */
        NOT_SUPPORTED,
        /** Nobody has enabled the event log. */
        NOT_ENABLED
    }

    private static final Rtmr RTMR3 = new Rtmr(3);

    private final Optional<RuntimeMeasurement> measurement;
    private final Optional<MeasurementRegisters> registers;

    private CocoLog(Optional<RuntimeMeasurement> measurement, Optional<MeasurementRegisters> registers) {
        this.measurement = measurement;
        this.registers = registers;
    }

    /**
     * Opens the logs of a directory, which is made if it is not there, and compares each with its register.
     *
     * @throws MeasurementException any that says how log and register do not fit
     * @throws TeeException if the boot log cannot be read
     */
    public static CocoLog open(Path directory, TeeBackend tee, Durability durability)
            throws MeasurementException, TeeException {
        if (tee.registers().isEmpty()) {
            return new CocoLog(Optional.empty(), tee.registers());
        }
        MeasurementConfiguration configuration = MeasurementConfiguration.of(
                        directory, MeasurementFormat.AAEL, PcrMap.COCO_TDX)
                .with(durability)
                .with(afterBoot(tee.bootLog()));
        return new CocoLog(
                Optional.of(
                        RuntimeMeasurement.open(configuration, tee.registers().orElseThrow())),
                tee.registers());
    }

    /**
     * What RTMRs hold when the firmware is done. Entries do not say where their register stood: it stood there.
     *
     * @param ccel the firmware's boot log; zeros if there is none
     * @throws TeeException {@code UNEXPECTED} if it cannot be read
     */
    public static InitialValues afterBoot(Optional<Bytes> ccel) throws TeeException {
        InitialValues values = InitialValues.POWER_ON;
        if (ccel.isEmpty()) {
            return values;
        }
        RegisterBank bank = BootLog.read(ccel.orElseThrow()).replay();
        for (int i = 0; i <= 3; i++) {
            Rtmr rtmr = new Rtmr(i);
            Optional<Bytes> value = bank.value(rtmr, HashAlgorithm.SHA384);
            values = value.isPresent() ? values.with(rtmr, value.orElseThrow()) : values;
        }
        return values;
    }

    /**
     * Measures an operation.
     *
     * @param domain and {@code operation}: printable ASCII without blanks
     * @param content without control characters
     * @param pcr says which register; 17, which is RTMR3, if there is none
     * @throws MeasurementException {@code BAD_EVENT} for others, and any that says why it was not measured
     */
    public Result extend(String domain, String operation, String content, OptionalInt pcr) throws MeasurementException {
        if (measurement.isEmpty()) {
            return Result.NOT_SUPPORTED;
        }
        measurement.orElseThrow().extend(domain, operation, content, pcr);
        return Result.OK;
    }

    @Override
    public Snapshot snapshot() throws MeasurementException {
        if (measurement.isEmpty()) {
            return new Snapshot(new TdxEventLog(List.of()), new RuntimeLog(List.of()), Bytes.zeros(48));
        }
        // Before the logs: what is measured after this shows in them.
        Bytes rtmr3 = registers.orElseThrow().read(RTMR3);
        // A register without a log is nobody's business here: something else may extend it.
        List<LogState> states = measurement.orElseThrow().states();
        List<TdxEvent> events = new ArrayList<>();
        for (LogState state : states) {
            events.addAll(events(state));
            rtmr3 = state.register().canonical().equals(RTMR3.canonical()) ? state.value() : rtmr3;
        }
        return new Snapshot(new TdxEventLog(events), new RuntimeLog(List.of()), rtmr3);
    }

    private static List<TdxEvent> events(LogState state) throws MeasurementException {
        Bytes entries = LogBytes.from(0, state);
        if (entries.isEmpty()) {
            return List.of();
        }
        try {
            EventLog log = EventLog.read(entries, LogFormat.AAEL, ReadOptions.STRICT);
            return switch (Conversion.of(log, LogFormat.DSTACK, new ConversionOptions(Optional.empty()))) {
                case Conversion.Converted converted ->
                    converted.log().records().stream().map(DstackWriter::event).toList();
                case Conversion.Refused refused -> throw damaged(state, refused.words());
            };
        } catch (MalformedEvidenceException e) {
            throw damaged(state, e.inWords());
        }
    }

    private static MeasurementException damaged(LogState state, String words) {
        return new MeasurementException(MeasurementCode.LOG_DAMAGED, state.log() + ": " + words);
    }
}
