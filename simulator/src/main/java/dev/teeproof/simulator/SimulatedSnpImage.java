package dev.teeproof.simulator;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.SnpLaunch;

/**
 * A small OS image for SEV-SNP guests: a firmware with the tables that a launch looks at, kernel and initrd that are but their
 * names, a command line, and the documents that a real image publishes about itself.
 *
 * @param firmware OVMF
 * @param cmdline names the hash of the root file system
 * @param checksumFile the text of {@code sha256sum.txt}
 */
public record SimulatedSnpImage(
        String name,
        Bytes firmware,
        Bytes kernel,
        Bytes initrd,
        String cmdline,
        SnpMeasurement measurement,
        Bytes checksumFile) {

    /** The image of this name: every part follows from the name. */
    public static SimulatedSnpImage named(String name) {
        Bytes rootfs = Digest.SHA_256.of(Bytes.utf8(name + " rootfs"));
        return of(name, "console=ttyS0 init=/init panic=1 dstack.rootfs_hash=" + rootfs + " dstack.rootfs_size=4096");
    }

    /** The image of this name with another command line. */
    public static SimulatedSnpImage of(String name, String cmdline) {
        Bytes firmware = SnpFirmware.named(name + " firmware");
        Bytes kernel = Bytes.utf8(name + " kernel");
        Bytes initrd = Bytes.utf8(name + " initrd");
        SnpMeasurement measurement = measure(firmware, kernel, initrd, cmdline);
        String checksums =
                Digest.SHA_256.of(kernel) + "  bzImage\n" + Digest.SHA_256.of(initrd) + "  initramfs.cpio.gz\n"
                        + Digest.SHA_256.of(measurement.toCbor()) + "  " + SnpMeasurement.FILE_NAME + "\n";
        return new SimulatedSnpImage(name, firmware, kernel, initrd, cmdline, measurement, Bytes.utf8(checksums));
    }

    private static SnpMeasurement measure(Bytes firmware, Bytes kernel, Bytes initrd, String cmdline) {
        try {
            OvmfImage ovmf = OvmfImage.read(firmware);
            return new SnpMeasurement(
                    cmdline,
                    SnpLaunch.firmwareDigest(ovmf),
                    Digest.SHA_256.of(kernel),
                    Digest.SHA_256.of(initrd),
                    ovmf.hashTableGpa().orElseThrow(),
                    ovmf.resetEip().orElseThrow(),
                    ovmf.sections().orElseThrow());
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("a firmware of this simulator can be read", e);
        }
    }

    /** SHA-256 of its {@code sha256sum.txt}. */
    public Bytes osImageHash() {
        return Digest.SHA_256.of(checksumFile);
    }

    /** What the secure processor measures at the launch of such a machine. */
    Bytes launchDigest(SnpShape shape) {
        try {
            return measurement.launchDigest(
                    shape.vcpus(), SnpMeasurement.cpuType(shape.vcpuType()), shape.guestFeatures());
        } catch (MalformedEvidenceException e) {
            throw new IllegalArgumentException("no machine can be launched like that", e);
        }
    }

    /** The member {@code sev_snp_measurement} of a VM configuration, itself a text. */
    String measurementJson(SnpShape shape) {
        return "{\"checksum_file\":\"" + Base64Text.encode(checksumFile) + "\",\"measurement\":\""
                + Base64Text.encode(measurement.toCbor()) + "\",\"vcpus\":" + shape.vcpus() + ",\"vcpu_type\":\""
                + shape.vcpuType() + "\",\"guest_features\":" + shape.guestFeatures() + "}";
    }
}
