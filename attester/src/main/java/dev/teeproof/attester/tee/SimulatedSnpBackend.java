package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.simulator.SnpMachine;
import java.util.Optional;

/** A simulated SEV-SNP machine. Its reports prove nothing to anybody who does not trust the simulation's own root. */
public final class SimulatedSnpBackend implements TeeBackend {

    private final SnpMachine machine;

    public SimulatedSnpBackend(SnpMachine machine) {
        this.machine = machine;
    }

    @Override
    public TeeKind kind() {
        return TeeKind.SNP;
    }

    @Override
    public HardwareEvidence evidence(Bytes reportData) {
        SimulatedTdxBackend.requireReportData(reportData);
        return new HardwareEvidence.SnpReport(machine.report(reportData), machine.certificateTable());
    }

    @Override
    public Optional<MeasurementRegisters> registers() {
        return Optional.empty();
    }

    @Override
    public Optional<Bytes> bootLog() {
        return Optional.empty();
    }
}
