package dev.teeproof.attester.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TdxSysfsRegistersTest {

    private static final Bytes DIGEST = Digest.SHA_384.of(Bytes.utf8("event"));
    private static final Bytes ONCE = Digest.SHA_384.of(Bytes.zeros(48), DIGEST);

    private final FakeKernel kernel = Guests.tdx();
    private final TdxSysfsRegisters registers = new TdxSysfsRegisters(kernel.root());

    static Stream<Arguments> names() {
        return Stream.of(0, 1, 2, 3)
                .flatMap(n -> Stream.of(arguments(new Rtmr(n), n), arguments(new Rtmr(n).toCcMr(), n)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aRegisterIsExtendedAndReadUnderAnyOfItsNames(RegisterIndex name, int number) throws Exception {
        registers.extend(name, DIGEST);

        for (int i = 0; i < 4; i++) {
            assertThat(kernel.rtmrs().value(i)).isEqualTo(i == number ? ONCE : Bytes.zeros(48));
        }
        assertThat(registers.read(name)).isEqualTo(ONCE);
        assertThat(registers.algorithm()).isEqualTo(Digest.SHA_384);
    }

    @Test
    void whatTheFirmwareExtendedIsRead() throws Exception {
        kernel.rtmrs().extend(2, DIGEST);
        assertThat(registers.read(new Rtmr(2))).isEqualTo(ONCE);

        kernel.rtmrs().extend(2, DIGEST);
        assertThat(registers.read(new Rtmr(2))).isEqualTo(Digest.SHA_384.of(ONCE, DIGEST));
    }

    static Stream<RegisterIndex> noRegisters() {
        return Stream.of(
                new CcMr(0),
                new CcMr(5),
                new CcMr(4_294_967_295L),
                new Rtmr(4),
                new Rtmr(-1),
                new Pcr(1),
                new NvIndex(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noRegisters")
    void nothingElseIsARegister(RegisterIndex name) {
        String words = "NOT_SUPPORTED: a TD has no register " + name + " that can be extended, only RTMR0 to RTMR3";

        assertThat(TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> registers.read(name)))
                .isEqualTo(words);
        assertThat(TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> registers.extend(name, DIGEST)))
                .isEqualTo(words);
    }

    @Test
    void aRegisterThatCannotBeWrittenIsReadAlone() throws Exception {
        kernel.rtmrs().readOnly(0, 1);

        assertThat(TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> registers.extend(new Rtmr(1), DIGEST)))
                .isEqualTo("NOT_SUPPORTED: RTMR1 cannot be extended: /sys/devices/virtual/misc/tdx_guest/measurements/"
                        + "rtmr1:sha384 may not be written. Run as root; if this is root, the kernel has it for reading"
                        + " alone");
        assertThat(registers.read(new Rtmr(1))).isEqualTo(Bytes.zeros(48));
        registers.extend(new Rtmr(2), DIGEST);
        assertThat(registers.read(new Rtmr(2))).isEqualTo(ONCE);
    }

    @Test
    void aKernelBefore616HasNoFilesOfRegisters() {
        TdxSysfsRegisters none =
                new TdxSysfsRegisters(Guests.tdx().withoutRegisters().root());
        String words =
                "NOT_SUPPORTED: /sys/devices/virtual/misc/tdx_guest/measurements/rtmr3:sha384 is not there: that takes"
                        + " a TD with Linux 6.16 or newer and the kernel module tdx_guest loaded (modprobe tdx_guest)";

        assertThat(TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> none.read(new Rtmr(3))))
                .isEqualTo(words);
        assertThat(TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> none.extend(new Rtmr(3), DIGEST)))
                .isEqualTo(words);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 47, 49})
    void aValueOfAnotherSizeIsNone(int size) {
        kernel.rtmrs().showing(size);

        assertThat(TeeRefusal.of(MeasurementCode.IO, () -> registers.read(new Rtmr(3))))
                .endsWith("rtmr3:sha384 has to hold 48 bytes, and holds " + (size > 48 ? "more" : size));
    }

    @ParameterizedTest(name = "after it was done: {0}")
    @ValueSource(booleans = {false, true})
    void anExtensionThatFailsMayHaveBeenDone(boolean done) throws Exception {
        kernel.rtmrs().failing("Input/output error", done);

        assertThat(TeeRefusal.of(MeasurementCode.IO, () -> registers.extend(new Rtmr(3), DIGEST)))
                .isEqualTo("IO: RTMR3 cannot be extended: java.io.IOException: Input/output error");
        assertThat(registers.read(new Rtmr(3))).isEqualTo(done ? ONCE : Bytes.zeros(48));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 32, 47, 49, 96})
    void onlyADigestIsExtended(int size) {
        assertThatThrownBy(() -> registers.extend(new Rtmr(3), Bytes.zeros(size)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(size + " bytes are no digest of SHA-384");
        assertThat(kernel.rtmrs().value(3)).isEqualTo(Bytes.zeros(48));
    }

    @Test
    void anInterruptNeitherStopsAnExtensionNorGetsLost() throws Exception {
        Thread.currentThread().interrupt();
        registers.extend(new Rtmr(3), DIGEST);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(registers.read(new Rtmr(3))).isEqualTo(ONCE);
    }

    /** A real file takes what is written, where the kernel would extend it. */
    @Test
    void onRealPathsTheDigestIsWrittenAtTheStartWhetherInterruptedOrNot(@TempDir Path root) throws Exception {
        Path file = Files.createDirectories(root.resolve("sys/devices/virtual/misc/tdx_guest/measurements"))
                .resolve("rtmr3:sha384");
        TdxSysfsRegisters real = new TdxSysfsRegisters(root);
        TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> real.extend(new Rtmr(3), DIGEST));
        assertThat(file).doesNotExist();

        Files.write(file, new byte[48]);
        Thread.currentThread().interrupt();
        real.extend(new Rtmr(3), DIGEST);
        Bytes value = real.read(new Rtmr(3));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(value).isEqualTo(DIGEST);
    }

    @Test
    void noExtensionOfManyAtOnceIsLost() throws Exception {
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 80; i++) {
                done.add(threads.submit(() -> {
                    registers.extend(new Rtmr(3), DIGEST);
                    return true;
                }));
            }
        }
        Bytes expected = Bytes.zeros(48);
        for (Future<?> one : done) {
            assertThat(one.get()).isEqualTo(true);
            expected = Digest.SHA_384.of(expected, DIGEST);
        }

        assertThat(registers.read(new Rtmr(3))).isEqualTo(expected);
    }
}
