package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Version 3 of dstack's {@code mr_config}: what a host binds a guest to at its launch, as JSON. Its hash is the HOST_DATA of an SNP
 * guest; only the exact bytes count, and members that are not known are refused.
 *
 * @param appId 20 bytes
 * @param composeHash 32 bytes
 * @param gpuPolicyHash 32 bytes
 * @param keyProviderId of any length
 * @param instanceId 20 bytes
 * @param initScriptHashes at most five of 32 bytes; absent where they are not bound, which is not the same as none
 * @see "dstack, mr_config V3"
 */
public record MrConfig(
        Optional<Bytes> appId,
        Bytes composeHash,
        Optional<Bytes> gpuPolicyHash,
        KeyProvider keyProvider,
        Optional<Bytes> keyProviderId,
        Optional<Bytes> instanceId,
        Optional<List<Bytes>> initScriptHashes) {

    /** Who gives the app its keys. */
    public enum KeyProvider {
        NONE("none", "none"),
        KMS("kms", "kms"),
        LOCAL("local", "local-sgx"),
        TPM("tpm", "tpm");

        private final String text;
        private final String inAppInfo;

        KeyProvider(String text, String inAppInfo) {
            this.text = text;
            this.inAppInfo = inAppInfo;
        }

        /** The name in the document. */
        public String text() {
            return text;
        }

        /** The one whose name in the document this is. */
        public static Optional<KeyProvider> of(String text) {
            return Arrays.stream(values())
                    .filter(provider -> provider.text.equals(text))
                    .findFirst();
        }

        /** The name in what dstack tells of an app. */
        String inAppInfo() {
            return inAppInfo;
        }
    }

    private static final String NAME = "mr_config";
    private static final int MAX_SIZE = 64 << 10;
    private static final Bytes HASH_PREFIX = Bytes.concat(Bytes.utf8("dstack-mr-config-v3:"), Bytes.of(0));
    private static final Set<String> MEMBERS = Set.of(
            "version",
            "app_id",
            "compose_hash",
            "gpu_policy_hash",
            "key_provider",
            "key_provider_id",
            "instance_id",
            "init_script_hashes");

    public MrConfig {
        initScriptHashes = initScriptHashes.map(List::copyOf);
    }

    /** What a host puts into HOST_DATA for a document: a hash over its exact bytes. */
    public static Bytes hash(String document) {
        return Digest.SHA_256.of(HASH_PREFIX, Bytes.utf8(document));
    }

    /** Reads a document; whether anything commits it is the caller's to know. */
    public static MrConfig read(String document) throws MalformedEvidenceException {
        Bytes text = Bytes.utf8(document);
        if (text.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, NAME, text.size(), "at most " + MAX_SIZE + " bytes");
        }
        JsonObject json = Json.readObject(text, NAME);
        for (String member : json.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw json.fault(Malformation.BAD_VALUE, member, "no members but those of version 3");
            }
        }
        if (json.unsigned("version", 255, 3) != 3) {
            throw json.fault(Malformation.UNSUPPORTED, "version", "version 3");
        }
        return new MrConfig(
                hex(json, "app_id", 20),
                json.hex("compose_hash", 32),
                hex(json, "gpu_policy_hash", 32),
                keyProvider(json),
                json.optional("key_provider_id").isPresent()
                        ? Optional.of(json.hex("key_provider_id"))
                        : Optional.empty(),
                hex(json, "instance_id", 20),
                initScripts(json));
    }

    private static Optional<Bytes> hex(JsonObject json, String name, int size) throws MalformedEvidenceException {
        return json.optional(name).isPresent() ? Optional.of(json.hex(name, size)) : Optional.empty();
    }

    private static KeyProvider keyProvider(JsonObject json) throws MalformedEvidenceException {
        return KeyProvider.of(json.string("key_provider"))
                .orElseThrow(() -> json.fault(Malformation.BAD_VALUE, "key_provider", "none, kms, local or tpm"));
    }

    private static Optional<List<Bytes>> initScripts(JsonObject json) throws MalformedEvidenceException {
        Optional<JsonArray> array = json.optionalArray("init_script_hashes");
        if (array.isEmpty()) {
            return Optional.empty();
        }
        List<Bytes> hashes = new ArrayList<>();
        for (String hash : array.get().strings()) {
            hashes.add(Hex.decode(hash, NAME + ".init_script_hashes[" + hashes.size() + "]", 32));
        }
        if (hashes.size() > AppCompose.MAX_INIT_SCRIPTS) {
            throw json.fault(
                    Malformation.LIMIT_EXCEEDED,
                    "init_script_hashes",
                    "at most " + AppCompose.MAX_INIT_SCRIPTS + " hashes");
        }
        return Optional.of(hashes);
    }

    /** {@code {"name":…,"id":…}} without blanks, as dstack measures the key provider of a TDX guest. */
    Bytes keyProviderInfo() {
        return keyProviderInfo(keyProvider, keyProviderId.orElse(Bytes.empty()));
    }

    /** The same of any guest. */
    public static Bytes keyProviderInfo(KeyProvider provider, Bytes id) {
        return Bytes.utf8("{\"name\":\"" + provider.inAppInfo() + "\",\"id\":\"" + id + "\"}");
    }

    /** The document as hosts write it: canonical JSON (RFC 8785), without what is absent. */
    public String write() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        appId.ifPresent(id -> members.put("app_id", hex(id)));
        members.put("compose_hash", hex(composeHash));
        gpuPolicyHash.ifPresent(hash -> members.put("gpu_policy_hash", hex(hash)));
        initScriptHashes.ifPresent(hashes -> members.put(
                "init_script_hashes",
                JsonArray.of(hashes.stream().map(MrConfig::hex).toList())));
        instanceId.ifPresent(id -> members.put("instance_id", hex(id)));
        members.put("key_provider", new JsonString(keyProvider.text()));
        keyProviderId.ifPresent(id -> members.put("key_provider_id", hex(id)));
        members.put("version", JsonNumber.of(3));
        return Json.write(JsonObject.of(members));
    }

    private static JsonString hex(Bytes bytes) {
        return new JsonString(bytes.toHex());
    }
}
