package dev.teeproof.verifier;

import static dev.teeproof.dstack.DstackCheck.MR_CONFIG_DIFFERS;
import static dev.teeproof.image.ImageCheck.LAUNCH_INPUTS;
import static dev.teeproof.image.ImageCheck.MEASUREMENT_MISSING;
import static dev.teeproof.image.ImageCheck.SNP_MEASUREMENT_MISMATCH;
import static dev.teeproof.image.ImageCheck.VM_CONFIG;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.BoundMrConfig;
import dev.teeproof.dstack.SnpVmConfig;
import dev.teeproof.image.ChecksumFile;
import dev.teeproof.image.CommittedMeasurement;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.SnpLaunch;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.snp.VerifiedReport;

/**
 * A dstack guest on SEV-SNP of which it is known what it is: the image that was launched ({@code MEASUREMENT} follows from the
 * document that {@code os_image_hash} commits) and what the host bound it to ({@code HOST_DATA} is the hash of {@code mr_config}).
 * Nothing is downloaded. Whether image and app are expected is for the caller to say.
 *
 * @see "dstack, SEV-SNP launch verification"
 */
public final class BoundSnpGuest {

    private final BoundMrConfig mrConfig;
    private final CommittedMeasurement<SnpMeasurement> image;
    private final SnpVmConfig.Launch launch;

    private BoundSnpGuest(
            BoundMrConfig mrConfig, CommittedMeasurement<SnpMeasurement> image, SnpVmConfig.Launch launch) {
        this.mrConfig = mrConfig;
        this.image = image;
        this.launch = launch;
    }

    /**
     * Binds what is said of a guest to its report.
     *
     * @param mrConfig the document as the evidence carries it, bound to the report
     * @param config the text of the VM configuration
     * @param checks receives the checks from VM_CONFIG to SNP_MEASUREMENT_MISMATCH, and MR_CONFIG_DIFFERS
     * @throws CheckFailedException if one of them fails
     */
    public static BoundSnpGuest bind(BoundMrConfig mrConfig, String config, CheckList checks)
            throws CheckFailedException {
        SnpVmConfig vm;
        try {
            vm = SnpVmConfig.read(config);
            checks.record(Check.passed(VM_CONFIG, "the VM configuration can be read"));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(VM_CONFIG, e.inWords());
        }
        checks.require(sameConfig(mrConfig, vm));
        if (vm.launch().isEmpty()) {
            throw checks.failure(
                    MEASUREMENT_MISSING,
                    "the configuration of an SNP machine carries the image's measurement document"
                            + " (sev_snp_measurement); this does not");
        }
        checks.record(Check.passed(MEASUREMENT_MISSING, "the image's measurement document came along"));
        SnpVmConfig.Launch launch = vm.launch().get();
        CommittedMeasurement<SnpMeasurement> image = CommittedMeasurement.ofSnp(
                vm.osImageHash(), new ChecksumFile(launch.checksumFile()), launch.measurement(), checks);
        Bytes expected;
        try {
            expected = digest(image.measurement(), launch);
            checks.record(Check.passed(LAUNCH_INPUTS, "a machine of this shape can be launched with the image"));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(LAUNCH_INPUTS, e.inWords());
        }
        checks.require(Check.equal(
                SNP_MEASUREMENT_MISMATCH,
                expected.toHex(),
                mrConfig.report().report().measurement().toHex(),
                "MEASUREMENT is that of the document's image on a machine of this shape",
                "MEASUREMENT is not that of the document's image on a machine of this shape"));
        return new BoundSnpGuest(mrConfig, image, launch);
    }

    /** The configuration repeats the document; its hash is HOST_DATA, so it must be the same to the byte. */
    private static Check sameConfig(BoundMrConfig bound, SnpVmConfig vm) {
        if (vm.mrConfig().isEmpty()) {
            return Check.failed(MR_CONFIG_DIFFERS, "the VM configuration carries no mr_config");
        }
        return Check.that(
                MR_CONFIG_DIFFERS,
                vm.mrConfig().get().equals(bound.document()),
                "the VM configuration carries the same mr_config as the evidence",
                "the VM configuration carries another mr_config than the evidence");
    }

    private static Bytes digest(SnpMeasurement document, SnpVmConfig.Launch launch) throws MalformedEvidenceException {
        if (launch.vcpuType().isEmpty()) {
            throw new MalformedEvidenceException(
                    Malformation.MISSING, "sev_snp_measurement.vcpu_type", 0, "the type of the vCPUs");
        }
        CpuType type = SnpMeasurement.cpuType(launch.vcpuType().get());
        int vcpus = (int) Math.min(launch.vcpus(), SnpLaunch.MAX_VCPUS + 1L);
        return document.launchDigest(vcpus, type, launch.guestFeatures());
    }

    /** What the host bound the guest to. */
    public BoundMrConfig mrConfig() {
        return mrConfig;
    }

    /** The image that was launched. */
    public CommittedMeasurement<SnpMeasurement> image() {
        return image;
    }

    /** The machine's shape, as far as it was measured. */
    public SnpVmConfig.Launch launch() {
        return launch;
    }

    public VerifiedReport report() {
        return mrConfig.report();
    }
}
