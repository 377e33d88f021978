package dev.teeproof.image;

import dev.teeproof.result.CheckCode;
import java.util.List;

/** What is checked of the OS image of a machine, in the order of running. */
public enum ImageCheck implements CheckCode {
    /** The VM configuration cannot be read. */
    VM_CONFIG,
    /** The image itself is needed and is not at hand. */
    OS_IMAGE_MISSING,
    /** The configuration says {@code lite}, or is that of an SNP machine, and carries no measurement document. */
    MEASUREMENT_MISSING,
    /** {@code os_image_hash} is not the SHA-256 of {@code sha256sum.txt}. */
    OS_IMAGE_HASH,
    /** {@code sha256sum.txt} is not a list of checksums that names the measurement document once. */
    CHECKSUM_FILE,
    /** The measurement document is not the one that {@code sha256sum.txt} names. */
    MEASUREMENT_HASH,
    /** The measurement document cannot be read. */
    MEASUREMENT_FORMAT,
    /** The configuration names another firmware layout than the document. */
    OVMF_VARIANT,
    /** A memory size for which the document's kernel digest does not hold. */
    MEMORY_SIZE,
    /** The QEMU version does not say in which order the firmware's pages were added. */
    QEMU_VERSION,
    /** The firmware's memory ranges cannot be read. */
    TD_HOB_WITNESS,
    /** The event log does not have the three ACPI digests, each under its own label. */
    ACPI_EVENTS,
    MRTD_MISMATCH,
    RTMR0_MISMATCH,
    RTMR1_MISMATCH,
    RTMR2_MISMATCH,
    /** The document, or the machine's shape, is outside the bounds within which a launch digest is computed. */
    LAUNCH_INPUTS,
    /** The launch digest of the document on this machine is not the report's measurement. */
    SNP_MEASUREMENT_MISMATCH,
    /** The image is none of those that the relying party expects. */
    OS_IMAGE_REFERENCE;

    /** The checks of a TDX machine where the measurement document of the image came along. */
    public static final List<ImageCheck> LITE = List.of(
            VM_CONFIG,
            MEASUREMENT_MISSING,
            OS_IMAGE_HASH,
            CHECKSUM_FILE,
            MEASUREMENT_HASH,
            MEASUREMENT_FORMAT,
            OVMF_VARIANT,
            MEMORY_SIZE,
            QEMU_VERSION,
            TD_HOB_WITNESS,
            ACPI_EVENTS,
            MRTD_MISMATCH,
            RTMR0_MISMATCH,
            RTMR1_MISMATCH,
            RTMR2_MISMATCH,
            OS_IMAGE_REFERENCE);

    /** The checks of an SEV-SNP machine, whose measurement document always comes along. */
    public static final List<ImageCheck> SNP = List.of(
            VM_CONFIG,
            MEASUREMENT_MISSING,
            OS_IMAGE_HASH,
            CHECKSUM_FILE,
            MEASUREMENT_HASH,
            MEASUREMENT_FORMAT,
            LAUNCH_INPUTS,
            SNP_MEASUREMENT_MISMATCH,
            OS_IMAGE_REFERENCE);

    /** The checks of a TDX machine where the image itself is needed. */
    public static final List<ImageCheck> LEGACY = List.of(
            VM_CONFIG,
            OS_IMAGE_MISSING,
            OS_IMAGE_HASH,
            MRTD_MISMATCH,
            RTMR0_MISMATCH,
            RTMR1_MISMATCH,
            RTMR2_MISMATCH,
            OS_IMAGE_REFERENCE);
}
