package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Launch digests of firmware as published tools give them; in the tables kernel and initrd are empty files. */
class FirmwareLaunchTest {

    private static final String CMDLINE = "console=ttyS0 loglevel=7";
    private static final String OVMF_HASH =
            "086e2e9149ebf45abdc3445fba5b2da8270bdbb04094d7a2c37faaa4b24af3aa16aff8c374c2a55c467a50da6d466b74";

    private static OvmfImage firmware(String name) throws MalformedEvidenceException {
        return OvmfImage.read(Bytes.copyOf(Conformance.bytes("launch/fixtures/ovmf_" + name + "_suffix.bin")));
    }

    private static Optional<KernelHashes> kernel(String kernel) {
        return switch (kernel) {
            case "none" -> Optional.empty();
            case "empty" -> Optional.of(KernelHashes.of(Bytes.empty(), Optional.of(Bytes.empty()), ""));
            default -> Optional.of(KernelHashes.of(Bytes.empty(), Optional.empty(), CMDLINE));
        };
    }

    private static CpuType epyc() throws MalformedEvidenceException {
        return CpuType.named("EPYC-v4", "vcpu_type");
    }

    @ParameterizedTest(name = "{0}, {1} vCPUs, features {2}, kernel {3}")
    @CsvSource({
        "AmdSev, 1, 0x1, empty, ddc5224521617a536ee7ce9dd6224d1b58a8d4fda1c741f3ac99fc4bfa04ba6e9fc98646d4a07a9079397fa3852819b5",
        "AmdSev, 1, 0x21, empty, 329c8ce0972ae52343b64d34a434a86f245dfd74f5ed7aae15d22efc78fb9683632b9b50e4e1d7fa41179ef98a7ef198",
        "AmdSev, 1, 0x1, cmdline, 6d287813eb5222d770f75005c664e34c204f385ce832cc2ce7d0d6f354454362f390ef83a92046c042e706363b4b08fa",
        "AmdSev, 1, 0x21, cmdline, 803f691094946e42068aaa3a8f9e26a5c89f36f7b73ecfb28c653360fe4b3aba7e534442e7e1e17895dfe778d0228977",
        "AmdSev, 1, 0x1, none, 19358ba9a7615534a9a1e2f0dfc29384dcd4dcb7062ff9c6013b26869a5fc6ecabe033c48dd6f6db5d6d76e7c5df632d",
        "AmdSev, 1, 0x21, none, e1e1ca029dd7973ab9513295be68198472dcd4fc834bd9af9b63f6e8a1674dbf281a9278a4a2ebe0eed9f22adbcd0e2b",
        "AmdSev, 4, 0x1, empty, 5061fffb019493a903613d56d54b94912a1a2f9e4502385f5c194616753720a92441310ba6c4933de877c36e23046ad5",
        "AmdSev, 4, 0x21, empty, 4953b1fb416fa874980e8442b3706d345926d5f38879134e00813c5d7abcbe78eafe7b422907be0b4698e2414a631942",
        "OvmfX64, 1, 0x1, none, da0296de8193586a5512078dcd719eccecbd87e2b825ad4148c44f665dc87df21e5b49e21523a9ad993afdb6a30b4005",
        "OvmfX64, 1, 0x21, none, 28797ae0afaba4005a81e629acebfb59e6687949d6be44007cd5506823b0dd66f146aaae26ff291eed7b493d8a64c385",
    })
    void snp(String firmware, int vcpus, String features, String kernel, String digest) throws Exception {
        SnpLaunch launch = SnpLaunch.of(VmmType.QEMU, firmware(firmware), kernel(kernel));

        assertThat(launch.digest(vcpus, epyc(), Long.decode(features))).isEqualTo(Bytes.hex(digest));
    }

    @Test
    void theFirmwareAloneHasADigest() throws Exception {
        assertThat(SnpLaunch.firmwareDigest(firmware("AmdSev"))).isEqualTo(Bytes.hex(OVMF_HASH));
        assertThat(SnpLaunch.firmwareDigest(firmware("OvmfX64")))
                .isEqualTo(
                        Bytes.hex(
                                "b91e6fec73d2bcc57ad5fd400a426ce02731c22ea92bc894ce675e7c9921a822977d6cf025b85f8ef4f264bff8839d20"));
    }

    @Test
    void aKnownDigestStandsForTheFirmware() throws Exception {
        SnpLaunch seeded = SnpLaunch.of(VmmType.QEMU, firmware("AmdSev"), Bytes.hex(OVMF_HASH), kernel("empty"));

        assertThat(seeded.beforeVcpus())
                .isEqualTo(SnpLaunch.of(VmmType.QEMU, firmware("AmdSev"), kernel("empty"))
                        .beforeVcpus());
        assertThat(seeded.digest(1, epyc(), 0x21))
                .isEqualTo(
                        Bytes.hex(
                                "329c8ce0972ae52343b64d34a434a86f245dfd74f5ed7aae15d22efc78fb9683632b9b50e4e1d7fa41179ef98a7ef198"));
        assertThat(SnpLaunch.of(VmmType.QEMU, firmware("AmdSev"), Bytes.zeros(48), kernel("empty"))
                        .beforeVcpus())
                .isNotEqualTo(seeded.beforeVcpus());
    }

    @Test
    void digestsForEveryNumberOfVcpusComeTogether() throws Exception {
        SnpLaunch launch = SnpLaunch.of(VmmType.QEMU, firmware("AmdSev"), kernel("empty"));

        assertThat(launch.digests(512, epyc(), 1)).hasSize(512).doesNotHaveDuplicates();
        for (int vcpus : new int[] {1, 2, 4, 63}) {
            assertThat(launch.digests(64, epyc(), 1).get(vcpus - 1)).isEqualTo(launch.digest(vcpus, epyc(), 1));
        }
    }

    @ParameterizedTest(name = "{0}, {1} vCPUs, kernel {2}")
    @CsvSource({
        "AmdSev, 1, empty, 13810ae661ea11e2bb205621f582fee268f0367c8f97bc297b7fadef3e12002c",
        "AmdSev, 4, empty, 0dccbcaba8e90b261bd0d2e1863a2f9da714768b7b2a19363cd6ae35aa90de91",
    })
    void sevEs(String firmware, int vcpus, String kernel, String digest) throws Exception {
        assertThat(SevLaunch.sevEs(VmmType.QEMU, firmware(firmware), kernel(kernel), vcpus, epyc()))
                .isEqualTo(Bytes.hex(digest));
    }

    @ParameterizedTest(name = "{0}, kernel {1}")
    @CsvSource({
        "AmdSev, empty, 77f613d7bbcdf12a73782ea9e88b0172aeda50d1a54201cb903594ff52846898",
        "AmdSev, cmdline, 82a3ee5d537c3620628270c292ae30cb40c3c878666a7890ee7ef2a08fb535ff",
        "OvmfX64, none, b4c021e085fb83ceffe6571a3d357b4a98773c83c474e47f76c876708fe316da",
    })
    void sev(String firmware, String kernel, String digest) throws Exception {
        assertThat(SevLaunch.sev(firmware(firmware), kernel(kernel))).isEqualTo(Bytes.hex(digest));
    }

    @Test
    void aFirmwareWithoutAPlaceForAKernelMeasuresNone() throws Exception {
        OvmfImage firmware = firmware("OvmfX64");
        CpuType type = epyc();

        assertMissing("hash_table", () -> SnpLaunch.of(VmmType.QEMU, firmware, kernel("empty")));
        assertMissing("hash_table", () -> SevLaunch.sev(firmware, kernel("empty")));
        assertMissing("hash_table", () -> SevLaunch.sevEs(VmmType.QEMU, firmware, kernel("empty"), 1, type));
    }

    @Test
    void aFirmwareWithoutSevMetadataIsNotLaunchedWithSnp() throws Exception {
        OvmfImage bare = OvmfImage.read(Bytes.zeros(4096));
        CpuType type = epyc();

        assertMissing("sev_metadata", () -> SnpLaunch.of(VmmType.QEMU, bare, Optional.empty()));
        assertMissing("reset_eip", () -> SevLaunch.sevEs(VmmType.QEMU, bare, Optional.empty(), 2, type));
        assertThat(SevLaunch.sevEs(VmmType.QEMU, bare, Optional.empty(), 1, type)
                        .size())
                .isEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource(value = VmmType.class, mode = EnumSource.Mode.EXCLUDE, names = "QEMU")
    void othersThanQemuAreRefusedByName(VmmType vmm) throws Exception {
        OvmfImage firmware = firmware("AmdSev");
        CpuType type = epyc();
        MalformedEvidenceException snp = catchThrowableOfType(
                MalformedEvidenceException.class, () -> SnpLaunch.of(vmm, firmware, kernel("empty")));
        MalformedEvidenceException es = catchThrowableOfType(
                MalformedEvidenceException.class, () -> SevLaunch.sevEs(vmm, firmware, kernel("empty"), 1, type));

        assertThat(snp.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(snp.inWords()).contains(vmm.text()).contains("not computed yet");
        assertThat(es.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(VmmType.named(vmm.text(), "vmm_type")).isEqualTo(vmm);
    }

    private static void assertMissing(String path, ThrowingCallable launch) {
        MalformedEvidenceException fault = catchThrowableOfType(MalformedEvidenceException.class, launch);

        assertThat(fault.code()).isEqualTo(Malformation.MISSING);
        assertThat(fault.path()).isEqualTo(path);
    }
}
