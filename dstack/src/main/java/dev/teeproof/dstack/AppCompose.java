package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Jcs;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@code app-compose.json}: what a dstack guest runs, and how. The guest measures the SHA-256 of the exact bytes, so these
 * are kept, and nothing here is ever written back.
 *
 * <p>What can be read is what a guest can read, and duplicate members are refused wherever they stand. Members that a guest does
 * not know are read over, as the guest does; {@link #warnings} names them, and what a guest refuses although it can read it.
 *
 * @see "dstack, app-compose.json"
 */
public final class AppCompose {

    /** Bytes; a guest copies no larger file. */
    public static final int MAX_SIZE = 50 << 20;

    /** How many scripts a guest takes to run before the app's containers. */
    public static final int MAX_INIT_SCRIPTS = 5;

    private static final int APP_ID_SIZE = 20;
    private static final String NAME = "app-compose";

    private final Bytes bytes;
    private final JsonObject json;
    private final ManifestVersion manifestVersion;
    private final String name;
    private final String runner;
    private final Optional<String> snapshotter;
    private final Optional<String> dockerComposeFile;
    private final List<String> initScripts;
    private final List<String> features;
    private final boolean publicLogs;
    private final boolean publicSysinfo;
    private final boolean publicTcbinfo;
    private final boolean gatewayEnabled;
    private final KeyProvider keyProvider;
    private final Bytes keyProviderId;
    private final List<String> allowedEnvs;
    private final boolean noInstanceId;
    private final boolean secureTime;
    private final Optional<String> storageFs;
    private final HumanSize swapSize;
    private final EventLogVersion eventLogVersion;
    private final PortPolicy portPolicy;
    private final Optional<Requirements> requirements;
    private final List<VerityVolume> verityVolumes;

    private AppCompose(Bytes bytes, JsonObject json) throws MalformedEvidenceException {
        this.bytes = bytes;
        this.json = json;
        this.manifestVersion = ManifestVersion.read(json);
        this.name = json.string("name");
        this.runner = json.string("runner");
        this.snapshotter = oneOf(json, "snapshotter", List.of("overlayfs", "stargz"));
        this.dockerComposeFile = json.optionalString("docker_compose_file");
        this.initScripts = initScripts(json);
        this.features = strings(json, "features");
        this.publicLogs = json.bool("public_logs", false);
        this.publicSysinfo = json.bool("public_sysinfo", false);
        this.publicTcbinfo = json.bool("public_tcbinfo", true);
        boolean gateway = json.bool("gateway_enabled", false);
        boolean tproxy = json.bool("tproxy_enabled", false);
        this.gatewayEnabled = gateway || tproxy || features.contains("tproxy-net");
        this.keyProvider = keyProvider(json);
        this.keyProviderId =
                json.members().containsKey("key_provider_id") ? json.hex("key_provider_id") : Bytes.empty();
        this.allowedEnvs = strings(json, "allowed_envs");
        this.noInstanceId = json.bool("no_instance_id", false);
        this.secureTime = json.bool("secure_time", true);
        this.storageFs = json.optionalString("storage_fs");
        this.swapSize = HumanSize.read(json, "swap_size");
        this.eventLogVersion = EventLogVersion.of(
                json.unsigned("event_log_version", Long.MAX_VALUE, EventLogVersion.V1.number()),
                NAME + ".event_log_version");
        this.portPolicy = PortPolicy.read(json);
        this.requirements = Requirements.read(json);
        this.verityVolumes = VerityVolume.read(json);
    }

    /**
     * Reads a file.
     *
     * @throws MalformedEvidenceException if no guest reads it, if a member stands twice in an object, or beyond the limits of
     *     {@link Json} and {@link #MAX_SIZE}
     */
    public static AppCompose read(Bytes bytes) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, NAME, bytes.size(), "at most " + MAX_SIZE + " bytes");
        }
        return new AppCompose(bytes, Json.readObject(bytes, NAME));
    }

    /** The compose hash of a file with these bytes, whether it can be read or not: SHA-256, and nothing is left out. */
    public static Bytes composeHash(Bytes bytes) {
        return Digest.SHA_256.of(bytes);
    }

    /** The app id of a file whose compose hash this is, unless the guest was given another one. */
    public static Bytes appId(Bytes composeHash) {
        return composeHash.slice(0, APP_ID_SIZE);
    }

    /** The file as it is. */
    public Bytes bytes() {
        return bytes;
    }

    /** The file as JSON, with members that nothing here knows. */
    public JsonObject json() {
        return json;
    }

    /** What the guest measures as {@code compose-hash}, 32 bytes. */
    public Bytes composeHash() {
        return composeHash(bytes);
    }

    /** What the guest measures as {@code app-id} unless it was given another one, 20 bytes. */
    public Bytes appId() {
        return appId(composeHash());
    }

    /** What a guest measures as {@code init-script-hash}, one for each script. */
    public List<Bytes> initScriptHashes() {
        return initScripts.stream()
                .map(script -> Digest.SHA_256.of(Bytes.utf8(script)))
                .toList();
    }

    /**
     * What a guest measures as {@code gpu-policy-hash}: SHA-256 of the canonical form of the policy as written, or of an empty
     * object. Writing a default out changes it.
     */
    public Bytes gpuPolicyHash() {
        JsonValue written = json.members().get(Requirements.MEMBER) instanceof JsonObject demands
                ? demands.members().get(GpuPolicy.MEMBER)
                : null;
        return Digest.SHA_256.of(Jcs.canonicalize(written == null ? JsonObject.of(Map.of()) : written));
    }

    /** What a guest refuses or ignores, and what somebody may not have meant; in the order of the members. */
    public List<ComposeWarning> warnings() {
        return ComposeRules.warnings(this);
    }

    public ManifestVersion manifestVersion() {
        return manifestVersion;
    }

    public String name() {
        return name;
    }

    /** {@code docker-compose}, {@code bash} or {@code nerdctl-compose}; other names can be read. */
    public String runner() {
        return runner;
    }

    public Optional<String> snapshotter() {
        return snapshotter;
    }

    public Optional<String> dockerComposeFile() {
        return dockerComposeFile;
    }

    /** What the runner {@code bash} runs. */
    public Optional<String> bashScript() {
        return script("bash_script");
    }

    /** What runs before the app, measured as a part of the file alone. */
    public Optional<String> preLaunchScript() {
        return script("pre_launch_script");
    }

    /** What runs before the container engine; each is measured by itself too. */
    public List<String> initScripts() {
        return initScripts;
    }

    public List<String> features() {
        return features;
    }

    public boolean publicLogs() {
        return publicLogs;
    }

    public boolean publicSysinfo() {
        return publicSysinfo;
    }

    /** Whether anybody may ask the guest for its measurements. */
    public boolean publicTcbinfo() {
        return publicTcbinfo;
    }

    /** By its own name, by its former one, or as a feature. */
    public boolean gatewayEnabled() {
        return gatewayEnabled;
    }

    /** The one in effect: {@code key_provider}, else what {@code kms_enabled} and {@code local_key_provider_enabled} say. */
    public KeyProvider keyProvider() {
        return keyProvider;
    }

    /** The identity that the key provider has to have; empty if any will do. */
    public Bytes keyProviderId() {
        return keyProviderId;
    }

    /** The environment variables that whoever deploys the app may set. */
    public List<String> allowedEnvs() {
        return allowedEnvs;
    }

    /** Whether every instance of the app is to be the same one. */
    public boolean noInstanceId() {
        return noInstanceId;
    }

    public boolean secureTime() {
        return secureTime;
    }

    /** As written; a guest knows {@code zfs}, which it takes if nothing is said, and {@code ext4}, in any case. */
    public Optional<String> storageFs() {
        return storageFs;
    }

    public HumanSize swapSize() {
        return swapSize;
    }

    /** How the guest hashes its runtime events. */
    public EventLogVersion eventLogVersion() {
        return eventLogVersion;
    }

    public PortPolicy portPolicy() {
        return portPolicy;
    }

    public Optional<Requirements> requirements() {
        return requirements;
    }

    public List<VerityVolume> verityVolumes() {
        return verityVolumes;
    }

    /** By the exact bytes, from which all else follows. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AppCompose that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** A member that the guest's parser does not look at: of any type, and a script only where it is a text. */
    private Optional<String> script(String name) {
        return json.members().get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    private static List<String> strings(JsonObject json, String name) throws MalformedEvidenceException {
        return json.members().containsKey(name) ? json.array(name).strings() : List.of();
    }

    private static Optional<String> oneOf(JsonObject json, String name, List<String> known)
            throws MalformedEvidenceException {
        Optional<String> text = json.optionalString(name);
        if (text.isPresent() && !known.contains(text.get())) {
            throw json.fault(Malformation.BAD_VALUE, name, "one of " + String.join(", ", known));
        }
        return text;
    }

    private static KeyProvider keyProvider(JsonObject json) throws MalformedEvidenceException {
        boolean kms = json.bool("kms_enabled", false);
        boolean local = json.bool("local_key_provider_enabled", false);
        Optional<String> stated = json.optionalString("key_provider");
        if (stated.isEmpty()) {
            return kms ? KeyProvider.KMS : local ? KeyProvider.LOCAL : KeyProvider.NONE;
        }
        return KeyProvider.of(stated.get())
                .orElseThrow(() -> json.fault(Malformation.BAD_VALUE, "key_provider", "none, kms, local or tpm"));
    }

    /** One script, a list of them, or null. */
    private static List<String> initScripts(JsonObject json) throws MalformedEvidenceException {
        String member = "init_script";
        JsonValue value = json.members().get(member);
        if (value == null || value instanceof JsonNull) {
            return List.of();
        }
        if (value instanceof JsonString one) {
            return List.of(one.value());
        }
        if (!(value instanceof JsonArray several)) {
            throw json.fault(Malformation.WRONG_TYPE, member, "a text or an array of texts");
        }
        if (several.elements().size() > MAX_INIT_SCRIPTS) {
            throw json.fault(Malformation.LIMIT_EXCEEDED, member, "at most " + MAX_INIT_SCRIPTS + " scripts");
        }
        return several.strings();
    }
}
