package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_REGISTER;
import static dev.teeproof.eventlog.runtime.MeasurementCode.IO;
import static dev.teeproof.eventlog.runtime.MeasurementCode.NOT_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedRegistersTest {

    private static final Bytes DIGEST = Bytes.ofRepeated(1, 32);

    @TempDir
    private Path directory;

    private SimulatedRegisters open(InitialValues values) throws MeasurementException {
        return SimulatedRegisters.open(directory.resolve("registers"), Digest.SHA_256, values, Durability.MEDIUM);
    }

    @ParameterizedTest(name = "PCR {0}")
    @CsvSource({"0, 0", "16, 0", "17, 255", "22, 255", "23, 0"})
    void aPcrHoldsWhatItHoldsAtPowerOn(int pcr, int eachByte) throws Exception {
        assertThat(open(InitialValues.POWER_ON).read(new Pcr(pcr))).isEqualTo(Bytes.ofRepeated(eachByte, 32));
    }

    @Test
    void anExtensionOutlivesWhoMadeIt() throws Exception {
        Pcr pcr = new Pcr(17);
        open(InitialValues.POWER_ON).extend(pcr, DIGEST);

        Bytes once = Digest.SHA_256.of(Bytes.ofRepeated(0xff, 32), DIGEST);
        assertThat(open(InitialValues.POWER_ON).read(pcr)).isEqualTo(once);
        open(InitialValues.POWER_ON).extend(pcr, DIGEST);
        assertThat(open(InitialValues.POWER_ON).read(pcr)).isEqualTo(Digest.SHA_256.of(once, DIGEST));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("registers/pcr17.sha256.register"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("registers"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aRegisterOfATdIsOneUnderBothItsNames() throws Exception {
        SimulatedRegisters registers = open(InitialValues.POWER_ON.with(new Rtmr(1), DIGEST));

        assertThat(registers.read(new CcMr(2))).isEqualTo(DIGEST);
        registers.extend(new CcMr(2), DIGEST);
        assertThat(registers.read(new Rtmr(1))).isEqualTo(Digest.SHA_256.of(DIGEST, DIGEST));
    }

    @Test
    void registersThatThereAreNotAreRefused() throws Exception {
        SimulatedRegisters registers = open(InitialValues.POWER_ON);

        for (RegisterIndex none : List.of(new Pcr(24), new CcMr(0), new CcMr(5), new Rtmr(4), new NvIndex(1))) {
            Refusal.of(NOT_SUPPORTED, () -> registers.read(none));
            Refusal.of(NOT_SUPPORTED, () -> registers.extend(none, DIGEST));
        }
        assertThat(open(InitialValues.POWER_ON.with(new CcMr(0), DIGEST)).read(new CcMr(0)))
                .isEqualTo(DIGEST);
    }

    @Test
    void anInitialValueHasTheSizeOfADigest() {
        Refusal.of(
                BAD_REGISTER,
                () -> open(InitialValues.POWER_ON.with(new Pcr(1), Bytes.zeros(48)))
                        .read(new Pcr(1)));
    }

    @Test
    void eachAlgorithmHasABankOfItsOwn() throws Exception {
        open(InitialValues.POWER_ON).extend(new Pcr(1), DIGEST);

        SimulatedRegisters other = SimulatedRegisters.open(
                directory.resolve("registers"), Digest.SHA_384, InitialValues.POWER_ON, Durability.PROCESS);
        assertThat(other.read(new Pcr(1))).isEqualTo(Bytes.zeros(48));
    }

    /** Whatever a dead writer left of the slot that it was writing, the value before it holds. */
    @Test
    void aTornExtensionIsNone() throws Exception {
        Path file = directory.resolve("registers/pcr1.sha256.register");
        SimulatedRegisters registers = open(InitialValues.POWER_ON);
        Bytes value = Bytes.zeros(32);
        byte[] before = {};
        for (int extension = 0; extension < 4; extension++) {
            registers.extend(new Pcr(1), DIGEST);
            byte[] after = Files.readAllBytes(file);
            int slot = 72 * (extension % 2);
            for (int written = 0; written < 72; written++) {
                byte[] torn = Arrays.copyOf(before, Math.max(before.length, slot + written));
                System.arraycopy(after, slot, torn, slot, written);
                Files.write(file, torn);
                assertThat(registers.read(new Pcr(1))).as("byte " + written).isEqualTo(value);
            }
            Files.write(file, after);
            value = Digest.SHA_256.of(value, DIGEST);
            assertThat(registers.read(new Pcr(1))).isEqualTo(value);
            before = after;
        }
    }

    @Test
    void aFileWithoutAnyWholeValueIsNoFreshRegister() throws Exception {
        SimulatedRegisters registers = open(InitialValues.POWER_ON);
        registers.extend(new Pcr(1), DIGEST);
        registers.extend(new Pcr(1), DIGEST);
        Files.write(directory.resolve("registers/pcr1.sha256.register"), new byte[144]);

        assertThat(Refusal.of(IO, () -> registers.read(new Pcr(1)))).contains("pcr1.sha256.register");
    }

    @Test
    void extensionsOfManyThreadsAndInstancesAreAllMade() throws Exception {
        Bytes expected = Bytes.zeros(32);
        for (int i = 0; i < 200; i++) {
            expected = Digest.SHA_256.of(expected, DIGEST);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = IntStream.range(0, 4)
                    .mapToObj(thread -> (Callable<Boolean>) () -> {
                        SimulatedRegisters own = SimulatedRegisters.open(
                                directory, Digest.SHA_256, InitialValues.POWER_ON, Durability.PROCESS);
                        for (int i = 0; i < 50; i++) {
                            own.extend(new Pcr(3), DIGEST);
                        }
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(SimulatedRegisters.open(directory, Digest.SHA_256, InitialValues.POWER_ON, Durability.PROCESS)
                        .read(new Pcr(3)))
                .isEqualTo(expected);
    }
}
