package dev.teeproof.image;

import dev.teeproof.codec.Bytes;
import dev.teeproof.image.sev.SectionType;
import dev.teeproof.image.sev.SevSection;
import java.util.List;

/** The measurement document of a released dstack image that was started on a real SEV-SNP machine, and what that machine signed. */
final class RealSnpMeasurement {

    static final Bytes OS_IMAGE_HASH = Bytes.hex("f69c8e5031ec2b269bbc08839ce02cb98ee255d695626f941f4b37b95946d352");

    static final Bytes DOCUMENT_HASH = Bytes.hex("07c29d6e773b7da30bd7e5ebd715fb2fc00ffa80b6b71db29b2d586f387a1aa3");

    static final ChecksumFile CHECKSUMS = new ChecksumFile(Bytes.utf8(DOCUMENT_HASH + "  measurement.snp.cbor\n"));

    static final String ROOTFS_HASH = "ca5adaef0ac3a36108035925763b48a5818f634e700fbaab561d419fd30d7121";

    static final SnpMeasurement MEASUREMENT = new SnpMeasurement(
            "console=ttyS0 init=/init panic=1 net.ifnames=0 biosdevname=0 mce=off oops=panic pci=noearly pci=nommconf"
                    + " random.trust_cpu=y random.trust_bootloader=n tsc=reliable no-kvmclock dstack.rootfs_hash="
                    + ROOTFS_HASH + " dstack.rootfs_size=490713088",
            Bytes.hex(
                    "ffb57e393469a497c0e3b07bd1c97d8611e555f464d14491837665893ac642b263a71f9507ff100a847897fe0c3f8c6f"),
            Bytes.hex("dd9ea274ce9a07090b22e8284b0c841b65c021c2d15ca57d0f16731089dd226c"),
            Bytes.hex("5f844c4a2ca5a3d0711b3db38293b21ba929bb8e0b3c5bc1a779a57f69221c19"),
            0x810c00,
            0x80b004,
            List.of(
                    new SevSection(0x800000, 0x9000, SectionType.SEC_MEM),
                    new SevSection(0x80a000, 0x3000, SectionType.SEC_MEM),
                    new SevSection(0x80d000, 0x1000, SectionType.SECRETS),
                    new SevSection(0x80e000, 0x1000, SectionType.CPUID),
                    new SevSection(0x80f000, 0x1000, SectionType.SVSM_CAA),
                    new SevSection(0x811000, 0xf000, SectionType.SEC_MEM),
                    new SevSection(0x810000, 0x1000, SectionType.KERNEL_HASHES)));

    /** The document, written anew: its hash says that these are the bytes of the image's. */
    static final Bytes DOCUMENT = MEASUREMENT.toCbor();

    /** With two vCPUs of EPYC-v4 and the features 1. */
    static final Bytes LAUNCH_DIGEST = Bytes.hex(
            "7f51e17f72a04d5422cb2c00998166536019a217376f3aa45a630e59c805a599847ff250dbffcd07e1ba639771d6f05d");

    private RealSnpMeasurement() {}

    /** The same document with a command line, a place for the hashes, a reset address and sections of another's. */
    static SnpMeasurement with(String cmdline, long hashesTableGpa, long resetEip, List<SevSection> sections) {
        return new SnpMeasurement(
                cmdline,
                MEASUREMENT.ovmfHash(),
                MEASUREMENT.kernelHash(),
                MEASUREMENT.initrdHash(),
                hashesTableGpa,
                resetEip,
                sections);
    }
}
