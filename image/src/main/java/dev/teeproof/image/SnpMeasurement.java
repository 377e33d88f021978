package dev.teeproof.image;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.cbor.CborReader;
import dev.teeproof.codec.cbor.CborWriter;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.LaunchDigest;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.SectionType;
import dev.teeproof.image.sev.SevSection;
import dev.teeproof.image.sev.SnpLaunch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * {@code measurement.snp.cbor}, version 3: from what it says, and the shape of the machine, the launch digest follows.
 *
 * <pre>
 * { version: 3, cmdline: text, ovmf_hash: bytes(48), kernel_hash: bytes(32), initrd_hash: bytes(32),
 *   hashes_table_gpa: uint, reset_eip: uint, ovmf_sections: [ { gpa: uint, size: uint, type: uint }, … ] }
 * </pre>
 *
 * Exactly these members, in any order; an empty {@code initrd_hash} stands for no initrd. Whether a machine can be launched like
 * that is looked at by {@link #launchDigest}.
 *
 * @param cmdline as it is written; what is measured has no white space around it
 * @param ovmfHash launch digest of the firmware's pages alone
 * @param kernelHash SHA-256 of the kernel's file
 * @param initrdHash SHA-256 of the initrd's file
 * @param hashesTableGpa where QEMU puts the hashes, 32 bits
 * @param resetEip where other vCPUs than the first begin, 32 bits
 * @param sections of the firmware, in the order of measuring
 */
public record SnpMeasurement(
        String cmdline,
        Bytes ovmfHash,
        Bytes kernelHash,
        Bytes initrdHash,
        long hashesTableGpa,
        long resetEip,
        List<SevSection> sections) {

    public static final String FILE_NAME = "measurement.snp.cbor";

    /** Bytes; that of a released image has fewer than a thousand. */
    static final int MAX_SIZE = 64 << 10;

    private static final int MEMBERS = 8;
    private static final int SECTION_MEMBERS = 3;
    private static final Pattern WHITE_SPACE = Pattern.compile("(?U)\\s");
    private static final String ROOTFS_HASH = "dstack.rootfs_hash=";

    public SnpMeasurement {
        sections = List.copyOf(sections);
    }

    static SnpMeasurement read(Bytes cbor) throws MalformedEvidenceException {
        if (cbor.size() > MAX_SIZE) {
            throw fault(Malformation.LIMIT_EXCEEDED, "", "at most " + MAX_SIZE + " bytes");
        }
        CborReader in = CborReader.of(cbor, FILE_NAME);
        Members<CborReader> document = in.map();
        in.end();
        if (document.required("version").unsigned() != 3) {
            throw fault(Malformation.UNSUPPORTED, ".version", "version 3");
        }
        requireCount(document, MEMBERS);
        return new SnpMeasurement(
                document.required("cmdline").text(),
                document.required("ovmf_hash").bytes(LaunchDigest.SIZE),
                document.required("kernel_hash").bytes(32),
                initrdHash(document.required("initrd_hash")),
                number(document, "hashes_table_gpa"),
                number(document, "reset_eip"),
                sections(document.required("ovmf_sections")));
    }

    private static Bytes initrdHash(CborReader in) throws MalformedEvidenceException {
        Bytes hash = in.bytes();
        if (!hash.isEmpty() && hash.size() != 32) {
            throw fault(Malformation.BAD_LENGTH, ".initrd_hash", "32 bytes or none");
        }
        return hash;
    }

    private static List<SevSection> sections(CborReader in) throws MalformedEvidenceException {
        List<SevSection> sections = new ArrayList<>();
        int count = in.array(OvmfImage.MAX_SECTIONS);
        for (int i = 0; i < count; i++) {
            Members<CborReader> section =
                    in.named(FILE_NAME + ".ovmf_sections[" + i + "]").map();
            requireCount(section, SECTION_MEMBERS);
            Optional<SectionType> type = SectionType.of(number(section, "type"));
            if (type.isEmpty()) {
                throw fault(Malformation.UNSUPPORTED, ".ovmf_sections[" + i + "].type", "a section type that is known");
            }
            sections.add(new SevSection(number(section, "gpa"), number(section, "size"), type.get()));
        }
        in.end();
        return sections;
    }

    /** No member is ignored: one that a later reader understands could change what is measured. */
    private static void requireCount(Members<CborReader> map, int count) throws MalformedEvidenceException {
        if (map.readers().size() > count) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, map.path(), 0, "no members but the " + count + " of version 3");
        }
    }

    private static long number(Members<CborReader> map, String name) throws MalformedEvidenceException {
        long value = map.required(name).unsigned();
        if (value >>> 32 != 0) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, map.path() + "." + name, 0, "32 bits");
        }
        return value;
    }

    /** The document as an image's build writes it: what {@link CommittedMeasurement} reads. */
    public Bytes toCbor() {
        CborWriter out = new CborWriter().map(MEMBERS);
        out.text("version").unsigned(3);
        out.text("cmdline").text(cmdline);
        out.text("ovmf_hash").bytes(ovmfHash);
        out.text("kernel_hash").bytes(kernelHash);
        out.text("initrd_hash").bytes(initrdHash);
        out.text("hashes_table_gpa").unsigned(hashesTableGpa);
        out.text("reset_eip").unsigned(resetEip);
        out.text("ovmf_sections").array(sections.size());
        for (SevSection section : sections) {
            out.map(SECTION_MEMBERS);
            out.text("gpa").unsigned(section.gpa());
            out.text("size").unsigned(section.size());
            out.text("type").unsigned(section.type().code());
        }
        return out.toBytes();
    }

    /**
     * The type of vCPU that a VM configuration names.
     *
     * @throws MalformedEvidenceException {@code UNSUPPORTED} for a name that dstack does not launch, EPYC-Turin among them
     */
    public static CpuType cpuType(String name) throws MalformedEvidenceException {
        if (name.strip().toLowerCase(Locale.ROOT).startsWith("epyc-turin")) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED, "vcpu_type", 0, "a type of Naples, Rome, Milan or Genoa");
        }
        return CpuType.named(name, "vcpu_type");
    }

    /**
     * The launch digest of a machine with this image, started by QEMU with the image's kernel.
     *
     * @param vcpus from 1 to {@value SnpLaunch#MAX_VCPUS}
     * @param guestFeatures SEV_FEATURES, not zero
     * @throws MalformedEvidenceException if one of these is out of its bounds, or if the document is: {@code BAD_VALUE} for an
     *     address of zero, for sections that are empty or not whole pages, for a hash table that does not end in its page and
     *     for a command line with a zero in it; {@code MISSING} where there is no section, none for the kernel's hashes, or no
     *     hash of the root file system in the command line; {@code DUPLICATE} for two of these; {@code LIMIT_EXCEEDED} for more
     *     than {@value SnpLaunch#MAX_SECTION_PAGES} pages (dstack takes up to 16 777 216, which keep a processor busy for
     *     seconds; its images have 31)
     */
    public Bytes launchDigest(int vcpus, CpuType type, long guestFeatures) throws MalformedEvidenceException {
        if (guestFeatures == 0) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, "guest_features", 0, "the features of a guest, not zero");
        }
        return launch().digest(vcpus, type, guestFeatures);
    }

    /** The launch up to the vCPUs, for machines of several shapes; throws what {@link #launchDigest} throws. */
    public SnpLaunch launch() throws MalformedEvidenceException {
        rootfsHash();
        if (hashesTableGpa == 0 || resetEip == 0) {
            throw fault(
                    Malformation.BAD_VALUE,
                    hashesTableGpa == 0 ? ".hashes_table_gpa" : ".reset_eip",
                    "an address other than zero");
        }
        Optional<Bytes> initrd = initrdHash.isEmpty() ? Optional.empty() : Optional.of(initrdHash);
        Bytes page = KernelHashes.ofDigests(kernelHash, initrd, trimmed()).page(hashesTableGpa);
        return SnpLaunch.of(ovmfHash, sections, Optional.of(page), OptionalLong.of(resetEip));
    }

    /**
     * The hash of the root file system that the command line tells the kernel: {@code dstack.rootfs_hash=} and 64 hexadecimal
     * digits, between white space.
     *
     * @throws MalformedEvidenceException if there is none, or more than one, or a zero byte, at which a kernel stops reading
     */
    public Bytes rootfsHash() throws MalformedEvidenceException {
        if (cmdline.indexOf('\0') >= 0) {
            throw fault(Malformation.BAD_VALUE, ".cmdline", "text without zero bytes");
        }
        Optional<Bytes> found = Optional.empty();
        for (String word : WHITE_SPACE.split(cmdline, -1)) {
            if (word.startsWith(ROOTFS_HASH)) {
                if (found.isPresent()) {
                    throw fault(Malformation.DUPLICATE, ".cmdline", ROOTFS_HASH + " once");
                }
                found = Optional.of(
                        Hex.decode(word.substring(ROOTFS_HASH.length()), FILE_NAME + ".cmdline." + ROOTFS_HASH, 32));
            }
        }
        return found.orElseThrow(() -> fault(Malformation.MISSING, ".cmdline", ROOTFS_HASH + " and 64 digits"));
    }

    /** As it is measured. */
    private String trimmed() {
        int from = 0;
        int to = cmdline.length();
        while (from < to && isWhiteSpace(from)) {
            from++;
        }
        while (to > from && isWhiteSpace(to - 1)) {
            to--;
        }
        return cmdline.substring(from, to);
    }

    private boolean isWhiteSpace(int at) {
        return WHITE_SPACE.matcher(cmdline).region(at, at + 1).matches();
    }

    private static MalformedEvidenceException fault(Malformation code, String member, String expected) {
        return new MalformedEvidenceException(code, FILE_NAME + member, 0, expected);
    }
}
