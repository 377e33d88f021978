package dev.teeproof.image.sev;

import static dev.teeproof.image.sev.SyntheticOvmf.HASH_TABLE;
import static dev.teeproof.image.sev.SyntheticOvmf.METADATA;
import static dev.teeproof.image.sev.SyntheticOvmf.RESET_BLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvmfImageTest {

    @Test
    void dstacksOwnExampleIsReadAndHasItsDigest() throws Exception {
        OvmfImage image = OvmfImage.read(SyntheticOvmf.ofDstack().build());

        assertThat(image.sections().orElseThrow())
                .containsExactly(
                        new SevSection(0x1000, 0x1000, SectionType.SEC_MEM),
                        new SevSection(0x2000, 0x1000, SectionType.SECRETS),
                        new SevSection(0x3000, 0x1000, SectionType.CPUID),
                        new SevSection(0x4000, 0x1000, SectionType.KERNEL_HASHES));
        assertThat(image.hashTableGpa()).hasValue(0x4000);
        assertThat(image.resetEip()).hasValue(0xffff_fff0L);
        assertThat(image.gpa()).isEqualTo(0xffff_f000L);
        assertThat(SnpLaunch.firmwareDigest(image))
                .isEqualTo(
                        Bytes.hex(
                                "7c0f80f0a8d0ab1ee23fe763b255b8b210bb71113febcda60d76c00e84512f0cc141ffaa61be7bd22164736e85ec52d3"));
    }

    @Test
    void aBuildForSnpHasEverything() throws Exception {
        OvmfImage image = OvmfImage.read(Bytes.copyOf(Conformance.bytes("launch/fixtures/ovmf_AmdSev_suffix.bin")));

        assertThat(image.sections().orElseThrow())
                .containsExactly(
                        new SevSection(0x800000, 0x9000, SectionType.SEC_MEM),
                        new SevSection(0x80a000, 0x3000, SectionType.SEC_MEM),
                        new SevSection(0x80d000, 0x1000, SectionType.SECRETS),
                        new SevSection(0x80e000, 0x1000, SectionType.CPUID),
                        new SevSection(0x80f000, 0x1000, SectionType.SVSM_CAA),
                        new SevSection(0x810000, 0x1000, SectionType.KERNEL_HASHES),
                        new SevSection(0x811000, 0xf000, SectionType.SEC_MEM));
        assertThat(image.hashTableGpa()).hasValue(0x810c00);
        assertThat(image.resetEip()).hasValue(0x80b004);
    }

    @Test
    void anOrdinaryBuildHasNoPlaceForAKernel() throws Exception {
        OvmfImage image = OvmfImage.read(Bytes.copyOf(Conformance.bytes("launch/fixtures/ovmf_OvmfX64_suffix.bin")));

        assertThat(image.hashTableGpa()).isEmpty();
        assertThat(image.sections().orElseThrow())
                .hasSize(6)
                .contains(new SevSection(0x810000, 0x10000, SectionType.SEC_MEM))
                .extracting(SevSection::type)
                .doesNotContain(SectionType.KERNEL_HASHES);
    }

    @Test
    void anImageMayHaveNoTable() throws Exception {
        OvmfImage image = OvmfImage.read(Bytes.zeros(8192));

        assertThat(image.sections()).isEmpty();
        assertThat(image.hashTableGpa()).isEqualTo(OptionalLong.empty());
        assertThat(image.resetEip()).isEqualTo(OptionalLong.empty());
        assertThat(image.gpa()).isEqualTo(0xffff_e000L);
    }

    @Test
    void anEntrysDataMayBeLongerThanItsNumber() throws Exception {
        SyntheticOvmf ovmf = new SyntheticOvmf().entry(Bytes.hex("000c81000004000099"), 27, HASH_TABLE);

        assertThat(OvmfImage.read(ovmf.build()).hashTableGpa()).hasValue(0x810c00);
    }

    @ParameterizedTest
    @CsvSource({"0, BAD_LENGTH", "1, BAD_LENGTH", "4095, BAD_LENGTH", "4097, BAD_LENGTH", "16781312, LIMIT_EXCEEDED"})
    void anImageIsOfWholePagesAndAtMost16Mebibytes(int size, Malformation code) {
        assertThat(fault(Bytes.zeros(size)).code()).isEqualTo(code);
    }

    @Test
    void anImageMayHave16Mebibytes() throws Exception {
        assertThat(OvmfImage.read(Bytes.zeros(16 << 20)).gpa()).isEqualTo(0xff00_0000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 23, 0xffff})
    void anEntryIsNeitherShorterThanItsHeaderNorLongerThanTheTable(int length) {
        MalformedEvidenceException fault = fault(
                new SyntheticOvmf().entry(Bytes.zeros(4), length, RESET_BLOCK).build());

        assertThat(fault.code()).isEqualTo(Malformation.BAD_LENGTH);
        assertThat(fault.path()).isEqualTo("footer_table");
    }

    @ParameterizedTest
    @CsvSource({
        "-85, BAD_LENGTH",
        "-67, BAD_LENGTH",
        "4000, BAD_LENGTH",
        "1, TRAILING_BYTES",
        "17, TRAILING_BYTES",
        "18, BAD_LENGTH"
    })
    void aTableIsOfWholeEntries(int excess, Malformation code) {
        assertThat(fault(SyntheticOvmf.ofDstack().tableLongerBy(excess).build()).code())
                .isEqualTo(code);
    }

    @Test
    void aGuidStandsOnce() {
        MalformedEvidenceException fault =
                fault(SyntheticOvmf.ofDstack().entry(RESET_BLOCK, 0x80b004).build());

        assertThat(fault.code()).isEqualTo(Malformation.DUPLICATE);
    }

    @Test
    void anEntryHasItsNumber() {
        MalformedEvidenceException fault =
                fault(new SyntheticOvmf().entry(Bytes.zeros(3), 21, RESET_BLOCK).build());

        assertThat(fault.code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(fault.path()).isEqualTo("footer_table.reset_block.data");
    }

    @ParameterizedTest
    @CsvSource({
        "4097, BAD_VALUE, ovmf",
        "4294967295, BAD_VALUE, ovmf",
        "0, TRUNCATED, sev_metadata.signature",
        "15, BAD_VALUE, sev_metadata.signature",
        "3585, BAD_VALUE, sev_metadata.signature",
    })
    void metadataLiesInsideOfTheImage(long fromEnd, Malformation code, String path) {
        MalformedEvidenceException fault =
                fault(new SyntheticOvmf().entry(METADATA, fromEnd).build());

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, UNSUPPORTED, version",
        "2, 1, 1, UNSUPPORTED, version",
        "1, 65, 1, LIMIT_EXCEEDED, count",
        "1, 4294967295, 1, LIMIT_EXCEEDED, count",
        "1, 1, 0, UNSUPPORTED, type",
        "1, 1, 5, UNSUPPORTED, type",
        "1, 1, 17, UNSUPPORTED, type",
        "1, 1, 4294967295, UNSUPPORTED, type",
    })
    void metadataIsOfVersion1WithFewSectionsOfKnownTypes(
            long version, long count, long type, Malformation code, String field) {
        Bytes metadata = SyntheticOvmf.metadata(28, version, count, 0x1000, 0x1000, type);
        MalformedEvidenceException fault =
                fault(SyntheticOvmf.ofDstack().withMetadata(metadata).build());

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("sev_metadata." + field);
    }

    @Test
    void sectionsEndWithTheImage() {
        Bytes atTheEnd = Bytes.concat(SyntheticOvmf.metadata(40, 1, 2, 0x1000, 0x1000, 1), Bytes.zeros(11));
        Bytes page = SyntheticOvmf.ofDstack().build();
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> OvmfImage.read(withMetadataInTheResetVector(page, atTheEnd)));

        assertThat(fault.code()).isEqualTo(Malformation.TRUNCATED);
    }

    /** The last 32 bytes have room for a header and one section, not for a second. */
    private static Bytes withMetadataInTheResetVector(Bytes page, Bytes metadata) {
        Bytes table = new SyntheticOvmf().entry(METADATA, 32).build();
        return Bytes.concat(page.slice(0, 2048), table.slice(2048, 4064), metadata.slice(0, 32));
    }

    @Test
    void anImageKeepsTheOrderOfItsSections() throws Exception {
        Bytes metadata = SyntheticOvmf.metadata(40, 1, 2, 0x9000, 0x1000, 3, 0x1000, 0x1000, 2);

        assertThat(OvmfImage.read(
                                SyntheticOvmf.ofDstack().withMetadata(metadata).build())
                        .sections()
                        .orElseThrow())
                .isEqualTo(List.of(
                        new SevSection(0x9000, 0x1000, SectionType.CPUID),
                        new SevSection(0x1000, 0x1000, SectionType.SECRETS)));
    }

    private static MalformedEvidenceException fault(Bytes image) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> OvmfImage.read(image));
    }
}
