package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An OVMF firmware image, and what its tables say about launching it with SEV. The image ends at 4 GiB of guest memory, so
 * its size decides where each page lies.
 *
 * <pre>
 * "ASEV" | u32 length | u32 version = 1 | u32 count | count × { u32 address, u32 size, u32 type }
 * </pre>
 *
 * The length of that block is not looked at, as no reader does; the count is.
 *
 * @param bytes the image, a multiple of 4096 bytes and at most 16 MiB
 * @param sections what to put into guest memory, in the order of measuring; empty where the image does not say, and then it
 *     cannot be launched with SEV-SNP
 * @param hashTableGpa where the hashes of the kernel go, 32 bits; empty where the image says nothing or zero, and then a kernel
 *     cannot be measured
 * @param resetEip where other vCPUs than the first begin, 32 bits
 * @see "edk2, OvmfPkg/ResetVector/X64/OvmfSevMetadata.asm"
 */
public record OvmfImage(
        Bytes bytes, Optional<List<SevSection>> sections, OptionalLong hashTableGpa, OptionalLong resetEip) {

    /** Bytes. */
    public static final int MAX_SIZE = 16 << 20;

    /** More sections than any firmware has. */
    public static final int MAX_SECTIONS = 64;

    static final int PAGE_SIZE = 4096;

    private static final Bytes SIGNATURE = Bytes.utf8("ASEV");
    private static final String NAME = "ovmf";

    public OvmfImage {
        sections = sections.map(List::copyOf);
    }

    /** Reads an image; whoever launches it says what it has to have. */
    public static OvmfImage read(Bytes image) throws MalformedEvidenceException {
        if (image.size() > MAX_SIZE) {
            throw fault(Malformation.LIMIT_EXCEEDED, image.size(), "at most " + MAX_SIZE + " bytes");
        }
        if (image.isEmpty() || image.size() % PAGE_SIZE != 0) {
            throw fault(Malformation.BAD_LENGTH, image.size(), "a multiple of " + PAGE_SIZE + " bytes");
        }
        FooterTable table = FooterTable.read(image);
        OptionalLong metadata = table.number(OvmfGuid.SEV_METADATA, "sev_metadata");
        OptionalLong hashTable = table.number(OvmfGuid.HASH_TABLE, "hash_table");
        return new OvmfImage(
                image,
                metadata.isEmpty() ? Optional.empty() : Optional.of(sections(image, metadata.getAsLong())),
                hashTable.orElse(0) == 0 ? OptionalLong.empty() : hashTable,
                table.number(OvmfGuid.RESET_BLOCK, "reset_block"));
    }

    /** Guest-physical address of the first byte. */
    public long gpa() {
        return (1L << 32) - bytes.size();
    }

    /** Where the kernel's hashes go; {@code MISSING} if the image cannot measure a kernel. */
    long requireHashTable() throws MalformedEvidenceException {
        return hashTableGpa.orElseThrow(() -> new MalformedEvidenceException(
                Malformation.MISSING, "hash_table", 0, "a place for the hashes of kernel, initrd and command line"));
    }

    /** @param fromEnd where the block begins, in bytes before the image's end */
    private static List<SevSection> sections(Bytes image, long fromEnd) throws MalformedEvidenceException {
        if (fromEnd > image.size()) {
            throw fault(Malformation.BAD_VALUE, 0, "SEV metadata inside of the image");
        }
        ByteReader in = ByteReader.of(image.slice(image.size() - (int) fromEnd, image.size()), "sev_metadata");
        if (!in.take("signature", 4).equals(SIGNATURE)) {
            throw in.fault(Malformation.BAD_VALUE, "signature", 0, "ASEV");
        }
        in.u32le("length");
        if (in.u32le("version") != 1) {
            throw in.fault(Malformation.UNSUPPORTED, "version", 8, "version 1");
        }
        long count = in.u32le("count");
        if (count > MAX_SECTIONS) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, "count", 12, "at most " + MAX_SECTIONS + " sections");
        }
        List<SevSection> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long gpa = in.u32le("gpa");
            long size = in.u32le("size");
            int at = in.position();
            Optional<SectionType> type = SectionType.of(in.u32le("type"));
            if (type.isEmpty()) {
                throw in.fault(Malformation.UNSUPPORTED, "type", at, "a section type that is known");
            }
            sections.add(new SevSection(gpa, size, type.get()));
        }
        return sections;
    }

    private static MalformedEvidenceException fault(Malformation code, int offset, String expected) {
        return new MalformedEvidenceException(code, NAME, offset, expected);
    }
}
