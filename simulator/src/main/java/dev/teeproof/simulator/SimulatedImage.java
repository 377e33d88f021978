package dev.teeproof.simulator;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.image.AcpiDigests;
import dev.teeproof.image.OvmfVariant;
import dev.teeproof.image.TdHobWitness;
import dev.teeproof.image.TdxMeasurement;
import dev.teeproof.image.TdxRegisters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small OS image: firmware, kernel, command line and initrd that are but their names, with the documents that a real
 * image publishes about itself, and what a machine measures when it boots it.
 */
public record SimulatedImage(String name, TdxMeasurement measurement, Bytes checksumFile, AcpiDigests acpi) {

    private static final long EV_SEPARATOR = 0x4;
    private static final long EV_EVENT_TAG = 0x6;
    private static final long EV_PLATFORM_CONFIG_FLAGS = 0xa;
    private static final long EV_EFI_VARIABLE_DRIVER_CONFIG = 0x80000001L;
    private static final long EV_EFI_VARIABLE_BOOT = 0x80000002L;
    private static final long EV_EFI_BOOT_SERVICES_APPLICATION = 0x80000003L;
    private static final long EV_EFI_ACTION = 0x80000007L;
    private static final long EV_EFI_PLATFORM_FIRMWARE_BLOB2 = 0x8000000aL;
    private static final long EV_EFI_HANDOFF_TABLES2 = 0x8000000bL;

    /** The image of this name: every part follows from the name. */
    public static SimulatedImage named(String name) {
        TdHobWitness witness = new TdHobWitness(
                0x809000,
                List.of(
                        new TdHobWitness.Range(0x800000, 0x806000),
                        new TdHobWitness.Range(0x809000, 0x80b000),
                        new TdHobWitness.Range(0x80b000, 0x80d000),
                        new TdHobWitness.Range(0x810000, 0x820000)));
        TdxMeasurement measurement = new TdxMeasurement(
                part(name, "cmdline"),
                part(name, "kernel"),
                part(name, "initrd"),
                OvmfVariant.PRE_202505,
                part(name, "firmware, single pass"),
                part(name, "firmware, two passes"),
                witness.encode());
        return of(name, measurement);
    }

    /** The image with this measurement document, and the list of checksums that names it. */
    public static SimulatedImage of(String name, TdxMeasurement measurement) {
        String checksums = Digest.SHA_256.of(Bytes.utf8(name + " kernel")) + "  bzImage\n"
                + Digest.SHA_256.of(measurement.toCbor()) + "  " + TdxMeasurement.FILE_NAME + "\n";
        AcpiDigests acpi = new AcpiDigests(part(name, "loader"), part(name, "rsdp"), part(name, "tables"));
        return new SimulatedImage(name, measurement, Bytes.utf8(checksums), acpi);
    }

    /** SHA-256 of its {@code sha256sum.txt}. */
    public Bytes osImageHash() {
        return Digest.SHA_256.of(checksumFile);
    }

    /** The member {@code tdx_measurement} of a VM configuration. */
    String measurementJson() {
        return "{\"checksum_file\":\"" + Base64Text.encode(checksumFile) + "\",\"measurement\":\""
                + Base64Text.encode(measurement.toCbor()) + "\"}";
    }

    /** What firmware and loader measure into RTMR0 to RTMR2 on a machine with so many bytes of memory, interleaved. */
    TdxEventLog bootEvents(long memorySize) {
        try {
            List<Bytes> rtmr0 = TdxRegisters.rtmr0Digests(measurement, memorySize, acpi);
            List<Bytes> rtmr1 = TdxRegisters.rtmr1Digests(measurement);
            List<Bytes> rtmr2 = TdxRegisters.rtmr2Digests(measurement);
            List<TdxEvent> events = new ArrayList<>();
            events.add(event(0, EV_EFI_HANDOFF_TABLES2, rtmr0.get(0), "", "TdxTable"));
            events.add(event(0, EV_EFI_PLATFORM_FIRMWARE_BLOB2, rtmr0.get(1), "", "CFV"));
            for (int i = 2; i < 7; i++) {
                events.add(event(0, EV_EFI_VARIABLE_DRIVER_CONFIG, rtmr0.get(i), "", "variable"));
            }
            events.add(event(0, EV_SEPARATOR, rtmr0.get(7), "", ""));
            events.add(event(0, EV_PLATFORM_CONFIG_FLAGS, rtmr0.get(8), "acpi-loader", "ACPI DATA"));
            events.add(event(0, EV_PLATFORM_CONFIG_FLAGS, rtmr0.get(9), "acpi-rsdp", "ACPI DATA"));
            events.add(event(0, EV_PLATFORM_CONFIG_FLAGS, rtmr0.get(10), "acpi-tables", "ACPI DATA"));
            events.add(event(1, EV_EFI_BOOT_SERVICES_APPLICATION, rtmr1.get(0), "", "kernel"));
            events.add(event(0, EV_EFI_VARIABLE_BOOT, rtmr0.get(11), "", "BootOrder"));
            events.add(event(0, EV_EFI_VARIABLE_BOOT, rtmr0.get(12), "", "Boot0000"));
            events.add(event(1, EV_EFI_ACTION, rtmr1.get(1), "", "Calling EFI Application from Boot Option"));
            events.add(event(1, EV_SEPARATOR, rtmr1.get(2), "", ""));
            events.add(event(2, EV_EVENT_TAG, rtmr2.get(0), "", "LOADED_IMAGE::LoadOptions"));
            events.add(event(2, EV_EVENT_TAG, rtmr2.get(1), "", "Linux initrd"));
            events.add(event(1, EV_EFI_ACTION, rtmr1.get(3), "", "Exit Boot Services Invocation"));
            events.add(event(1, EV_EFI_ACTION, rtmr1.get(4), "", "Exit Boot Services Returned with Success"));
            return new TdxEventLog(events);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("a document of this simulator can be read", e);
        }
    }

    private static TdxEvent event(int imr, long type, Bytes digest, String name, String payload) {
        return new TdxEvent(imr, type, digest, name, Bytes.utf8(payload), EventLogVersion.V1, Optional.empty());
    }

    private static Bytes part(String image, String part) {
        return Digest.SHA_384.of(Bytes.utf8(image + ": " + part));
    }
}
