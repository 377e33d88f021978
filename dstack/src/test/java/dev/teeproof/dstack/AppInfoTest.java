package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The digests are those that dstack decodes from the same attestations. */
class AppInfoTest {

    @Test
    void theGuestAgentsAppIsKnown() throws Exception {
        AppInfo app = app(RealEvidence.guestAgent());

        assertThat(app.appId()).isEqualTo(Bytes.hex("5bb4ff9a3837357f19dc176407a5709c62eb6c56"));
        assertThat(app.composeHash())
                .isEqualTo(Bytes.hex("c143116fef3940e7f776bfc0919c256232ae5338a6e948c96b711e0b2383483a"));
        assertThat(app.instanceId()).isEqualTo(Bytes.hex("1691ed1b47506cad7d08834668691d88246f5b1f"));
        assertThat(app.keyProviderInfo().size()).isEqualTo(204);
        assertThat(app.keyProviderInfo().toUtf8("key_provider")).startsWith("{\"name\":\"kms\",\"id\":\"");
        assertThat(app.initScriptHashes()).isEmpty();
        assertDigests(
                app,
                "51ea38f8eee6dc72dbae9b74531ae6d6204295d265dabb4e6c34621a2a1a1197",
                "85334a62c97d0f8bf82d0245d31b539d17a2d7c258e2a13efc928aaea0e107cb");
    }

    @Test
    void theLiteMachinesAppIsKnown() throws Exception {
        AppInfo app = app(RealEvidence.lite());

        assertThat(app.appId()).isEqualTo(Bytes.hex("86b0e55f2fa8e4fb69d890f14f54d5612707646e"));
        assertThat(app.composeHash())
                .isEqualTo(Bytes.hex("86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9"));
        assertThat(app.instanceId()).isEqualTo(Bytes.hex("050bf89570575fe8fab4cb8f0a62a9e64efe8ead"));
        assertThat(app.keyProviderInfo().toUtf8("key_provider")).startsWith("{\"name\":\"kms\",\"id\":\"");
        assertDigests(
                app,
                "118f754a080ecb8527df65656ee4e7e97b891cf488ad6a38886ff0dbca0c8f70",
                "c758fa624b62536ca77504c4c52745e70880220a178a615a859c52f8b101d2ee");
    }

    /** Its MRCONFIGID, MROWNER and MROWNERCONFIG are zero, and so not part of the digest. */
    @Test
    void theAppBesideAQuoteIsKnown() throws Exception {
        AppInfo app = app(RealEvidence.quoteReport());

        assertThat(app.appId()).isEqualTo(Bytes.hex("3763bc34552cf3a27ff71ad5f7a90471562a1a2d"));
        assertThat(app.composeHash())
                .isEqualTo(Bytes.hex("3763bc34552cf3a27ff71ad5f7a90471562a1a2df552dfc1998cba2d60da27e7"));
        assertThat(app.instanceId()).isEqualTo(Bytes.hex("c3714eb66990eace777b4e664c16e09375dec4c9"));
        assertThat(app.keyProviderInfo())
                .isEqualTo(
                        Bytes.utf8(
                                "{\"name\":\"local-sgx\",\"id\":\"1b7a49378403249b6986a907844cab0921eca32dd47e657f3c10311ccaeccf8b\"}"));
        assertThat(RealEvidence.report(RealEvidence.quoteReport()).mrConfigId().isZero())
                .isTrue();
        assertDigests(
                app,
                "e1ae776a1492d4f87937b7e563d265c16300be4aba5d748207587023bb7dbb75",
                "233c659f83048505bb1ef7f105245aa80f5d04e3d096c329da272d7ee13fbf38");
    }

    @Test
    void atBootNoKeyProviderWasChosen() throws Exception {
        for (Attestation attestation :
                List.of(RealEvidence.guestAgent(), RealEvidence.lite(), RealEvidence.quoteReport())) {
            assertThat(boot(attestation).keyProviderInfo()).isEqualTo(Bytes.empty());
            assertThat(boot(attestation).appId()).isEqualTo(app(attestation).appId());
            assertThat(boot(attestation).composeHash())
                    .isEqualTo(app(attestation).composeHash());
        }
        assertDigests(
                boot(RealEvidence.guestAgent()),
                "ef6af583432288c877e412740aa7d8a844a18920ad98e9b1d95d42a07a3044c8",
                "787f9fe525fcb61e81f31a30225a86674412088f2f1b683a421a7e9cbcd40551");
        assertDigests(
                boot(RealEvidence.lite()),
                "37a91fd6aac229d83a1850be9bf017455d1cf4815e8fcb77332119de7e1a52f7",
                "f4e6117e0fdea4b23b5f32a2a59e7b7b99b64df237a9536fb2cb5ca2a270145e");
        assertDigests(
                boot(RealEvidence.quoteReport()),
                "3d124836c59609fdfdb93185f7d251268d7da9b3f95e9a43cee5c4edc10a5b5f",
                "f9a9159f75a175a0a65052b78f764a312456db56f5c397c600d08445ab68937b");
    }

    @Test
    void theFourthRegisterAtBootIsKnown() throws Exception {
        assertThat(bootRegister(RealEvidence.lite()))
                .isEqualTo(
                        "f3358e2e735973e425869f2985a5f469e59a116352fa1156ad34c8a10a93b27e614b2cf2d8319fb25405e553a8b05626");
        assertThat(bootRegister(RealEvidence.guestAgent())).startsWith("161d4d87fecefcad09ed96ba8f901e58");
        assertThat(bootRegister(RealEvidence.quoteReport())).startsWith("cae24527d80a62638ec88377c85cec4d");
    }

    @Test
    void aLogThatSaysNothingGivesEmptyFields() throws Exception {
        TdReport report = RealEvidence.report(RealEvidence.lite());
        AppInfo app = AppInfo.of(report, new RuntimeLog(List.of()));

        assertThat(List.of(app.appId(), app.composeHash(), app.instanceId(), app.keyProviderInfo()))
                .containsOnly(Bytes.empty());
        // 32 zero bytes stand for the key provider that is not there, as at boot.
        assertThat(app.mrSystem()).isEqualTo(boot(RealEvidence.lite()).mrSystem());
    }

    @Test
    void whatTheAppEmitsChangesTheRegisterAndNotTheIdentity() throws Exception {
        TdReport report = RealEvidence.report(RealEvidence.lite());
        RuntimeLog before = new RuntimeLog(List.of(
                event("app-id", "01"),
                event("init-script-hash", "02"),
                event("init-script-hash", "03"),
                event("app-id", "04"),
                event("system-ready", "")));
        RuntimeLog after = new RuntimeLog(List.of(
                event("app-id", "01"),
                event("init-script-hash", "02"),
                event("init-script-hash", "03"),
                event("app-id", "04"),
                event("system-ready", ""),
                event("init-script-hash", "05"),
                event("instance-id", "06"),
                event("key-provider", "07")));

        AppInfo app = AppInfo.of(report, after);

        assertThat(app.appId()).isEqualTo(Bytes.hex("01"));
        assertThat(app.instanceId()).isEqualTo(Bytes.empty());
        assertThat(app.initScriptHashes()).containsExactly(Bytes.hex("02"), Bytes.hex("03"));
        assertThat(app.mrSystem()).isEqualTo(AppInfo.of(report, before).mrSystem());
        assertThat(app.mrAggregated()).isNotEqualTo(AppInfo.of(report, before).mrAggregated());
    }

    @Test
    void aDeviceIsTheHashOfItsProvisioningId() {
        assertThat(AppInfo.deviceId(Bytes.empty()))
                .isEqualTo(Bytes.hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    private static void assertDigests(AppInfo app, String mrSystem, String mrAggregated) {
        assertThat(app.mrSystem()).isEqualTo(Bytes.hex(mrSystem));
        assertThat(app.mrAggregated()).isEqualTo(Bytes.hex(mrAggregated));
    }

    private static AppInfo app(Attestation attestation) throws MalformedEvidenceException {
        return AppInfo.of(RealEvidence.report(attestation), attestation.stack().runtimeEvents());
    }

    private static AppInfo boot(Attestation attestation) throws MalformedEvidenceException {
        return AppInfo.ofBootTime(
                RealEvidence.report(attestation), attestation.stack().runtimeEvents());
    }

    private static String bootRegister(Attestation attestation) {
        return attestation
                .stack()
                .runtimeEvents()
                .replayThrough(RuntimeLog.BOOT_MR_DONE, Digest.SHA_384)
                .toHex();
    }

    private static RuntimeEvent event(String name, String payload) {
        return new RuntimeEvent(name, Bytes.hex(payload), EventLogVersion.V1);
    }
}
