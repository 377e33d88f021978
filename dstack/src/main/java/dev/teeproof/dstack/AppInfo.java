package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.snp.SnpReport;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which app a guest runs: what the runtime log of a TDX guest says before {@code system-ready}, or the {@code mr_config} of an SNP
 * guest; and the digests that dstack's policies compare. What is not said there gives empty bytes.
 *
 * @param appId usually 20 bytes
 * @param composeHash SHA-256 of the raw {@code app-compose.json}
 * @param instanceId usually 20 bytes
 * @param keyProviderInfo JSON with {@code name} and {@code id}
 * @param initScriptHashes SHA-256 of each init script, in order
 * @param mrSystem of TDX, SHA-256 of MRTD, RTMR0 to RTMR2 and SHA-256 of the key provider (32 zero bytes where there is none);
 *     of SNP, SHA-256 of MEASUREMENT
 * @param mrAggregated of TDX, SHA-256 of MRTD, RTMR0 to RTMR3 and, if any of them is not zero, MRCONFIGID, MROWNER and
 *     MROWNERCONFIG; of SNP, SHA-256 of MEASUREMENT and HOST_DATA
 */
public record AppInfo(
        Bytes appId,
        Bytes composeHash,
        Bytes instanceId,
        Bytes keyProviderInfo,
        List<Bytes> initScriptHashes,
        Bytes mrSystem,
        Bytes mrAggregated) {

    public AppInfo {
        initScriptHashes = List.copyOf(initScriptHashes);
    }

    /** As of the quote: all events, and the key provider that the machine got its keys from. */
    public static AppInfo of(TdReport report, RuntimeLog log) {
        return of(report, log, payload(log, "key-provider"), log.replay(Digest.SHA_384));
    }

    /** As of boot: events up to {@code boot-mr-done}, when no key provider was chosen yet. */
    public static AppInfo ofBootTime(TdReport report, RuntimeLog log) {
        return of(report, log, Bytes.empty(), log.replayThrough(RuntimeLog.BOOT_MR_DONE, Digest.SHA_384));
    }

    /** Of an SNP guest. */
    public static AppInfo of(BoundMrConfig bound) {
        return of(bound.report().report(), bound.config());
    }

    /** What a report and a document say of an SNP guest, whether or not the one commits the other. */
    public static AppInfo of(SnpReport report, MrConfig config) {
        Bytes measurement = report.measurement();
        return new AppInfo(
                config.appId().orElse(Bytes.empty()),
                config.composeHash(),
                config.instanceId().orElse(Bytes.empty()),
                config.keyProviderInfo(),
                config.initScriptHashes().orElse(List.of()),
                Digest.SHA_256.of(measurement),
                Digest.SHA_256.of(measurement, report.hostData()));
    }

    /** Whether the init scripts' hashes are what dstack measures: at most five, of 32 bytes each. */
    public boolean initScriptsAreHashes() {
        return initScriptHashes.size() <= 5 && initScriptHashes.stream().allMatch(hash -> hash.size() == 32);
    }

    /** SHA-256 of what identifies the platform: its provisioning id, or an AMD chip's id. */
    public static Bytes deviceId(Bytes id) {
        return Digest.SHA_256.of(id);
    }

    private static AppInfo of(TdReport report, RuntimeLog log, Bytes keyProvider, Bytes rtmr3) {
        List<Bytes> rtmrs = report.rtmrs();
        Bytes boot = Bytes.concat(report.mrTd(), rtmrs.get(0), rtmrs.get(1), rtmrs.get(2));
        Bytes mrKeyProvider = keyProvider.isEmpty() ? Bytes.zeros(32) : Digest.SHA_256.of(keyProvider);
        Bytes owner = Bytes.concat(report.mrConfigId(), report.mrOwner(), report.mrOwnerConfig());
        return new AppInfo(
                payload(log, "app-id"),
                payload(log, "compose-hash"),
                payload(log, "instance-id"),
                keyProvider,
                log.findAll("init-script-hash")
                        .mapToObj(i -> log.events().get(i).payload())
                        .toList(),
                Digest.SHA_256.of(boot, mrKeyProvider),
                Digest.SHA_256.of(boot, rtmr3, owner.isZero() ? Bytes.empty() : owner));
    }

    private static Bytes payload(RuntimeLog log, String name) {
        OptionalInt index = log.find(name);
        return index.isPresent() ? log.events().get(index.getAsInt()).payload() : Bytes.empty();
    }
}
