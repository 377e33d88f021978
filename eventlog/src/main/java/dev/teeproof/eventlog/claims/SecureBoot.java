package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.data.EfiGuid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secure Boot as firmware measured it. Only what a digest covers stands here.
 *
 * @param enabled absent where the log does not say
 * @param authoritiesBefore what authorised images before the separator: option ROMs and other code of the firmware's time
 * @param authoritiesAfter what authorised images after it: boot loaders and kernels
 * @param dmaProtectionDisabled whether firmware says so
 */
public record SecureBoot(
        Optional<Boolean> enabled,
        SignatureDatabase pk,
        SignatureDatabase kek,
        SignatureDatabase db,
        SignatureDatabase dbx,
        List<Authority> authoritiesBefore,
        List<Authority> authoritiesAfter,
        boolean dmaProtectionDisabled) {

    /**
     * What authorised an image, or a setting of shim's.
     *
     * @param variable that holds it: {@code db}, {@code Shim}, {@code SbatLevel}, …
     * @param certificate DER, as measured
     * @param setting text of SbatLevel or MokListTrusted
     */
    public record Authority(EfiGuid vendor, String variable, Optional<Bytes> certificate, Optional<String> setting) {

        private JsonObject toJson() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("vendor", new JsonString(vendor.toString()));
            members.put("variable", new JsonString(variable));
            certificate.ifPresent(der -> members.put("certificate", new JsonString(der.toHex())));
            setting.ifPresent(text -> members.put("setting", new JsonString(text)));
            return JsonObject.of(members);
        }
    }

    public SecureBoot {
        authoritiesBefore = List.copyOf(authoritiesBefore);
        authoritiesAfter = List.copyOf(authoritiesAfter);
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        enabled.ifPresent(on -> members.put("enabled", new JsonBoolean(on)));
        members.put("pk", pk.toJson());
        members.put("kek", kek.toJson());
        members.put("db", db.toJson());
        members.put("dbx", dbx.toJson());
        members.put("authorities_before_separator", authorities(authoritiesBefore));
        members.put("authorities_after_separator", authorities(authoritiesAfter));
        members.put("dma_protection_disabled", new JsonBoolean(dmaProtectionDisabled));
        return JsonObject.of(members);
    }

    private static JsonArray authorities(List<Authority> authorities) {
        return JsonArray.of(authorities.stream().map(Authority::toJson).toList());
    }
}
