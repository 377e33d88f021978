package dev.teeproof.attester.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** That the fake does what the kernel documents; what is tested against it is worth no more than that. */
class FakeKernelTest {

    private final FakeKernel kernel = Guests.tdx();

    private Path instance() throws IOException {
        return Files.createDirectory(kernel.root().resolve("sys/kernel/config/tsm/report/mine"));
    }

    private static void write(Path file, Bytes bytes) throws IOException {
        Files.write(file, bytes.toArray(), StandardOpenOption.WRITE);
    }

    @Test
    void anInstanceComesWithItsAttributesAndGoesWithThem() throws IOException {
        Path instance = instance();

        assertThat(Files.readString(instance.resolve("provider"))).isEqualTo("tdx_guest\n");
        assertThat(Files.readString(instance.resolve("generation"))).isEqualTo("0\n");
        assertThat(Files.exists(instance.resolve("auxblob"))).isFalse();

        Files.delete(instance);
        assertThat(Files.exists(instance)).isFalse();
        assertThatThrownBy(() -> Files.readString(instance.resolve("provider")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void evidenceBeforeReportDataIsInvalid() throws IOException {
        Path outblob = instance().resolve("outblob");

        assertThatThrownBy(() -> Files.readAllBytes(outblob)).hasMessage("Invalid argument");
    }

    @Test
    void reportDataCountWhenTheirFileIsClosed() throws IOException {
        Path instance = instance();
        try (OutputStream inblob = Files.newOutputStream(instance.resolve("inblob"), StandardOpenOption.WRITE)) {
            inblob.write(Guests.reportData(1).toArray());
            assertThat(Files.readString(instance.resolve("generation"))).isEqualTo("0\n");
        }

        assertThat(Files.readString(instance.resolve("generation"))).isEqualTo("1\n");
    }

    @Test
    void shortReportDataAreRefused() throws IOException {
        Path inblob = instance().resolve("inblob");

        assertThatThrownBy(() -> write(inblob, Bytes.zeros(63))).hasMessage("Invalid argument");
        assertThatThrownBy(() -> write(inblob, Bytes.zeros(65))).hasMessage("File too large");
    }

    @Test
    void everyFileIsAPageWhateverItHolds() throws IOException {
        Path instance = instance();
        write(instance.resolve("inblob"), Guests.reportData(1));

        assertThat(Files.size(instance.resolve("outblob"))).isEqualTo(4096);
        assertThat(KernelFile.read(instance.resolve("outblob"), 10_000).size()).isGreaterThan(4096);
    }

    @Test
    void aRegisterIsExtendedByWholeDigestsAlone() throws IOException {
        Path register = kernel.root().resolve("sys/devices/virtual/misc/tdx_guest/measurements/rtmr3:sha384");
        Bytes digest = Digest.SHA_384.of(Bytes.utf8("event"));

        assertThatThrownBy(() -> write(register, digest.slice(0, 47))).hasMessage("Invalid argument");
        assertThatThrownBy(() -> write(register, Bytes.zeros(96))).hasMessage("Invalid argument");
        write(register, digest);

        assertThat(KernelFile.read(register, 100)).isEqualTo(Digest.SHA_384.of(Bytes.zeros(48), digest));
    }

    @Test
    void nobodyMakesOrCutsFiles() {
        Path file = kernel.root().resolve("dev/tdx_guest");

        assertThatThrownBy(() -> write(file, Bytes.empty())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> Files.write(file, new byte[1])).isInstanceOf(UnsupportedOperationException.class);
    }
}
