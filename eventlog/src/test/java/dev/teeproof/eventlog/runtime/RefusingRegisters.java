package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.io.IOException;

/** Registers of a platform that fails when it is told to. */
final class RefusingRegisters implements MeasurementRegisters {

    private final MeasurementRegisters registers;
    boolean refuse;
    boolean failAfterwards;

    RefusingRegisters(MeasurementRegisters registers) {
        this.registers = registers;
    }

    @Override
    public Digest algorithm() {
        return registers.algorithm();
    }

    @Override
    public Bytes read(RegisterIndex index) throws MeasurementException {
        return registers.read(index);
    }

    @Override
    public void extend(RegisterIndex index, Bytes digest) throws MeasurementException {
        if (!refuse) {
            registers.extend(index, digest);
        }
        if (refuse || failAfterwards) {
            throw MeasurementException.io("the platform", new IOException("failed"));
        }
    }
}
