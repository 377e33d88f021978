package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * RTMR0 to RTMR3 of the TD that this program runs in, also as CC measurement registers 1 to 4, through the files of Linux 6.16
 * and newer. Thread-safe: the kernel takes one extension after another, from whatever process. Extending is for root.
 *
 * @see "Linux, Documentation/ABI/testing/sysfs-devices-virtual-misc-tdx_guest"
 */
public final class TdxSysfsRegisters implements MeasurementRegisters {

    private static final String MEASUREMENTS = "sys/devices/virtual/misc/tdx_guest/measurements";
    private static final int SIZE = 48;
    private static final int REGISTERS = 4;

    private final Path measurements;

    /** @param root of the file system, for tests another than {@code /} */
    public TdxSysfsRegisters(Path root) {
        this.measurements = root.resolve(MEASUREMENTS);
    }

    @Override
    public Digest algorithm() {
        return Digest.SHA_384;
    }

    @Override
    public Bytes read(RegisterIndex index) throws MeasurementException {
        Path file = file(index);
        try {
            Bytes value = KernelFile.read(file, SIZE);
            if (value.size() != SIZE) {
                String found = value.size() > SIZE ? "more" : String.valueOf(value.size());
                throw new IOException(file + " has to hold " + SIZE + " bytes, and holds " + found);
            }
            return value;
        } catch (NoSuchFileException e) {
            throw absent(file);
        } catch (IOException e) {
            throw MeasurementException.io(index + " cannot be read", e);
        }
    }

    @Override
    public void extend(RegisterIndex index, Bytes digest) throws MeasurementException {
        if (digest.size() != SIZE) {
            throw new IllegalArgumentException(digest.size() + " bytes are no digest of SHA-384");
        }
        Path file = file(index);
        try {
            KernelFile.write(file, digest);
        } catch (NoSuchFileException e) {
            throw absent(file);
        } catch (AccessDeniedException e) {
            throw notSupported(index + " cannot be extended: " + file
                    + " may not be written. Run as root; if this is root, the kernel has it for reading alone");
        } catch (IOException e) {
            throw MeasurementException.io(index + " cannot be extended", e);
        }
    }

    private Path file(RegisterIndex index) throws MeasurementException {
        long ccMr = switch (index.canonical()) {
            case CcMr register -> register.number();
            case Rtmr register -> register.toCcMr().number();
            case Pcr register -> 0;
            case NvIndex register -> 0;
        };
        if (ccMr < 1 || ccMr > REGISTERS) {
            throw notSupported("a TD has no register " + index + " that can be extended, only RTMR0 to RTMR3");
        }
        return measurements.resolve("rtmr" + (ccMr - 1) + ":sha384");
    }

    private static MeasurementException absent(Path file) {
        return notSupported(
                file + " is not there: that takes a TD with Linux 6.16 or newer and the kernel module tdx_guest"
                        + " loaded (modprobe tdx_guest)");
    }

    private static MeasurementException notSupported(String words) {
        return new MeasurementException(MeasurementCode.NOT_SUPPORTED, words);
    }
}
