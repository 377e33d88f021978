package dev.teeproof.attester.guest;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What dstack's system measures when a guest boots, before the app is in control.
 *
 * @see "dstack, system setup: events emitted at boot"
 */
public final class BootTimeEvents {

    /** Names that the system alone measures; an app that used one would only try to mislead. */
    public static final Set<String> RESERVED = Set.of(
            "system-preparing",
            "app-id",
            "compose-hash",
            "init-script-hash",
            "gpu-policy-hash",
            "gpu-attestation",
            "instance-id",
            "boot-mr-done",
            "os-image-hash",
            "key-provider",
            "storage-fs",
            "system-ready");

    private BootTimeEvents() {}

    /**
     * The events, in order, of a machine without attested GPUs.
     *
     * @param osImageHash what a key management service answers; measured where the app's keys come from one
     */
    public static List<RuntimeEvent> of(AppCompose compose, Identity identity, Bytes osImageHash) {
        Emission events = new Emission(compose);
        events.add("system-preparing", Bytes.empty());
        events.add("app-id", identity.appId());
        events.add("compose-hash", compose.composeHash());
        compose.initScriptHashes().forEach(hash -> events.add("init-script-hash", hash));
        events.add("gpu-policy-hash", compose.gpuPolicyHash());
        events.add("instance-id", identity.instanceId());
        events.add("boot-mr-done", Bytes.empty());
        if (identity.keyProvider() == KeyProvider.KMS) {
            events.add("os-image-hash", osImageHash);
        }
        events.add("key-provider", identity.keyProviderInfo());
        events.add("storage-fs", Bytes.utf8(compose.storageFs().orElse("zfs").toLowerCase(Locale.ROOT)));
        events.add("system-ready", Bytes.empty());
        return List.copyOf(events.all);
    }

    private record Emission(AppCompose compose, List<RuntimeEvent> all) {

        Emission(AppCompose compose) {
            this(compose, new ArrayList<>());
        }

        void add(String name, Bytes payload) {
            all.add(new RuntimeEvent(name, payload, compose.eventLogVersion()));
        }
    }
}
