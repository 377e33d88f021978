package dev.teeproof.attester.guest;

import dev.teeproof.attester.tee.HardwareEvidence;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import java.util.Optional;

/** A machine in which something happens before evidence is made. */
record InterruptedTee(TeeBackend tee, Happening before) implements TeeBackend {

    interface Happening {
        void happen() throws MeasurementException;
    }

    @Override
    public TeeKind kind() {
        return tee.kind();
    }

    @Override
    public HardwareEvidence evidence(Bytes reportData) throws TeeException {
        try {
            before.happen();
        } catch (MeasurementException e) {
            throw new AssertionError(e);
        }
        return tee.evidence(reportData);
    }

    @Override
    public Optional<MeasurementRegisters> registers() {
        return tee.registers();
    }

    @Override
    public Optional<Bytes> bootLog() throws TeeException {
        return tee.bootLog();
    }
}
