package dev.teeproof.attester.guest;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.MrConfig;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import java.util.List;
import java.util.Optional;

/**
 * Who a guest is.
 *
 * @param appId 20 bytes
 * @param instanceId 20 bytes, or none where the app asks for none
 * @param keyProviderId as the compose file pins it; may be empty
 */
public record Identity(Bytes appId, Bytes instanceId, KeyProvider keyProvider, Bytes keyProviderId) {

    private static final int ID_SIZE = 20;

    /**
     * The identity that follows from a compose file.
     *
     * @param instanceSeed 20 bytes that stay with the machine's disk
     */
    public static Identity of(AppCompose compose, Bytes instanceSeed) {
        Bytes appId = compose.appId();
        Bytes instance = compose.noInstanceId()
                ? Bytes.empty()
                : Digest.SHA_256.of(instanceSeed, appId).slice(0, ID_SIZE);
        return new Identity(appId, instance, compose.keyProvider(), compose.keyProviderId());
    }

    /** What is measured as {@code key-provider}. */
    public Bytes keyProviderInfo() {
        return MrConfig.keyProviderInfo(keyProvider, keyProviderId);
    }

    /** What a host binds a guest to when it launches it: version 3 of {@code mr_config}. */
    public MrConfig mrConfig(AppCompose compose) {
        boolean scripts = compose.manifestVersion().number() >= 3;
        return new MrConfig(
                Optional.of(appId),
                compose.composeHash(),
                Optional.empty(),
                keyProvider,
                Optional.of(keyProviderId).filter(id -> !id.isEmpty()),
                Optional.of(instanceId).filter(id -> !id.isEmpty()),
                scripts ? Optional.of(List.copyOf(compose.initScriptHashes())) : Optional.empty());
    }
}
