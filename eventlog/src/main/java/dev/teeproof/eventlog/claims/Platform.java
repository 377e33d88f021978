package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the machine is, as far as the log says it.
 *
 * @param gceVersion of Google's virtual firmware
 * @param crtmVersion of other firmware, as measured
 */
public record Platform(Technology technology, OptionalLong gceVersion, Optional<Bytes> crtmVersion) {

    /** Under which technology the machine is confidential. */
    public enum Technology {
        /** The log does not say. */
        UNKNOWN,
        /** The firmware says that there is none. */
        NONE,
        AMD_SEV,
        AMD_SEV_ES,
        AMD_SEV_SNP,
        /** By the firmware's word, or because the log is one of CC measurement registers. */
        INTEL_TDX,
        /** Because the log is one of CC measurement registers with SM3. */
        HYGON_CSV
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("technology", new JsonString(technology.name()));
        gceVersion.ifPresent(version -> members.put("gce_version", JsonNumber.of(version)));
        crtmVersion.ifPresent(version -> members.put("crtm_version", new JsonString(version.toHex())));
        return JsonObject.of(members);
    }
}
