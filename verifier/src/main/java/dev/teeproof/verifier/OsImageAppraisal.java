package dev.teeproof.verifier;

import static dev.teeproof.image.ImageCheck.ACPI_EVENTS;
import static dev.teeproof.image.ImageCheck.MEASUREMENT_MISSING;
import static dev.teeproof.image.ImageCheck.MEMORY_SIZE;
import static dev.teeproof.image.ImageCheck.MRTD_MISMATCH;
import static dev.teeproof.image.ImageCheck.OS_IMAGE_MISSING;
import static dev.teeproof.image.ImageCheck.OVMF_VARIANT;
import static dev.teeproof.image.ImageCheck.QEMU_VERSION;
import static dev.teeproof.image.ImageCheck.RTMR0_MISMATCH;
import static dev.teeproof.image.ImageCheck.RTMR1_MISMATCH;
import static dev.teeproof.image.ImageCheck.RTMR2_MISMATCH;
import static dev.teeproof.image.ImageCheck.TD_HOB_WITNESS;
import static dev.teeproof.image.ImageCheck.VM_CONFIG;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.dstack.AcpiEvents;
import dev.teeproof.dstack.VmConfig;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.image.AcpiDigests;
import dev.teeproof.image.ChecksumFile;
import dev.teeproof.image.CommittedMeasurement;
import dev.teeproof.image.MrtdOrder;
import dev.teeproof.image.OvmfVariant;
import dev.teeproof.image.TdxMeasurement;
import dev.teeproof.image.TdxRegisters;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Binds the OS image of a TDX machine to a verified quote: what {@code os_image_hash} commits, the registers that follow
 * from it and from the shape of the VM, and whether they are the quote's.
 *
 * <p>The variant in the configuration alone chooses the path: a measurement document beside a legacy configuration is
 * never used, and a lite one without a document never falls back.
 */
final class OsImageAppraisal {

    private final Optional<VmConfig> config;
    private final Optional<String> trouble;
    private final ReferenceValues references;

    OsImageAppraisal(String text, ReferenceValues references) {
        this.references = references;
        Optional<VmConfig> read = Optional.empty();
        Optional<String> words = Optional.empty();
        try {
            read = Optional.of(VmConfig.read(text));
        } catch (MalformedEvidenceException e) {
            words = Optional.of(e.inWords());
        }
        this.config = read;
        this.trouble = words;
    }

    /** What the sender says of the VM, if it can be read. */
    Optional<VmConfig> config() {
        return config;
    }

    VmConfig.Variant variant() {
        return config.map(VmConfig::variant).orElse(VmConfig.Variant.LITE);
    }

    /** What a reader of claims about an image that was bound should know. */
    List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        if (variant() == VmConfig.Variant.LITE) {
            caveats.add(
                    "the contents of the ACPI tables, which the host chooses, were not checked; their digests are known");
        }
        if (references.osImageHashes().isEmpty()) {
            caveats.add(
                    "nobody has said which OS image to expect: what the runtime log says of the app is what this image,"
                            + " whatever it is, measured");
        }
        return caveats;
    }

    void appraise(VerifiedQuote quote, TdxEventLog eventLog, CheckList checks, List<Claim> claims)
            throws CheckFailedException {
        if (config.isEmpty()) {
            throw checks.failure(VM_CONFIG, trouble.orElseThrow());
        }
        checks.record(Check.passed(VM_CONFIG, "the VM configuration can be read"));
        VmConfig vm = config.get();
        switch (vm.variant()) {
            case LEGACY -> {
                checks.because("the OS image is not at hand");
                checks.record(Check.notRun(
                        OS_IMAGE_MISSING,
                        vm.osImageHash().isEmpty()
                                ? "the sender does not say which OS image it runs"
                                : "the OS image " + vm.osImageHash() + " is not at hand"));
                DstackClaims.unprovenConfig(config, claims);
            }
            case LITE -> lite(vm, quote, eventLog, checks, claims);
        }
    }

    private void lite(VmConfig vm, VerifiedQuote quote, TdxEventLog eventLog, CheckList checks, List<Claim> claims)
            throws CheckFailedException {
        try {
            CommittedMeasurement<TdxMeasurement> committed = committed(vm, checks);
            AcpiDigests acpi = recompute(vm, committed.measurement(), quote.tdReport(), eventLog, checks);
            // An image that is not expected still is what the machine runs.
            checks.record(references.check(committed.osImageHash()));
            DstackClaims.ofImage(quote, vm, committed, acpi, references, claims);
        } catch (CheckFailedException e) {
            DstackClaims.unprovenConfig(config, claims);
            throw e;
        }
    }

    private static CommittedMeasurement<TdxMeasurement> committed(VmConfig vm, CheckList checks)
            throws CheckFailedException {
        if (vm.tdxMeasurement().isEmpty()) {
            throw checks.failure(
                    MEASUREMENT_MISSING,
                    "a lite configuration carries the image's measurement document; this does not");
        }
        checks.record(Check.passed(MEASUREMENT_MISSING, "the image's measurement document came along"));
        VmConfig.MeasurementDocument document = vm.tdxMeasurement().get();
        return CommittedMeasurement.ofTdx(
                vm.osImageHash(), new ChecksumFile(document.checksumFile()), document.measurement(), checks);
    }

    /** The registers that a machine of this shape has with this image are those of the quote. */
    private static AcpiDigests recompute(
            VmConfig vm, TdxMeasurement document, TdReport report, TdxEventLog eventLog, CheckList checks)
            throws CheckFailedException {
        checks.require(layout(vm, document));
        checks.require(Check.that(
                MEMORY_SIZE,
                TdxRegisters.coversMemorySize(vm.memorySize()),
                "the measurement document holds for " + vm.memorySize() + " bytes of memory",
                "the measurement document does not hold for " + vm.memorySize()
                        + " bytes of memory, but for 2 GiB, and for whole MiB from 2816 on"));
        MrtdOrder order;
        try {
            order = MrtdOrder.of(vm.qemuSinglePassAddPages(), vm.qemuVersion());
            checks.record(Check.passed(QEMU_VERSION, "the QEMU version says how the firmware was measured"));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(QEMU_VERSION, e.inWords());
        }
        AcpiDigests acpi = acpi(eventLog, checks);
        TdxRegisters expected;
        try {
            expected = TdxRegisters.of(document, order, vm.memorySize(), acpi);
            checks.record(Check.passed(TD_HOB_WITNESS, "the firmware's memory ranges can be read"));
        } catch (MalformedEvidenceException e) {
            throw checks.failure(TD_HOB_WITNESS, e.inWords());
        }
        checks.require(Check.equal(
                MRTD_MISMATCH,
                expected.mrtd().toHex(),
                report.mrTd().toHex(),
                "MRTD is that of the document's firmware",
                "MRTD is not that of the document's firmware"));
        checks.require(Check.equal(
                RTMR0_MISMATCH,
                expected.rtmr0().toHex(),
                report.rtmrs().get(0).toHex(),
                "RTMR0 is that of the firmware on a machine of this memory size with the ACPI digests of the log",
                "RTMR0 is not that of the firmware on a machine of this memory size with the ACPI digests of the log"));
        checks.require(Check.equal(
                RTMR1_MISMATCH,
                expected.rtmr1().toHex(),
                report.rtmrs().get(1).toHex(),
                "RTMR1 is that of the document's kernel",
                "RTMR1 is not that of the document's kernel"));
        checks.require(Check.equal(
                RTMR2_MISMATCH,
                expected.rtmr2().toHex(),
                report.rtmrs().get(2).toHex(),
                "RTMR2 is that of the document's command line and initrd",
                "RTMR2 is not that of the document's command line and initrd"));
        return acpi;
    }

    private static Check layout(VmConfig vm, TdxMeasurement document) {
        if (vm.ovmfVariant().isEmpty()) {
            return Check.notApplicable(OVMF_VARIANT, "the configuration does not name a firmware layout");
        }
        try {
            OvmfVariant named = OvmfVariant.of(vm.ovmfVariant().get(), "vm_config.ovmf_variant");
            return Check.that(
                    OVMF_VARIANT,
                    named == document.ovmf(),
                    "the configuration names the document's firmware layout",
                    "the configuration names another firmware layout than the document");
        } catch (MalformedEvidenceException e) {
            return Check.failed(OVMF_VARIANT, e.inWords());
        }
    }

    private static AcpiDigests acpi(TdxEventLog eventLog, CheckList checks) throws CheckFailedException {
        try {
            AcpiEvents events = AcpiEvents.select(eventLog);
            checks.record(Check.passed(ACPI_EVENTS, "the event log has the three ACPI digests, each under its label"));
            return new AcpiDigests(events.loader(), events.rsdp(), events.tables());
        } catch (MalformedEvidenceException e) {
            throw checks.failure(ACPI_EVENTS, e.inWords());
        }
    }
}
