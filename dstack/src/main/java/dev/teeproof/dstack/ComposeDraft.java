package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Jcs;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A new {@code app-compose.json} for the runner {@code docker-compose}, written to the byte as dstack's {@code vmm-cli compose}
 * writes it, so that both have one hash. Each method gives another draft; the order in which they are called does not matter.
 *
 * <p>What is said is not looked at: {@link AppCompose#read} tells whether a guest reads it.
 */
public final class ComposeDraft {

    private static final int INDENT = 4;

    /** Members that stand behind all others, in this order, and only if something is said. */
    private static final List<String> OPTIONAL =
            List.of("key_provider", "pre_launch_script", "swap_size", "event_log_version");

    private final Map<String, JsonValue> members;

    private ComposeDraft(Map<String, JsonValue> members) {
        this.members = members;
    }

    /**
     * A draft in which everything is off.
     *
     * @param dockerComposeFile the text that the runner is given
     */
    public static ComposeDraft of(String name, String dockerComposeFile) {
        JsonValue no = new JsonBoolean(false);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(ManifestVersion.MEMBER, JsonNumber.of(2));
        members.put("name", new JsonString(name));
        members.put("runner", new JsonString("docker-compose"));
        members.put("docker_compose_file", new JsonString(dockerComposeFile));
        members.put("kms_enabled", no);
        members.put("gateway_enabled", no);
        members.put("local_key_provider_enabled", no);
        members.put("key_provider_id", new JsonString(""));
        members.put("public_logs", no);
        members.put("public_sysinfo", no);
        members.put("allowed_envs", JsonArray.of(List.of()));
        members.put("no_instance_id", no);
        members.put("secure_time", no);
        return new ComposeDraft(members);
    }

    public ComposeDraft withKms(boolean enabled) {
        return with("kms_enabled", enabled);
    }

    public ComposeDraft withGateway(boolean enabled) {
        return with("gateway_enabled", enabled);
    }

    public ComposeDraft withLocalKeyProvider(boolean enabled) {
        return with("local_key_provider_enabled", enabled);
    }

    /** Says it in {@code key_provider}, which counts before the other two. */
    public ComposeDraft withKeyProvider(KeyProvider provider) {
        return with("key_provider", new JsonString(provider.text()));
    }

    /** @param id in hexadecimal, as it is written */
    public ComposeDraft withKeyProviderId(String id) {
        return with("key_provider_id", new JsonString(id));
    }

    public ComposeDraft withPublicLogs(boolean enabled) {
        return with("public_logs", enabled);
    }

    public ComposeDraft withPublicSysinfo(boolean enabled) {
        return with("public_sysinfo", enabled);
    }

    public ComposeDraft withAllowedEnvs(List<String> names) {
        return with(
                "allowed_envs", JsonArray.of(names.stream().map(JsonString::new).toList()));
    }

    public ComposeDraft withNoInstanceId(boolean enabled) {
        return with("no_instance_id", enabled);
    }

    public ComposeDraft withSecureTime(boolean enabled) {
        return with("secure_time", enabled);
    }

    public ComposeDraft withPreLaunchScript(String script) {
        return with("pre_launch_script", new JsonString(script));
    }

    /** @param bytes zero leaves it out */
    public ComposeDraft withSwap(long bytes) {
        return bytes == 0 ? without("swap_size") : with("swap_size", JsonNumber.of(bytes));
    }

    /** The first version is left out, so that the file is the one of before there were two. */
    public ComposeDraft withEventLogVersion(EventLogVersion version) {
        return switch (version) {
            case V1 -> without("event_log_version");
            case V2 -> with("event_log_version", JsonNumber.of(version.number()));
        };
    }

    /** The file: JSON with an indent of four, UTF-8, without a line end at its end. */
    public Bytes toBytes() {
        List<String> lines = new ArrayList<>();
        members.forEach((name, value) -> {
            if (!OPTIONAL.contains(name)) {
                lines.add(line(name, value));
            }
        });
        for (String name : OPTIONAL) {
            JsonValue value = members.get(name);
            if (value != null) {
                lines.add(line(name, value));
            }
        }
        return Bytes.utf8(block('{', lines, '}', 0));
    }

    private static String line(String name, JsonValue value) {
        String written = value instanceof JsonArray array
                ? block('[', array.elements().stream().map(ComposeDraft::leaf).toList(), ']', INDENT)
                : leaf(value);
        return leaf(new JsonString(name)) + ": " + written;
    }

    private static String block(char open, List<String> lines, char close, int indent) {
        if (lines.isEmpty()) {
            return "" + open + close;
        }
        String outside = "\n" + " ".repeat(indent);
        String inside = outside + " ".repeat(INDENT);
        return open + inside + String.join("," + inside, lines) + outside + close;
    }

    /** Python escapes in a string what the canonical form escapes; integers and booleans have one form. */
    private static String leaf(JsonValue value) {
        return value instanceof JsonNumber number ? number.text() : Jcs.text(value);
    }

    private ComposeDraft with(String name, boolean value) {
        return with(name, new JsonBoolean(value));
    }

    private ComposeDraft with(String name, JsonValue value) {
        Map<String, JsonValue> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new ComposeDraft(changed);
    }

    private ComposeDraft without(String name) {
        Map<String, JsonValue> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return new ComposeDraft(changed);
    }
}
