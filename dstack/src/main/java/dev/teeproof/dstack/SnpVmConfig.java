package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import java.util.Optional;
import java.util.Set;

/**
 * How a VM with SEV-SNP was launched, as its sender says. Nothing of it is a fact before the launch digest computed from it equals
 * that of a verified report. Each member may stand in the configuration or in one that it carries inside as a text
 * ({@code vm_config}); the outer one counts.
 *
 * @param osImageHash SHA-256 of the image's {@code sha256sum.txt}; empty if absent
 * @param launch what the launch digest is computed from
 * @param mrConfig the document whose hash HOST_DATA is
 */
public record SnpVmConfig(Bytes osImageHash, Optional<Launch> launch, Optional<String> mrConfig) {

    /**
     * The {@code sev_snp_measurement} document.
     *
     * @param checksumFile the raw {@code sha256sum.txt}
     * @param measurement the raw {@code measurement.snp.cbor}
     * @param vcpus how many
     * @param vcpuType QEMU's name for the processor
     * @param guestFeatures SEV_FEATURES
     */
    public record Launch(
            Bytes checksumFile, Bytes measurement, long vcpus, Optional<String> vcpuType, long guestFeatures) {}

    private static final String NAME = "vm_config";
    private static final String LAUNCH = "sev_snp_measurement";
    private static final Set<String> MEMBERS =
            Set.of("checksum_file", "measurement", "vcpus", "vcpu_type", "guest_features");

    /** Reads the configuration of an attestation. */
    public static SnpVmConfig read(String text) throws MalformedEvidenceException {
        JsonObject outer = Json.readObject(Bytes.utf8(text), NAME);
        JsonObject inner = outer.members().get(NAME) instanceof JsonString nested
                ? Json.readObject(Bytes.utf8(nested.value()), NAME + "." + NAME)
                : outer;
        Optional<String> launch = string(outer, inner, LAUNCH);
        return new SnpVmConfig(
                osImageHash(outer, inner),
                launch.isPresent() ? Optional.of(launch(launch.get())) : Optional.empty(),
                string(outer, inner, "mr_config"));
    }

    private static Optional<String> string(JsonObject outer, JsonObject inner, String name)
            throws MalformedEvidenceException {
        Optional<String> top = outer.optionalString(name);
        return top.isPresent() ? top : inner.optionalString(name);
    }

    private static Bytes osImageHash(JsonObject outer, JsonObject inner) throws MalformedEvidenceException {
        String name = "os_image_hash";
        Bytes top = outer.optional(name).isPresent() ? outer.hex(name) : Bytes.empty();
        return top.isEmpty() && inner.optional(name).isPresent() ? inner.hex(name) : top;
    }

    private static Launch launch(String text) throws MalformedEvidenceException {
        JsonObject json = Json.readObject(Bytes.utf8(text), LAUNCH);
        for (String member : json.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw json.fault(Malformation.BAD_VALUE, member, "no members but those of the document");
            }
        }
        return new Launch(
                json.base64("checksum_file"),
                json.base64("measurement"),
                json.unsigned("vcpus", 0xffff_ffffL),
                json.optionalString("vcpu_type"),
                json.unsigned("guest_features", Long.MAX_VALUE));
    }
}
