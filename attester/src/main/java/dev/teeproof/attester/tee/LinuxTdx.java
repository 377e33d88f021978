package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.HardwareEvidence.TdxQuote;
import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The TD that this program runs in, through Linux: quotes from configfs-tsm (6.7 and newer), registers from sysfs (6.16 and
 * newer), the boot log from ACPI. The quote is made by a service of the host's; the kernel waits for it.
 *
 * <p>A quote is judged by its size alone, which is that of the formats that Intel's quoting enclave signs: more than 1020 and
 * fewer than 8192 bytes. Longer ones are of DICE-based attestation, which is not supported.
 */
public final class LinuxTdx implements TeeBackend {

    static final String PROVIDER = "tdx_guest";

    private static final int LEAST_SIZE = 1021;
    private static final int MOST_SIZE = 8191;

    private final Path root;
    private final TsmReport reports;
    private final MeasurementRegisters registers;

    /**
     * Nothing is opened yet.
     *
     * @param root of the file system, for tests another than {@code /}
     * @param names thread-safe, like {@code SecureRandom}; makes names that no other program guesses
     * @param pause for when the host is busy
     */
    public LinuxTdx(Path root, RandomGenerator names, Pause pause) {
        this.root = root;
        this.reports = new TsmReport(root, TeeKind.TDX, PROVIDER, OptionalInt.empty(), names, pause);
        this.registers = new TdxSysfsRegisters(root);
    }

    @Override
    public TeeKind kind() {
        return TeeKind.TDX;
    }

    @Override
    public HardwareEvidence evidence(Bytes reportData) throws TeeException {
        Bytes quote = reports.ask(reportData).outblob();
        if (quote.isEmpty()) {
            throw new TeeException(
                    Code.UNEXPECTED,
                    "the host answered without a quote: its quoting service does not run, or refuses this machine");
        }
        if (quote.size() < LEAST_SIZE || quote.size() > MOST_SIZE) {
            throw new TeeException(
                    Code.UNEXPECTED,
                    "a quote has " + LEAST_SIZE + " to " + MOST_SIZE + " bytes, what came has " + quote.size()
                            + (quote.size() > MOST_SIZE ? ": DICE-based attestation is not supported" : ""));
        }
        return new TdxQuote(quote);
    }

    /** Always there; on a kernel older than 6.16 every use ends in {@code NOT_SUPPORTED}. */
    @Override
    public Optional<MeasurementRegisters> registers() {
        return Optional.of(registers);
    }

    @Override
    public Optional<Bytes> bootLog() throws TeeException {
        return CcelFile.read(root);
    }
}
