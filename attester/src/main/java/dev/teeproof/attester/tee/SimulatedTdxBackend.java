package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.simulator.TdxMachine;
import java.util.Optional;

/** A simulated TDX machine. Its quotes prove nothing to anybody who does not trust the simulation's own root. */
public final class SimulatedTdxBackend implements TeeBackend {

    private final TdxMachine machine;
    private final MeasurementRegisters registers;

    /** @param registers of which RTMR3 is read for each quote; the others hold what the machine booted with */
    public SimulatedTdxBackend(TdxMachine machine, MeasurementRegisters registers) {
        this.machine = machine;
        this.registers = registers;
    }

    @Override
    public TeeKind kind() {
        return TeeKind.TDX;
    }

    @Override
    public HardwareEvidence evidence(Bytes reportData) throws TeeException {
        requireReportData(reportData);
        try {
            return new HardwareEvidence.TdxQuote(machine.quote(reportData, registers.read(new Rtmr(3))));
        } catch (MeasurementException e) {
            throw new TeeException(TeeException.Code.IO, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<MeasurementRegisters> registers() {
        return Optional.of(registers);
    }

    @Override
    public Optional<Bytes> bootLog() {
        return Optional.of(machine.ccel());
    }

    static void requireReportData(Bytes reportData) {
        if (reportData.size() != REPORT_DATA_SIZE) {
            throw new IllegalArgumentException("report data has " + REPORT_DATA_SIZE + " bytes");
        }
    }
}
