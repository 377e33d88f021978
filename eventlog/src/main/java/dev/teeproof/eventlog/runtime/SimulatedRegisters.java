package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Simulated registers: files, for development and tests. They prove nothing, because whoever may write to their directory can
 * set them to anything.
 *
 * <p>One file for each register and algorithm, which survives its writer's death: it holds the value before an extension until it
 * holds the one after it whole. Safe between threads and processes. There are PCR 0 to 23, RTMR 0 to 3 (also as
 * CC measurement registers 1 to 4), and what was given an initial value.
 */
public final class SimulatedRegisters implements MeasurementRegisters {

    private final Path directory;
    private final Digest algorithm;
    private final InitialValues initialValues;
    private final PrivateFiles files;

    private SimulatedRegisters(Path directory, Digest algorithm, InitialValues initialValues, PrivateFiles files) {
        this.directory = directory;
        this.algorithm = algorithm;
        this.initialValues = initialValues;
        this.files = files;
    }

    /**
     * Opens the registers of a directory, which is made if it is not there.
     *
     * @param initialValues what registers hold that were never extended
     * @throws MeasurementException {@code IO} if it cannot be made
     */
    public static SimulatedRegisters open(
            Path directory, Digest algorithm, InitialValues initialValues, Durability durability)
            throws MeasurementException {
        PrivateFiles files = new PrivateFiles(durability);
        try {
            files.directory(directory);
        } catch (IOException e) {
            throw MeasurementException.io("simulated registers cannot be kept in " + directory, e);
        }
        return new SimulatedRegisters(directory, algorithm, initialValues, files);
    }

    @Override
    public Digest algorithm() {
        return algorithm;
    }

    @Override
    public Bytes read(RegisterIndex index) throws MeasurementException {
        try {
            return value(index, slots(index));
        } catch (IOException e) {
            throw MeasurementException.io("simulated " + index + " cannot be read", e);
        }
    }

    @Override
    public void extend(RegisterIndex index, Bytes digest) throws MeasurementException {
        if (digest.size() != algorithm.size()) {
            throw new IllegalArgumentException(digest.size() + " bytes are no digest of " + algorithm);
        }
        RegisterFiles paths = paths(index);
        Turn turn = new Turn("simulated " + index, Optional.empty());
        try {
            ExclusiveLock lock = ExclusiveLock.take(paths.valueGate(), paths.valueLock(), files, turn);
            try {
                TwoSlots slots = slots(index);
                Bytes value = algorithm.of(value(index, slots), digest);
                files.write(paths.value(algorithm), slots.nextOffset(), slots.next(value));
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw MeasurementException.io("simulated " + index + " cannot be extended", e);
        }
    }

    private TwoSlots slots(RegisterIndex index) throws IOException, MeasurementException {
        Path file = paths(index).value(algorithm);
        Bytes bytes = files.read(file, TwoSlots.fileSize(algorithm.size())).orElse(Bytes.empty());
        TwoSlots slots = new TwoSlots(bytes, algorithm.size());
        if (slots.isDamaged()) {
            throw new IOException(file + " has no value that was written whole");
        }
        return slots;
    }

    private Bytes value(RegisterIndex index, TwoSlots slots) throws MeasurementException {
        Optional<Bytes> value = slots.value();
        return value.isPresent() ? value.orElseThrow() : RegisterFiles.initial(initialValues, index, algorithm);
    }

    private RegisterFiles paths(RegisterIndex index) throws MeasurementException {
        boolean there = switch (index) {
            case Pcr pcr -> pcr.number() <= 23;
            case CcMr ccMr -> ccMr.number() >= 1 && ccMr.number() <= 4;
            case Rtmr rtmr -> rtmr.number() <= 3;
            case NvIndex nvIndex -> false;
        };
        if (!there && !initialValues.given().containsKey(index.canonical())) {
            throw EventText.notSupported("there is no simulated " + index);
        }
        return RegisterFiles.of(directory, index);
    }
}
