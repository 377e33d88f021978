package dev.teeproof.fuzz;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.image.sev.SectionType;
import dev.teeproof.image.sev.SevSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Firmware and measurement documents that the targets begin with: made here, and real ones where they are at hand. */
final class LaunchSeeds {

    private static final List<SevSection> SECTIONS = List.of(
            new SevSection(0x800000, 0x9000, SectionType.SEC_MEM),
            new SevSection(0x80d000, 0x1000, SectionType.SECRETS),
            new SevSection(0x80e000, 0x1000, SectionType.CPUID),
            new SevSection(0x80f000, 0x1000, SectionType.SVSM_CAA),
            new SevSection(0x810000, 0x1000, SectionType.KERNEL_HASHES));

    private LaunchSeeds() {}

    static void write() throws IOException {
        SeedCorpus.seed("OvmfFuzzTest", firmware(), "made");
        Bytes document = new SnpMeasurement(
                        "console=ttyS0 dstack.rootfs_hash=" + "33".repeat(32),
                        Bytes.ofRepeated(0x44, 48),
                        Bytes.ofRepeated(0x55, 32),
                        Bytes.empty(),
                        0x810c00,
                        0x80b004,
                        SECTIONS)
                .toCbor();
        SeedCorpus.seed("SnpMeasurementFuzzTest", document, "made");
    }

    static void ofRealEvidence(Path folder) throws IOException {
        for (String name : List.of("ovmf_AmdSev_suffix.bin", "ovmf_OvmfX64_suffix.bin")) {
            SeedCorpus.seed(
                    "OvmfFuzzTest",
                    Bytes.copyOf(
                            Files.readAllBytes(folder.resolve("launch/fixtures").resolve(name))),
                    name);
        }
    }

    /** The end of an image, as short as can be: sections, the table's entries, the table's own, the reset vector. */
    private static Bytes firmware() {
        ByteWriter out = new ByteWriter().bytes(Bytes.utf8("ASEV"));
        out.u32le(16 + 12L * SECTIONS.size()).u32le(1).u32le(SECTIONS.size());
        for (SevSection section : SECTIONS) {
            out.u32le(section.gpa()).u32le(section.size()).u32le(section.type().code());
        }
        int table = 22 + 22 + 26 + 18;
        entry(out.u32le(out.size() + table + 32L), 22, "666588dc4a989847a75e5585a7bf67cc");
        entry(out.u32le(0x80b004), 22, "de71f7007e1acb4f890e68c77e2fb44e");
        entry(out.u32le(0x810c00).u32le(0x400), 26, "1f3755723b3a044b927b1da6efa8d454");
        entry(out, table, "de82b596b21ff745baeaa366c55a082d");
        return out.bytes(Bytes.zeros(32)).toBytes();
    }

    private static void entry(ByteWriter out, int length, String guid) {
        out.u16le(length).bytes(Bytes.hex(guid));
    }
}
