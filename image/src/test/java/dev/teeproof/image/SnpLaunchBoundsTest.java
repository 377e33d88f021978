package dev.teeproof.image;

import static dev.teeproof.image.RealSnpMeasurement.MEASUREMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.SectionType;
import dev.teeproof.image.sev.SevSection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document and a machine may say before a launch digest is computed. */
class SnpLaunchBoundsTest {

    private static final CpuType MILAN = new CpuType(0xa00f11);

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 513, Integer.MAX_VALUE})
    void aMachineHasFrom1To512Vcpus(int vcpus) {
        assertFault(Malformation.LIMIT_EXCEEDED, "vcpus", MEASUREMENT, vcpus, 1);
    }

    @Test
    void aGuestHasFeatures() throws Exception {
        assertFault(Malformation.BAD_VALUE, "guest_features", MEASUREMENT, 1, 0);
        assertThat(MEASUREMENT.launchDigest(512, MILAN, -1).size()).isEqualTo(48);
    }

    @Test
    void anAddressOfZeroIsNone() {
        SnpMeasurement noTable = with(MEASUREMENT.cmdline(), 0, 0x80b004, MEASUREMENT.sections());
        SnpMeasurement noReset = with(MEASUREMENT.cmdline(), 0x810c00, 0, MEASUREMENT.sections());

        assertFault(Malformation.BAD_VALUE, "measurement.snp.cbor.hashes_table_gpa", noTable, 1, 1);
        assertFault(Malformation.BAD_VALUE, "measurement.snp.cbor.reset_eip", noReset, 1, 1);
    }

    @Test
    void theHashTableEndsInItsPage() throws Exception {
        SnpMeasurement last = with(MEASUREMENT.cmdline(), 0x810f50, 0x80b004, MEASUREMENT.sections());
        SnpMeasurement past = with(MEASUREMENT.cmdline(), 0x810f51, 0x80b004, MEASUREMENT.sections());

        assertThat(last.launchDigest(1, MILAN, 1)).isNotEqualTo(MEASUREMENT.launchDigest(1, MILAN, 1));
        assertFault(Malformation.BAD_VALUE, "hashes_table_gpa", past, 1, 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', MISSING, .cmdline",
        "console=ttyS0, MISSING, .cmdline",
        "xdstack.rootfs_hash=ca5adaef0ac3a36108035925763b48a5818f634e700fbaab561d419fd30d7121, MISSING, .cmdline",
        "dstack.rootfs_hash=, BAD_LENGTH, .cmdline.dstack.rootfs_hash=",
        "dstack.rootfs_hash=ca5adaef0ac3a36108035925763b48a5818f634e700fbaab561d419fd30d71, BAD_LENGTH, .cmdline.dstack.rootfs_hash=",
        "dstack.rootfs_hash=ca5adaef0ac3a36108035925763b48a5818f634e700fbaab561d419fd30d712g, BAD_VALUE, .cmdline.dstack.rootfs_hash=",
        "dstack.rootfs_hash=ca5adaef0ac3a36108035925763b48a5818f634e700fbaab561d419fd30d7121 dstack.rootfs_hash=ca, DUPLICATE, .cmdline",
    })
    void theCommandLineNamesTheRootFileSystemOnce(String cmdline, Malformation code, String path) {
        assertFault(code, "measurement.snp.cbor" + path, withCmdline(cmdline), 1, 1);
    }

    @Test
    void theCommandLineHasNoZeroAtWhichAKernelWouldStop() {
        assertFault(
                Malformation.BAD_VALUE,
                "measurement.snp.cbor.cmdline",
                withCmdline("init=/bin/sh\0 " + MEASUREMENT.cmdline()),
                1,
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\t \r\n", "\u0085", "\u00a0", "\u2003\u3000"})
    void whiteSpaceAroundTheCommandLineIsNotMeasured(String space) throws Exception {
        SnpMeasurement spaced = withCmdline(space + MEASUREMENT.cmdline() + space);

        assertThat(spaced.launchDigest(2, new CpuType(0x800f12), 1)).isEqualTo(RealSnpMeasurement.LAUNCH_DIGEST);
    }

    @ParameterizedTest(name = "{0} bytes at {1}")
    @CsvSource({"0, 8392704", "4095, 8392704", "1, 8392704", "4096, 8392705"})
    void sectionsAreWholePages(long size, long gpa) {
        SnpMeasurement odd = withSections(List.of(new SevSection(gpa, size, SectionType.SECRETS)), 0);

        assertFault(Malformation.BAD_VALUE, "sections", odd, 1, 1);
    }

    @Test
    void sectionsAreFewEnough() throws Exception {
        SevSection most = new SevSection(0, (65_536L - 31) * 4096, SectionType.SEC_MEM);
        SevSection more = new SevSection(0, (65_536L - 30) * 4096, SectionType.SEC_MEM);

        assertThat(withSections(List.of(most), 0).launchDigest(1, MILAN, 1).size())
                .isEqualTo(48);
        assertFault(Malformation.LIMIT_EXCEEDED, "sections", withSections(List.of(more), 0), 1, 1);
        assertFault(Malformation.LIMIT_EXCEEDED, "sections", withSections(List.of(), 64 - 6), 1, 1);
        assertFault(Malformation.MISSING, "sections", with(MEASUREMENT.cmdline(), 1, 1, List.of()), 1, 1);
    }

    @Test
    void thereIsOnePageForTheHashes() {
        List<SevSection> without = MEASUREMENT.sections().subList(0, 6);
        List<SevSection> larger = new ArrayList<>(without);
        larger.add(new SevSection(0x810000, 0x2000, SectionType.KERNEL_HASHES));

        assertFault(Malformation.MISSING, "sections", with(MEASUREMENT.cmdline(), 0x810c00, 1, without), 1, 1);
        assertFault(Malformation.BAD_VALUE, "sections", with(MEASUREMENT.cmdline(), 0x810c00, 1, larger), 1, 1);
    }

    @Test
    void theOrderOfSectionsCounts() throws Exception {
        List<SevSection> reversed = new ArrayList<>(MEASUREMENT.sections()).reversed();

        assertThat(with(MEASUREMENT.cmdline(), 0x810c00, 0x80b004, reversed).launchDigest(2, new CpuType(0x800f12), 1))
                .isNotEqualTo(RealSnpMeasurement.LAUNCH_DIGEST);
    }

    @Test
    void dstackLaunchesNoTurin() throws Exception {
        MalformedEvidenceException turin =
                catchThrowableOfType(MalformedEvidenceException.class, () -> SnpMeasurement.cpuType("EPYC-Turin"));
        MalformedEvidenceException none =
                catchThrowableOfType(MalformedEvidenceException.class, () -> SnpMeasurement.cpuType(" "));

        assertThat(turin.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(none.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(SnpMeasurement.cpuType("epyc-milan-V2")).isEqualTo(MILAN);
    }

    private static SnpMeasurement with(String cmdline, long table, long reset, List<SevSection> sections) {
        return RealSnpMeasurement.with(cmdline, table, reset, sections);
    }

    private static SnpMeasurement withCmdline(String cmdline) {
        return with(cmdline, 0x810c00, 0x80b004, MEASUREMENT.sections());
    }

    private static SnpMeasurement withSections(List<SevSection> more, int pages) {
        List<SevSection> sections = new ArrayList<>(MEASUREMENT.sections());
        sections.addAll(more);
        for (int i = 0; i < pages; i++) {
            sections.add(new SevSection(0x900000, 0x1000, SectionType.SEC_MEM));
        }
        return with(MEASUREMENT.cmdline(), 0x810c00, 0x80b004, sections);
    }

    private static void assertFault(
            Malformation code, String path, SnpMeasurement document, int vcpus, long guestFeatures) {
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> document.launchDigest(vcpus, MILAN, guestFeatures));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }
}
