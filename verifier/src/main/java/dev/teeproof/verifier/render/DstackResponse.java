package dev.teeproof.verifier.render;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.dstack.DstackPolicyCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.ClaimValue;
import dev.teeproof.result.Outcome;
import dev.teeproof.snp.SnpCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An attestation result as dstack's verifier answers {@code POST /verify}, with its member names, null rules and reason
 * prefixes; besides them the verdict, the checks and the claims.
 *
 * <p>{@code is_valid} has dstack's meaning: a TCB status never makes it false by itself, nor does a log that names no app.
 * Anything else that failed, was not accepted or could not be checked does. {@code event_log_verified} is false for SEV-SNP, which
 * has no register that a log could be replayed to, and {@code is_valid} does not depend on it there.
 */
public final class DstackResponse {

    /** The stages of dstack's verifier; each has a prefix of its own for the reason. */
    private enum Stage {
        QUOTE("Quote verification failed: "),
        OS_IMAGE("OS image hash verification failed: "),
        APP_INFO("Event log verification failed: ");

        private final String prefix;

        Stage(String prefix) {
            this.prefix = prefix;
        }

        static Stage of(CheckCode code) {
            return switch (code) {
                case QuoteCheck quote -> QUOTE;
                case ImageCheck image -> OS_IMAGE;
                case DstackCheck dstack ->
                    switch (dstack) {
                        case APP_IDENTITY -> APP_INFO;
                        case MR_CONFIG_DIFFERS -> OS_IMAGE;
                        default -> QUOTE;
                    };
                case DstackPolicyCheck demand -> APP_INFO;
                default -> QUOTE;
            };
        }
    }

    /** What dstack reports and does not refuse. */
    private static final Set<CheckCode> REPORTED = Set.of(
            QuoteCheck.TCB_STATUS_REJECTED,
            QuoteCheck.SGX_TCB_REVOKED,
            SnpCheck.TCB_STATUS_REJECTED,
            SnpCheck.PROVISIONAL_FIRMWARE,
            DstackCheck.APP_IDENTITY);

    private static final JsonNull NULL = new JsonNull();

    private final AttestationResult result;
    private final Optional<Check> trouble;

    private DstackResponse(AttestationResult result) {
        this.result = result;
        this.trouble = first(Outcome.FAILED)
                .or(() -> result.checks().stream()
                        .filter(check -> check.outcome() == Outcome.NOT_RUN
                                || check.outcome() == Outcome.NOT_ACCEPTED && !REPORTED.contains(check.code()))
                        .findFirst());
    }

    /** The answer for evidence that was appraised. */
    public static JsonObject of(AttestationResult result) {
        return new DstackResponse(result).response();
    }

    /**
     * The answer for a request whose evidence cannot be decoded.
     *
     * @param reason what is wrong; dstack's prefix is put before it
     */
    public static JsonObject undecodable(String reason) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("is_valid", new JsonBoolean(false));
        json.put("details", JsonObject.of(details(false, false, Optional.empty())));
        json.put("reason", new JsonString("Internal error: " + reason));
        json.put("checks", JsonArray.of(List.of()));
        json.put("claims", JsonArray.of(List.of()));
        return JsonObject.of(json);
    }

    private JsonObject response() {
        boolean valid = trouble.isEmpty();
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("is_valid", new JsonBoolean(valid));
        json.put("details", JsonObject.of(details(passed(Stage.QUOTE), passed(Stage.OS_IMAGE), Optional.of(this))));
        json.put("reason", trouble.<JsonValue>map(DstackResponse::reason).orElse(NULL));
        JsonObject whole = ResultJson.of(result);
        for (String member : List.of("verdict", "at", "until", "checks", "claims", "endorsements", "warnings")) {
            whole.optional(member).ifPresent(value -> json.put(member, value));
        }
        return JsonObject.of(json);
    }

    private static Map<String, JsonValue> details(boolean quote, boolean image, Optional<DstackResponse> answer) {
        boolean valid = answer.isPresent() && answer.get().trouble.isEmpty();
        Optional<DstackResponse> verified = quote ? answer : Optional.empty();
        Map<String, JsonValue> details = new LinkedHashMap<>();
        details.put("quote_verified", new JsonBoolean(quote));
        details.put("event_log_verified", new JsonBoolean(valid && !answer.get().snp()));
        details.put("os_image_hash_verified", new JsonBoolean(quote && image));
        details.put("acpi_tables_verified", new JsonBoolean(false));
        details.put("os_image_is_dev", NULL);
        details.put("os_image_version", NULL);
        details.put(
                "tee_variant",
                verified.<JsonValue>map(DstackResponse::teeVariant).orElse(NULL));
        details.put(
                "report_data",
                verified.<JsonValue>map(from -> from.text(ClaimName.REPORT_DATA))
                        .orElse(NULL));
        details.put(
                "tcb_status",
                verified.<JsonValue>map(from -> from.text(ClaimName.TCB_STATUS)).orElse(NULL));
        details.put("advisory_ids", verified.map(DstackResponse::advisories).orElse(JsonArray.of(List.of())));
        details.put("key_provider", valid ? answer.get().keyProvider() : NULL);
        details.put("app_info", valid ? answer.get().appInfo() : NULL);
        if (valid) {
            details.put("boot_info", answer.get().bootInfo());
        }
        return details;
    }

    private boolean snp() {
        return result.checks().stream().anyMatch(check -> check.code() instanceof SnpCheck);
    }

    private JsonString teeVariant() {
        return new JsonString(snp() ? "dstack-amd-sev-snp" : "dstack-tdx");
    }

    private static JsonString reason(Check check) {
        String words = check.statement();
        if (check.expected().isPresent() && check.actual().isPresent() && check.failed()) {
            words += ": expected=" + check.expected().get() + ", actual="
                    + check.actual().get();
        }
        return new JsonString(Stage.of(check.code()).prefix + check.code().name() + ": " + words);
    }

    /** {@code name} and {@code id} of the key provider's JSON; null where it is not of that form. */
    private JsonValue keyProvider() {
        try {
            JsonObject provider = Json.readObject(bytes(ClaimName.KEY_PROVIDER), "key_provider");
            Map<String, JsonValue> json = new LinkedHashMap<>();
            json.put("name", new JsonString(provider.string("name")));
            json.put("id", new JsonString(provider.string("id")));
            return JsonObject.of(json);
        } catch (MalformedEvidenceException e) {
            return NULL;
        }
    }

    private JsonObject appInfo() {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("app_id", text(ClaimName.APP_ID));
        json.put("compose_hash", text(ClaimName.COMPOSE_HASH));
        json.put("instance_id", text(ClaimName.INSTANCE_ID));
        json.put("device_id", text(ClaimName.DEVICE_ID));
        json.put("mr_system", text(ClaimName.MR_SYSTEM));
        json.put("mr_aggregated", text(ClaimName.MR_AGGREGATED));
        json.put("os_image_hash", text(ClaimName.OS_IMAGE_HASH));
        json.put(
                "key_provider_info",
                new JsonString(bytes(ClaimName.KEY_PROVIDER).toHex()));
        json.put("init_script_hashes", texts(ClaimName.INIT_SCRIPT_HASHES));
        if (!snp()) {
            for (ClaimName register :
                    List.of(ClaimName.MRTD, ClaimName.RTMR0, ClaimName.RTMR1, ClaimName.RTMR2, ClaimName.RTMR3)) {
                json.put(register.text(), text(register));
            }
        }
        return JsonObject.of(json);
    }

    private JsonObject bootInfo() {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("teeVariant", teeVariant());
        json.put("mrAggregated", text(ClaimName.MR_AGGREGATED));
        json.put("osImageHash", text(ClaimName.OS_IMAGE_HASH));
        json.put("mrSystem", text(ClaimName.MR_SYSTEM));
        json.put("appId", text(ClaimName.APP_ID));
        json.put("composeHash", text(ClaimName.COMPOSE_HASH));
        json.put("instanceId", text(ClaimName.INSTANCE_ID));
        json.put("deviceId", text(ClaimName.DEVICE_ID));
        json.put("keyProviderInfo", new JsonString(bytes(ClaimName.KEY_PROVIDER).toHex()));
        json.put("tcbStatus", text(ClaimName.TCB_STATUS));
        json.put("advisoryIds", advisories());
        return JsonObject.of(json);
    }

    private JsonArray advisories() {
        return texts(ClaimName.ADVISORY_IDS);
    }

    /** The claim as text; what is not claimed is the empty text, as in dstack. */
    private JsonString text(ClaimName name) {
        return new JsonString(
                result.claim(name).map(claim -> claim.value().toString()).orElse(""));
    }

    private JsonArray texts(ClaimName name) {
        Optional<ClaimValue> value = result.claim(name).map(Claim::value);
        return value.isPresent() && value.get() instanceof ClaimValue.Texts texts
                ? JsonArray.of(texts.texts().stream().map(JsonString::new).toList())
                : JsonArray.of(List.of());
    }

    private Bytes bytes(ClaimName name) {
        Optional<ClaimValue> value = result.claim(name).map(Claim::value);
        if (value.isEmpty()) {
            return Bytes.empty();
        }
        return value.get() instanceof ClaimValue.Octets octets
                ? octets.bytes()
                : Bytes.utf8(value.get().toString());
    }

    private boolean passed(Stage stage) {
        return result.checks().stream()
                .filter(check -> Stage.of(check.code()) == stage)
                .allMatch(check -> check.outcome() == Outcome.PASSED
                        || check.outcome() == Outcome.NOT_APPLICABLE
                        || check.outcome() == Outcome.NOT_ACCEPTED && REPORTED.contains(check.code()));
    }

    private Optional<Check> first(Outcome outcome) {
        return result.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .findFirst();
    }
}
