package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The firmware images of Debian's package ovmf 2022.11-6+deb12u2, where it is installed, or where the environment variable
 * {@code TEEPROOF_OVMF} names its folder. Of another version nothing is known: the test is skipped.
 */
class DebianFirmwareTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "OVMF.fd, 7b456907dd0786d415999e801a1ac4637b8ed4d7cf5378cfc6edbe5e574dd773,"
                + " ba2c811512ef868474f239a21f7d7057d65a20de87a003c4f116e4fb1573183bfbcd75c3e99b2f558575a5d0094f73c6,"
                + " 11570979c77a0adb515761a702527c8b9e11554e730552621d950988613a3a75c6ff1703f540bd22a9beede8fe7a97e3,"
                + " 32ac9d7a17d28f7cd4404a4516d2f00519668c40ada2062351c36767e908eb3f090d66c33ab10f80150e00a4385b6d0f,"
                + " e0adde7468e70028fce4c0150878129230f27fdba89f9db65682f82819b70763",
        "OVMF_CODE.fd, d9b568def24088c92f34b5479e0ed7e44d0a4d4cea8a0f5716719180bba48106,"
                + " a5429c12f18e96502e1dd4917e8b0c35e4f4ebceac5fe8820b41d91d1c509abeb28146fcc453e8be4d3ede27c3fbaad3,"
                + " a479327cbb0b50e876024c2dac7412d4e5e95c7315c1f8b0446f6d3be69fefba50766285475926737e4a70b155252f88,"
                + " 022a949083cab59e19c5ca3f5f7ddb9c991874f49f76f72ea3f8cee1aa411e70c0a92766729328069f00b3053fc8ea6f,"
                + " 218d999a2674f28c2d87266aec52d6fcc577111e1a6b903fef433d0c1c5f7ad3",
    })
    void anOrdinaryBuild(String name, String sha256, String ovmfHash, String one, String four, String sevEs)
            throws Exception {
        OvmfImage image = image(name, sha256);
        SnpLaunch launch = SnpLaunch.of(VmmType.QEMU, image, Optional.empty());

        assertThat(image.sections().orElseThrow())
                .containsExactly(
                        new SevSection(0x800000, 0x9000, SectionType.SEC_MEM),
                        new SevSection(0x80a000, 0x3000, SectionType.SEC_MEM),
                        new SevSection(0x80d000, 0x1000, SectionType.SECRETS),
                        new SevSection(0x80e000, 0x1000, SectionType.CPUID),
                        new SevSection(0x80f000, 0x11000, SectionType.SEC_MEM));
        assertThat(image.resetEip()).hasValue(0x80b004);
        assertThat(image.hashTableGpa()).isEmpty();
        assertThat(SnpLaunch.firmwareDigest(image)).isEqualTo(Bytes.hex(ovmfHash));
        assertThat(launch.digest(1, type("EPYC-v4"), 1)).isEqualTo(Bytes.hex(one));
        assertThat(launch.digest(4, type("EPYC-v4"), 1)).isEqualTo(Bytes.hex(four));
        assertThat(SevLaunch.sevEs(VmmType.QEMU, image, Optional.empty(), 2, type("EPYC-Milan")))
                .isEqualTo(Bytes.hex(sevEs));
    }

    @Test
    void aBuildWithoutSevMetadata() throws Exception {
        OvmfImage image = image("OVMF_CODE_4M.fd", "b157d97b1f69729514feb7f201d2cbe4957f23ab77920e361fe9f822ba49ca4c");
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> SnpLaunch.of(VmmType.QEMU, image, Optional.empty()));

        assertThat(fault.code()).isEqualTo(Malformation.MISSING);
        assertThat(fault.path()).isEqualTo("sev_metadata");
        assertThat(image.resetEip()).hasValue(0x808004);
        assertThat(SnpLaunch.firmwareDigest(image))
                .isEqualTo(
                        Bytes.hex(
                                "9fcd8d0a1e49276166981a44bd5487d27508b5f3161c10d316342e56580c498a75420eca6119e10ad6af5849d107345d"));
        assertThat(SevLaunch.sevEs(VmmType.QEMU, image, Optional.empty(), 2, type("EPYC-Milan")))
                .isEqualTo(Bytes.hex("39ffae5ea4624d0b5fec8d9318342f3da4d25ea5946264e142732157e188d92d"));
    }

    private static CpuType type(String name) throws MalformedEvidenceException {
        return CpuType.named(name, "vcpu_type");
    }

    private static OvmfImage image(String name, String sha256) throws IOException, MalformedEvidenceException {
        Optional<String> named = Optional.ofNullable(System.getenv("TEEPROOF_OVMF"));
        List<String> folders = named.map(List::of).orElse(List.of("/usr/share"));
        Optional<Path> file = folders.stream()
                .flatMap(folder -> Stream.of(folder, folder + "/OVMF", folder + "/ovmf"))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
        assumeTrue(file.isPresent(), name + " of Debian's package ovmf is not at hand (set TEEPROOF_OVMF): skipped");
        Bytes image = Bytes.copyOf(Files.readAllBytes(file.orElseThrow()));
        String found = Digest.SHA_256.of(image).toHex();
        assumeTrue(found.equals(sha256), file.orElseThrow() + " is of another version, " + found + ": skipped");
        return OvmfImage.read(image);
    }
}
