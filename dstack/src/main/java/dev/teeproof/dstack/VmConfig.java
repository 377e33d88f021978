package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import java.util.Map;
import java.util.Optional;

/**
 * How a VM was set up, as its sender says. Nothing of it is a fact before the registers computed from it equal those of a
 * verified quote. Every member has a default; unknown ones are ignored.
 *
 * @param osImageHash SHA-256 of the image's {@code sha256sum.txt}; empty if absent
 * @param memorySize bytes
 * @param qemuSinglePassAddPages despite its name, {@code true} means two passes
 * @param variant which path of verification the image's measurements take; the presence of a document never decides it
 * @param tdxMeasurement the image's measurement document
 */
public record VmConfig(
        Bytes osImageHash,
        long cpuCount,
        long memorySize,
        Optional<Boolean> qemuSinglePassAddPages,
        Optional<String> qemuVersion,
        Optional<String> image,
        Optional<String> ovmfVariant,
        Variant variant,
        Optional<MeasurementDocument> tdxMeasurement) {

    /** The paths of verifying a TDX image. */
    public enum Variant {
        /** The image itself is needed. */
        LEGACY,
        /** The image's measurement document came along. */
        LITE
    }

    /**
     * What an image publishes so that it need not be downloaded.
     *
     * @param checksumFile the raw {@code sha256sum.txt}
     * @param measurement the raw CBOR
     */
    public record MeasurementDocument(Bytes checksumFile, Bytes measurement) {}

    private static final String NAME = "vm_config";
    private static final long U32 = 0xffff_ffffL;

    /** Reads the configuration of an attestation: its text, or the text that a system configuration carries inside. */
    public static VmConfig read(String text) throws MalformedEvidenceException {
        if (text.isEmpty()) {
            return of(JsonObject.of(Map.of()));
        }
        JsonObject outer = Json.readObject(Bytes.utf8(text), NAME);
        // A system configuration, whose vm_config is again a text.
        return outer.members().get(NAME) instanceof JsonString inner
                ? of(Json.readObject(Bytes.utf8(inner.value()), NAME))
                : of(outer);
    }

    private static VmConfig of(JsonObject json) throws MalformedEvidenceException {
        // Members that no check reads yet must still be of their type: a configuration is read whole or not at all.
        json.optionalBool("pic");
        json.unsigned("pci_hole64_size", Long.MAX_VALUE, 0);
        json.bool("hugepages", false);
        json.unsigned("num_gpus", U32, 0);
        json.unsigned("num_nvswitches", U32, 0);
        json.unsigned("num_nics", U32, 1);
        json.unsigned("num_verity_volumes", U32, 0);
        json.bool("swtpm", false);
        json.bool("hotplug_off", false);
        if (json.members().containsKey("host_share_mode")) {
            json.string("host_share_mode");
        }
        document(json, "gcp_measurement");
        document(json, "aws_measurement");
        return new VmConfig(
                json.members().containsKey("os_image_hash") ? json.hex("os_image_hash") : Bytes.empty(),
                json.unsigned("cpu_count", U32, 0),
                json.unsigned("memory_size", Long.MAX_VALUE, 0),
                json.optionalBool("qemu_single_pass_add_pages"),
                json.optionalString("qemu_version"),
                json.optionalString("image"),
                json.optionalString("ovmf_variant"),
                variant(json),
                document(json, "tdx_measurement"));
    }

    private static Optional<MeasurementDocument> document(JsonObject json, String name)
            throws MalformedEvidenceException {
        Optional<JsonObject> document = json.optionalObject(name);
        return document.isEmpty()
                ? Optional.empty()
                : Optional.of(new MeasurementDocument(
                        document.get().base64("checksum_file"), document.get().base64("measurement")));
    }

    private static Variant variant(JsonObject json) throws MalformedEvidenceException {
        if (!json.members().containsKey("tdx_attestation_variant")) {
            return Variant.LEGACY;
        }
        return switch (json.string("tdx_attestation_variant")) {
            case "legacy" -> Variant.LEGACY;
            case "lite" -> Variant.LITE;
            default -> throw json.fault(Malformation.BAD_VALUE, "tdx_attestation_variant", "legacy or lite");
        };
    }
}
