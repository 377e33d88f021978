package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.image.sev.SectionType;
import dev.teeproof.image.sev.SevSection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnpMeasurementTest {

    private static final String HEX = RealSnpMeasurement.DOCUMENT.toHex();

    private static final SnpMeasurement SYNTHETIC = new SnpMeasurement(
            "console=ttyS0 dstack.rootfs_hash=" + "33".repeat(32),
            Bytes.ofRepeated(0x44, 48),
            Bytes.ofRepeated(0x55, 32),
            Bytes.ofRepeated(0x66, 32),
            0x801000,
            0xffff_fff0L,
            List.of(
                    new SevSection(0x100000, 0x2000, SectionType.SEC_MEM),
                    new SevSection(0x800000, 0x1000, SectionType.KERNEL_HASHES),
                    new SevSection(0x810000, 0x1000, SectionType.SECRETS),
                    new SevSection(0x820000, 0x1000, SectionType.CPUID)));

    @Test
    void aReleasedImagesDocumentIsReadFieldByField() throws Exception {
        assertThat(RealSnpMeasurement.DOCUMENT.size()).isEqualTo(680);
        assertThat(Digest.SHA_256.of(RealSnpMeasurement.DOCUMENT)).isEqualTo(RealSnpMeasurement.DOCUMENT_HASH);
        assertThat(SnpMeasurement.read(RealSnpMeasurement.DOCUMENT)).isEqualTo(RealSnpMeasurement.MEASUREMENT);
    }

    @Test
    void aRealMachinesLaunchDigestFollowsFromIt() throws Exception {
        assertThat(RealSnpMeasurement.MEASUREMENT.launchDigest(2, SnpMeasurement.cpuType("EPYC-v4"), 1))
                .isEqualTo(RealSnpMeasurement.LAUNCH_DIGEST);
        assertThat(RealSnpMeasurement.MEASUREMENT.rootfsHash()).isEqualTo(Bytes.hex(RealSnpMeasurement.ROOTFS_HASH));
    }

    @Test
    void dstacksOwnExampleHasItsDigests() throws Exception {
        Bytes document = SYNTHETIC.toCbor();
        String hash = "1ea3960fbedc1e0f1cd4f984f88c03692aad2bc414c715c7c8817eb0e8f70a75";

        assertThat(Digest.SHA_256.of(document)).isEqualTo(Bytes.hex(hash));
        assertThat(new ChecksumFile(Bytes.utf8(hash + "  measurement.snp.cbor\n")).hash())
                .isEqualTo(Bytes.hex("3d7fe56dc936bde7c7d9045f44ed709f99c3f87ef007d1a5ff065a980b881466"));
        assertThat(SnpMeasurement.read(document).launchDigest(2, SnpMeasurement.cpuType(" epyc-V4 "), 1))
                .isEqualTo(
                        Bytes.hex(
                                "88b48404819692fd2a5068f1a07bf1973bbcaa1314adc670705f9388762a759faf889f8e2c71fe1ec892554415257960"));
    }

    @Test
    void membersMayStandInAnyOrder() throws Exception {
        String version = "6776657273696f6e03";
        String reordered = HEX.replaceFirst(version, "") + version;

        assertThat(SnpMeasurement.read(Bytes.hex(reordered))).isEqualTo(RealSnpMeasurement.MEASUREMENT);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "6776657273696f6e03, 6776657273696f6e02, UNSUPPORTED, .version",
        "6776657273696f6e03, 6776657273696f6e04, UNSUPPORTED, .version",
        "6776657273696f6e03, 6776657273696f6f03, MISSING, .version",
        "67636d646c696e65, 67636d646c696e66, MISSING, .cmdline",
        "67636d646c696e6579, 67636d646c696e6559, WRONG_TYPE, .cmdline",
        "696f766d665f68617368, 696f766d665f68617369, MISSING, .ovmf_hash",
        "6b6b65726e656c5f68617368, 6b6b65726e656c5f68617369, MISSING, .kernel_hash",
        "6b696e697472645f68617368, 6b696e697472645f68617369, MISSING, .initrd_hash",
        "706861736865735f7461626c655f677061, 706861736865735f7461626c655f677062, MISSING, .hashes_table_gpa",
        "69726573, 69726574, MISSING, .reset_eip",
        "6d6f766d665f73656374696f6e7387, 6d6f766d665f73656374696f6e7487, MISSING, .ovmf_sections",
        "6d6f766d665f73656374696f6e7387, 6d6f766d665f73656374696f6e7386, TRAILING_BYTES, ''",
        "1a00810c00, 1b0000000100810c00, BAD_VALUE, .hashes_table_gpa",
        "1a0080b004, 1b000000010080b004, BAD_VALUE, .reset_eip",
        "1a0080b004, 1b800000010080b004, BAD_VALUE, .reset_eip",
        "1a0080e0006473697a65191000647479706503, 1a0080e0006473697a6519100064747970650f, UNSUPPORTED, .ovmf_sections[3].type",
        "1a0080e0006473697a65191000647479706503, 1a0080e0006473697a6519100064747970651103, TRAILING_BYTES, ''",
        "1a00800000, 1b0000000100800000, BAD_VALUE, .ovmf_sections[0].gpa",
        "a3636770611a00800000, a4617800636770611a00800000, BAD_VALUE, .ovmf_sections[0]",
        "a3636770611a00800000, a3636770621a00800000, MISSING, .ovmf_sections[0].gpa",
    })
    void whatIsMissingOrOfAnotherTypeIsRefused(String was, String becomes, Malformation code, String path) {
        assertThat(HEX).containsOnlyOnce(was);
        MalformedEvidenceException fault = fault(HEX.replace(was, becomes));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("measurement.snp.cbor" + path);
    }

    @Test
    void noMemberIsIgnored() {
        assertThat(fault(HEX.replaceFirst("^a8", "a9617800")).code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(fault(HEX.replaceFirst("^a8", "a96776657273696f6e03")).code())
                .isEqualTo(Malformation.DUPLICATE);
    }

    @Test
    void digestsHaveTheirLengths() {
        SnpMeasurement real = RealSnpMeasurement.MEASUREMENT;
        for (Bytes hash : List.of(real.ovmfHash(), real.kernelHash(), real.initrdHash())) {
            String was = "58" + Integer.toHexString(hash.size()) + hash;
            String becomes = "58" + Integer.toHexString(hash.size() - 1) + hash.slice(1, hash.size());

            assertThat(fault(HEX.replace(was, becomes)).code()).isEqualTo(Malformation.BAD_LENGTH);
        }
    }

    @Test
    void anEmptyInitrdHashIsThatOfNoInitrd() throws Exception {
        Bytes initrd = RealSnpMeasurement.MEASUREMENT.initrdHash();
        String none = HEX.replace("5820" + initrd, "40");
        String ofNothing = HEX.replace("5820" + initrd, "5820" + Digest.SHA_256.of(Bytes.empty()));

        Bytes digest = SnpMeasurement.read(Bytes.hex(none)).launchDigest(1, SnpMeasurement.cpuType("EPYC"), 1);

        assertThat(digest)
                .isEqualTo(
                        SnpMeasurement.read(Bytes.hex(ofNothing)).launchDigest(1, SnpMeasurement.cpuType("EPYC"), 1));
    }

    @Test
    void nothingMayFollowAndNothingMayLack() {
        assertThat(fault(HEX + "00").code()).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(fault(HEX.substring(0, HEX.length() - 2)).code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(fault("").code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(fault("80").code()).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(fault("a8" + "00".repeat(SnpMeasurement.MAX_SIZE)).code()).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void moreSectionsThanAnyFirmwareHasAreRefused() {
        String section = "a3636770611a008000006473697a651910006474797065" + "01";
        String sections = "6d6f766d665f73656374696f6e73";
        String before = HEX.substring(0, HEX.indexOf(sections)) + sections;

        assertThat(fault(before + "9841" + section.repeat(65)).code()).isEqualTo(Malformation.LIMIT_EXCEEDED);
        assertThat(fault(before + "9bffffffffffffffff").code()).isEqualTo(Malformation.TRUNCATED);
    }

    private static MalformedEvidenceException fault(String hex) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> SnpMeasurement.read(Bytes.hex(hex)));
    }
}
