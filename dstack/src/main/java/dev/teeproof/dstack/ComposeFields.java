package dev.teeproof.dstack;

import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of an {@code app-compose.json} that dstack knows, and what stands for one that is absent. */
public final class ComposeFields {

    private static final Map<String, JsonValue> DEFAULTS = defaults();

    private ComposeFields() {}

    /** The names, in the order of dstack's documentation. */
    public static Set<String> names() {
        return DEFAULTS.keySet();
    }

    /** What a guest takes for a member that is absent: null for none; what other members say for some. */
    public static JsonValue absent(AppCompose compose, String name) {
        return switch (name) {
            case "key_provider" -> new JsonString(compose.keyProvider().text());
            case "gateway_enabled" -> new JsonBoolean(compose.gatewayEnabled());
            default -> DEFAULTS.getOrDefault(name, new JsonNull());
        };
    }

    /** Every member, those that nobody knows last, with its value or what stands for it. */
    public static JsonObject effective(AppCompose compose) {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        names().forEach(name -> all.put(name, absent(compose, name)));
        all.putAll(compose.json().members());
        return JsonObject.of(all);
    }

    private static Map<String, JsonValue> defaults() {
        JsonValue none = new JsonNull();
        JsonValue no = new JsonBoolean(false);
        JsonValue yes = new JsonBoolean(true);
        JsonValue nothing = JsonArray.of(List.of());
        Map<String, JsonValue> all = new LinkedHashMap<>();
        all.put(ManifestVersion.MEMBER, none);
        all.put("name", none);
        all.put("features", nothing);
        all.put("runner", none);
        all.put("snapshotter", none);
        all.put("docker_compose_file", none);
        all.put("bash_script", none);
        all.put("init_script", nothing);
        all.put("pre_launch_script", none);
        all.put("public_logs", no);
        all.put("public_sysinfo", no);
        all.put("public_tcbinfo", yes);
        all.put("kms_enabled", no);
        all.put("gateway_enabled", no);
        all.put("tproxy_enabled", no);
        all.put("local_key_provider_enabled", no);
        all.put("key_provider", none);
        all.put("key_provider_id", new JsonString(""));
        all.put("allowed_envs", nothing);
        all.put("no_instance_id", no);
        all.put("secure_time", yes);
        all.put("storage_fs", new JsonString("zfs"));
        all.put("swap_size", JsonNumber.of(0));
        all.put("event_log_version", JsonNumber.of(1));
        all.put(PortPolicy.MEMBER, none);
        all.put(Requirements.MEMBER, none);
        all.put(VerityVolume.MEMBER, nothing);
        all.put("launch_token_hash", none);
        all.put("docker_config", none);
        return Collections.unmodifiableMap(all);
    }
}
