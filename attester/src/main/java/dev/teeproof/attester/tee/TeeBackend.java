package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import java.util.Optional;

/**
 * The machine that this program runs on, as its hardware attests it. Thread-safe.
 *
 * <p>What a backend hands out is evidence: whoever receives it verifies it. Nothing here does.
 */
public interface TeeBackend {

    /** Bytes of report data. */
    int REPORT_DATA_SIZE = 64;

    TeeKind kind();

    /**
     * Evidence made now.
     *
     * @param reportData exactly {@link #REPORT_DATA_SIZE} bytes, which the hardware signs with the measurements
     * @throws TeeException if none could be made
     */
    HardwareEvidence evidence(Bytes reportData) throws TeeException;

    /** The registers that can be extended at run time; empty where the hardware has none, as on SEV-SNP. */
    Optional<MeasurementRegisters> registers();

    /**
     * The boot log as the firmware left it in the CCEL table; empty where there is none.
     *
     * @throws TeeException if it is there and cannot be read
     */
    Optional<Bytes> bootLog() throws TeeException;
}
