package dev.teeproof.image.sev;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Hasher;
import java.util.Optional;

/**
 * The launch digests of SEV and SEV-ES, 32 bytes, as QEMU launches: SHA-256 of the firmware, the table with the kernel's hashes
 * if there is a kernel, and with SEV-ES the vCPUs' save areas. They are what LAUNCH_MEASURE puts under its keyed digest, not
 * that digest.
 *
 * @see "AMD SEV API Specification (55766), section 6.5, LAUNCH_MEASURE"
 */
public final class SevLaunch {

    private SevLaunch() {}

    /**
     * With SEV.
     *
     * @throws MalformedEvidenceException if there is a kernel and the firmware has no place for its hashes
     */
    public static Bytes sev(OvmfImage firmware, Optional<KernelHashes> kernel) throws MalformedEvidenceException {
        return firmwareAndKernel(firmware, kernel).finish();
    }

    /**
     * With SEV-ES, where the save areas have no SEV_FEATURES.
     *
     * @param vcpus from 1 to {@value SnpLaunch#MAX_VCPUS}
     * @throws MalformedEvidenceException as with SEV; if the number is out of range, or the firmware does not say where a second
     *     vCPU begins; {@code UNSUPPORTED} for a {@code vmm} other than QEMU
     */
    public static Bytes sevEs(VmmType vmm, OvmfImage firmware, Optional<KernelHashes> kernel, int vcpus, CpuType type)
            throws MalformedEvidenceException {
        vmm.requireComputed();
        SnpLaunch.requireCount(vcpus);
        Bytes others =
                vcpus == 1 ? Bytes.empty() : VmsaPage.of(SnpLaunch.requireResetEip(firmware.resetEip()), type, 0);
        Hasher hasher = firmwareAndKernel(firmware, kernel).update(VmsaPage.boot(type, 0));
        for (int i = 1; i < vcpus; i++) {
            hasher.update(others);
        }
        return hasher.finish();
    }

    private static Hasher firmwareAndKernel(OvmfImage firmware, Optional<KernelHashes> kernel)
            throws MalformedEvidenceException {
        if (kernel.isPresent()) {
            firmware.requireHashTable();
        }
        Hasher hasher = Digest.SHA_256.hasher().update(firmware.bytes());
        kernel.ifPresent(hashes -> hasher.update(hashes.table()));
        return hasher;
    }
}
