package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.snp.SnpReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The SEV-SNP guest that this program runs in, through configfs-tsm of Linux 6.7 and newer. The report is made by the chip's
 * firmware; the certificate table is what the host has, and often empty.
 *
 * <p>A report is judged by its size alone.
 */
public final class LinuxSnp implements TeeBackend {

    static final String PROVIDER = "sev_guest";

    private final Path root;
    private final TsmReport reports;

    /**
     * Nothing is opened yet.
     *
     * @param root of the file system, for tests another than {@code /}
     * @param privilegeLevel the VMPL that the report is to state, 0 to 3 and no lower than the guest's own; the kernel's choice
     *     if there is none
     * @param names thread-safe, like {@code SecureRandom}; makes names that no other program guesses
     * @param pause for when the firmware is busy
     */
    public LinuxSnp(Path root, OptionalInt privilegeLevel, RandomGenerator names, Pause pause) {
        this.root = root;
        this.reports = new TsmReport(root, TeeKind.SNP, PROVIDER, privilegeLevel, names, pause);
    }

    @Override
    public TeeKind kind() {
        return TeeKind.SNP;
    }

    @Override
    public HardwareEvidence evidence(Bytes reportData) throws TeeException {
        TsmReport.Answer answer = reports.ask(reportData);
        int size = answer.outblob().size();
        if (size != SnpReport.SIZE) {
            throw new TeeException(Code.UNEXPECTED, "a report has " + SnpReport.SIZE + " bytes, what came has " + size);
        }
        return new HardwareEvidence.SnpReport(answer.outblob(), answer.auxblob());
    }

    /** There are none. */
    @Override
    public Optional<MeasurementRegisters> registers() {
        return Optional.empty();
    }

    @Override
    public Optional<Bytes> bootLog() throws TeeException {
        return CcelFile.read(root);
    }
}
