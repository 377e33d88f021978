package dev.teeproof.image.sev;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The launch of a machine with SEV-SNP up to its vCPUs: the firmware's pages, then the sections that it asks for, in its order.
 * Digests for vCPUs of any type and number follow from here, each vCPU at the cost of two short hashes.
 *
 * <p>What is computed is what QEMU does. Sections are refused that have no size or are not whole pages, and together more than
 * {@value #MAX_SECTION_PAGES} pages, 256 MiB: each costs a hash, whoever sent them. Real firmwares have fewer than a hundred
 * (dstack's own limit is 16 777 216).
 */
public final class SnpLaunch {

    public static final int MAX_VCPUS = 512;

    /** Of all sections together. */
    public static final long MAX_SECTION_PAGES = 65_536;

    private final Bytes beforeVcpus;
    private final OptionalLong resetEip;

    private SnpLaunch(Bytes beforeVcpus, OptionalLong resetEip) {
        this.beforeVcpus = beforeVcpus;
        this.resetEip = resetEip;
    }

    /** The digest of a firmware's pages alone, called the OVMF hash. Takes about as long as SHA-384 of the image. */
    public static Bytes firmwareDigest(OvmfImage firmware) {
        return LaunchDigest.empty()
                .normalPages(firmware.gpa(), firmware.bytes())
                .value();
    }

    /**
     * The launch of a firmware.
     *
     * @param kernel what QEMU is given to start, which the firmware must have a place for; empty if it is given none
     * @throws MalformedEvidenceException if the firmware has no SEV metadata, no place for the kernel's hashes, or sections as
     *     above; {@code UNSUPPORTED} for a {@code vmm} other than QEMU
     */
    public static SnpLaunch of(VmmType vmm, OvmfImage firmware, Optional<KernelHashes> kernel)
            throws MalformedEvidenceException {
        MeasuredSections sections = sections(vmm, firmware, kernel);
        return new SnpLaunch(sections.after(firmwareDigest(firmware)), firmware.resetEip());
    }

    /**
     * Like {@link #of(VmmType, OvmfImage, Optional)}, with a digest of {@value LaunchDigest#SIZE} bytes in place of the
     * firmware's own: only its tables are looked at.
     */
    public static SnpLaunch of(VmmType vmm, OvmfImage firmware, Bytes firmwareDigest, Optional<KernelHashes> kernel)
            throws MalformedEvidenceException {
        return new SnpLaunch(sections(vmm, firmware, kernel).after(firmwareDigest), firmware.resetEip());
    }

    /**
     * The launch of a firmware that is not at hand, by QEMU.
     *
     * @param firmwareDigest of {@value LaunchDigest#SIZE} bytes
     * @param hashesPage the page with the kernel's hashes; empty if QEMU is given no kernel
     * @param resetEip where other vCPUs than the first begin
     * @throws MalformedEvidenceException as above
     */
    public static SnpLaunch of(
            Bytes firmwareDigest, List<SevSection> sections, Optional<Bytes> hashesPage, OptionalLong resetEip)
            throws MalformedEvidenceException {
        return new SnpLaunch(MeasuredSections.of(sections, hashesPage).after(firmwareDigest), resetEip);
    }

    /** The digest before any vCPU was measured. */
    public Bytes beforeVcpus() {
        return beforeVcpus;
    }

    /**
     * The launch digest: what a report's MEASUREMENT has to be.
     *
     * @param vcpus from 1 to {@value #MAX_VCPUS}
     * @param guestFeatures SEV_FEATURES; 1 for QEMU as it is, 0x21 where the host's kernel turns debug swapping on
     * @throws MalformedEvidenceException if the number is out of range, or the firmware does not say where a second vCPU begins
     */
    public Bytes digest(int vcpus, CpuType type, long guestFeatures) throws MalformedEvidenceException {
        List<Bytes> digests = digests(vcpus, type, guestFeatures);
        return digests.get(vcpus - 1);
    }

    /**
     * The launch digests for 1, 2, … vCPUs, where the number is not known.
     *
     * @param most how many vCPUs at most, from 1 to {@value #MAX_VCPUS}
     */
    public List<Bytes> digests(int most, CpuType type, long guestFeatures) throws MalformedEvidenceException {
        requireCount(most);
        LaunchDigest digest = LaunchDigest.from(beforeVcpus).vmsaPage(VmsaPage.boot(type, guestFeatures));
        List<Bytes> digests = new ArrayList<>();
        digests.add(digest.value());
        if (most > 1) {
            Bytes others = VmsaPage.of(requireResetEip(resetEip), type, guestFeatures);
            while (digests.size() < most) {
                digests.add(digest.vmsaPage(others).value());
            }
        }
        return List.copyOf(digests);
    }

    static void requireCount(int vcpus) throws MalformedEvidenceException {
        if (vcpus < 1 || vcpus > MAX_VCPUS) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, "vcpus", 0, "a number from 1 to " + MAX_VCPUS);
        }
    }

    static long requireResetEip(OptionalLong resetEip) throws MalformedEvidenceException {
        if (resetEip.orElse(0) == 0) {
            throw new MalformedEvidenceException(
                    Malformation.MISSING, "reset_eip", 0, "where other vCPUs than the first begin");
        }
        return resetEip.getAsLong();
    }

    private static MeasuredSections sections(VmmType vmm, OvmfImage firmware, Optional<KernelHashes> kernel)
            throws MalformedEvidenceException {
        vmm.requireComputed();
        if (firmware.sections().isEmpty()) {
            throw new MalformedEvidenceException(
                    Malformation.MISSING,
                    "sev_metadata",
                    0,
                    "SEV metadata: this firmware cannot be launched with SEV-SNP");
        }
        Optional<Bytes> page = Optional.empty();
        if (kernel.isPresent()) {
            page = Optional.of(kernel.get().page(firmware.requireHashTable()));
        }
        return MeasuredSections.of(firmware.sections().get(), page);
    }
}
