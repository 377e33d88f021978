package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.image.sev.SectionType;
import dev.teeproof.image.sev.SevSection;
import java.util.List;
import java.util.UUID;

/**
 * A firmware image of four pages with the tables of OVMF's AmdSev build: what launches a guest finds all that it looks for, and
 * nothing in it would run.
 *
 * <pre>
 * bytes that follow from the image's name
 * "ASEV", u32 length, u32 1, u32 count, count × { u32 address, u32 size, u32 type }
 * table of footers, read from its end: hash table's place, reset block, offset of the SEV metadata from the end, its own GUID
 * 32 bytes of reset vector
 * </pre>
 *
 * @see "edk2, OvmfPkg/ResetVector/Ia16/ResetVectorVtf0.asm and X64/OvmfSevMetadata.asm"
 */
final class SnpFirmware {

    private static final int SIZE = 4 * 4096;
    private static final int RESET_VECTOR = 32;
    private static final long HASH_TABLE = 0x81_0c00;
    private static final long HASH_TABLE_SIZE = 0x400;
    private static final long RESET_EIP = 0x80_b004;

    /** Where the AmdSev build has them. */
    private static final List<SevSection> SECTIONS = List.of(
            new SevSection(0x80_0000, 0x9000, SectionType.SEC_MEM),
            new SevSection(0x80_a000, 0x3000, SectionType.SEC_MEM),
            new SevSection(0x80_d000, 0x1000, SectionType.SECRETS),
            new SevSection(0x80_e000, 0x1000, SectionType.CPUID),
            new SevSection(0x80_f000, 0x1000, SectionType.SVSM_CAA),
            new SevSection(0x81_1000, 0xf000, SectionType.SEC_MEM),
            new SevSection(0x81_0000, 0x1000, SectionType.KERNEL_HASHES));

    private SnpFirmware() {}

    /** The image of this name: every byte follows from the name. */
    static Bytes named(String name) {
        Bytes metadata = metadata();
        Bytes footers = footers(0);
        Bytes tail = Bytes.concat(metadata, footers(metadata.size() + footers.size() + RESET_VECTOR));
        return Bytes.concat(
                filling(name, SIZE - tail.size() - RESET_VECTOR), tail, filling(name + " reset", RESET_VECTOR));
    }

    private static Bytes metadata() {
        ByteWriter out = new ByteWriter()
                .bytes(Bytes.utf8("ASEV"))
                .u32le(16 + 12L * SECTIONS.size())
                .u32le(1)
                .u32le(SECTIONS.size());
        for (SevSection section : SECTIONS) {
            out.u32le(section.gpa()).u32le(section.size()).u32le(section.type().code());
        }
        return out.toBytes();
    }

    /** @param metadata where the metadata begin, in bytes before the image's end */
    private static Bytes footers(int metadata) {
        Bytes entries = Bytes.concat(
                footer(
                        new ByteWriter()
                                .u32le(HASH_TABLE)
                                .u32le(HASH_TABLE_SIZE)
                                .toBytes(),
                        "7255371f-3a3b-4b04-927b-1da6efa8d454"),
                footer(new ByteWriter().u32le(RESET_EIP).toBytes(), "00f771de-1a7e-4fcb-890e-68c77e2fb44e"),
                footer(new ByteWriter().u32le(metadata).toBytes(), "dc886566-984a-4798-a75e-5585a7bf67cc"));
        return footer(entries, "96b582de-1fb2-45f7-baea-a366c55a082d");
    }

    /** Data, u16 length of all, GUID. */
    private static Bytes footer(Bytes data, String guid) {
        return new ByteWriter()
                .bytes(data)
                .u16le(data.size() + 18)
                .bytes(mixedEndian(guid))
                .toBytes();
    }

    /** As firmware writes GUIDs: the first three groups little-endian. */
    private static Bytes mixedEndian(String text) {
        UUID guid = UUID.fromString(text);
        long high = guid.getMostSignificantBits();
        return new ByteWriter()
                .u32le(high >>> 32)
                .u16le((int) (high >>> 16) & 0xffff)
                .u16le((int) high & 0xffff)
                .bigEndian(guid.getLeastSignificantBits(), 8)
                .toBytes();
    }

    private static Bytes filling(String label, int size) {
        ByteWriter out = new ByteWriter();
        for (int i = 0; out.size() < size; i++) {
            out.bytes(Digest.SHA_512.of(Bytes.utf8(label + " " + i)));
        }
        return out.toBytes().slice(0, size);
    }
}
