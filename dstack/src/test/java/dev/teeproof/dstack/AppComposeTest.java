package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.conformance.Fuzz;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppComposeTest {

    private static final String REAL = "dstack/simulator-app-compose.json";
    private static final String HEAD = "{\"manifest_version\":2,\"name\":\"n\",\"runner\":\"docker-compose\","
            + "\"docker_compose_file\":\"services: {}\",\"secure_time\":false";
    private static final String NO_GPU_POLICY = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private static AppCompose read(String text) throws MalformedEvidenceException {
        return AppCompose.read(Bytes.utf8(text));
    }

    /** A file that has nothing to warn of, with more members; primes stand for quotation marks. */
    private static AppCompose with(String members) throws MalformedEvidenceException {
        return read(HEAD + (members.isEmpty() ? "" : "," + members.replace('\'', '"')) + "}");
    }

    @Test
    void theFileOfTheSimulatorIsReadAndHashedAsItIs() throws MalformedEvidenceException {
        AppCompose compose = AppCompose.read(Bytes.copyOf(Conformance.bytes(REAL)));

        assertThat(compose.composeHash().toHex())
                .isEqualTo("65b4e574f16973956908b6359920593c3b7d9f36f38e81a47f996a0c0d5435bb");
        assertThat(compose.appId().toHex()).isEqualTo("65b4e574f16973956908b6359920593c3b7d9f36");
        assertThat(compose.name()).isEqualTo("guest-agent");
        assertThat(compose.manifestVersion()).isEqualTo(new ManifestVersion(2));
        assertThat(compose.keyProvider()).isEqualTo(KeyProvider.KMS);
        assertThat(compose.storageFs()).contains("ext4");
        assertThat(compose.gatewayEnabled()).isTrue();
        assertThat(compose.preLaunchScript().orElseThrow()).startsWith("docker run --rm");
        assertThat(compose.gpuPolicyHash().toHex()).isEqualTo(NO_GPU_POLICY);
        assertThat(compose.warnings()).isEmpty();
    }

    @Test
    void whatIsAbsentHasTheGuestsDefaults() throws MalformedEvidenceException {
        AppCompose compose = read("{\"manifest_version\":\"3\",\"name\":\"n\",\"runner\":\"bash\"}");

        assertThat(compose.features()).isEmpty();
        assertThat(compose.snapshotter()).isEmpty();
        assertThat(compose.dockerComposeFile()).isEmpty();
        assertThat(compose.bashScript()).isEmpty();
        assertThat(compose.initScripts()).isEmpty();
        assertThat(compose.preLaunchScript()).isEmpty();
        assertThat(compose.publicLogs()).isFalse();
        assertThat(compose.publicSysinfo()).isFalse();
        assertThat(compose.publicTcbinfo()).isTrue();
        assertThat(compose.gatewayEnabled()).isFalse();
        assertThat(compose.keyProvider()).isEqualTo(KeyProvider.NONE);
        assertThat(compose.keyProviderId()).isEqualTo(Bytes.empty());
        assertThat(compose.allowedEnvs()).isEmpty();
        assertThat(compose.noInstanceId()).isFalse();
        assertThat(compose.secureTime()).isTrue();
        assertThat(compose.storageFs()).isEmpty();
        assertThat(compose.swapSize()).isEqualTo(HumanSize.ZERO);
        assertThat(compose.eventLogVersion()).isEqualTo(EventLogVersion.V1);
        assertThat(compose.portPolicy()).isEqualTo(PortPolicy.NONE);
        assertThat(compose.requirements()).isEmpty();
        assertThat(compose.verityVolumes()).isEmpty();
    }

    @Test
    void everyMemberIsRead() throws MalformedEvidenceException {
        AppCompose compose = read("""
                {"manifest_version": " 3 ", "name": "n", "runner": "nerdctl-compose", "snapshotter": "stargz",
                 "docker_compose_file": "x", "init_script": ["a", "b"], "public_logs": true, "public_sysinfo": true,
                 "public_tcbinfo": false, "tproxy_enabled": true, "local_key_provider_enabled": true,
                 "key_provider_id": "AAbb", "no_instance_id": true, "storage_fs": "ZFS", "swap_size": "2G",
                 "event_log_version": 2, "port_policy": {"ports": [{"port": 65535, "pp": true}, {"port": 0}], "restrict_mode": true},
                 "requirements": {"os_version": ">=0.6.0, <1", "platforms": ["dstack-tdx"], "tdx_measure_acpi_tables": false,
                   "launch_token_hash": "%s", "gpu_policy": {"attest_gpu": false, "rego": "r", "allow_devtools": true}},
                 "verity_volumes": [{"source": "s", "verity_root": "%s", "target": "/v"}], "secure_time": false}
                """.formatted("11".repeat(32), "22".repeat(32)));

        assertThat(compose.manifestVersion().number()).isEqualTo(3);
        assertThat(compose.snapshotter()).contains("stargz");
        assertThat(compose.initScripts()).containsExactly("a", "b");
        assertThat(compose.initScriptHashes())
                .containsExactly(Digest.SHA_256.of(Bytes.utf8("a")), Digest.SHA_256.of(Bytes.utf8("b")));
        assertThat(compose.publicTcbinfo()).isFalse();
        assertThat(compose.gatewayEnabled()).isTrue();
        assertThat(compose.keyProvider()).isEqualTo(KeyProvider.LOCAL);
        assertThat(compose.keyProviderId()).isEqualTo(Bytes.hex("aabb"));
        assertThat(compose.swapSize()).hasToString("2G");
        assertThat(compose.eventLogVersion()).isEqualTo(EventLogVersion.V2);
        assertThat(compose.portPolicy())
                .isEqualTo(
                        new PortPolicy(List.of(new PortPolicy.Port(65535, true), new PortPolicy.Port(0, false)), true));
        assertThat(compose.requirements())
                .contains(new Requirements(
                        Optional.of(">=0.6.0, <1"),
                        Optional.of(List.of("dstack-tdx")),
                        Optional.of(false),
                        Optional.of(Bytes.hex("11".repeat(32))),
                        new GpuPolicy(false, Optional.of("r"), true, false, false)));
        assertThat(compose.verityVolumes()).containsExactly(new VerityVolume("s", Bytes.hex("22".repeat(32)), "/v"));
        assertThat(compose.gpuPolicyHash())
                .isEqualTo(
                        Digest.SHA_256.of(Bytes.utf8("{\"allow_devtools\":true,\"attest_gpu\":false,\"rego\":\"r\"}")));
        assertThat(compose.warnings())
                .extracting(ComposeWarning::code)
                .containsExactly(ComposeWarning.Code.MANIFEST_BLANKS, ComposeWarning.Code.DEPRECATED);
    }

    @Test
    void nullStandsForNothingWhereAGuestTakesIt() throws MalformedEvidenceException {
        AppCompose compose =
                read("{\"manifest_version\":1,\"name\":\"n\",\"runner\":\"bash\",\"docker_compose_file\":null,"
                        + "\"init_script\":null,\"snapshotter\":null,\"key_provider\":null,\"storage_fs\":null,\"requirements\":null,"
                        + "\"bash_script\":null,\"pre_launch_script\":null}");

        assertThat(compose.initScripts()).isEmpty();
        assertThat(compose.requirements()).isEmpty();
        assertThat(compose.gpuPolicyHash().toHex()).isEqualTo(NO_GPU_POLICY);
    }

    @Test
    void aDefaultThatIsWrittenChangesTheHashOfTheGpuPolicy() throws MalformedEvidenceException {
        AppCompose compose = with("'requirements':{'gpu_policy':{'attest_gpu':true}}");

        assertThat(compose.requirements().orElseThrow().gpuPolicy()).isEqualTo(GpuPolicy.DEFAULT);
        assertThat(compose.gpuPolicyHash()).isEqualTo(Digest.SHA_256.of(Bytes.utf8("{\"attest_gpu\":true}")));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"kms_enabled\":true', KMS",
        "'\"local_key_provider_enabled\":true', LOCAL",
        "'\"kms_enabled\":true,\"local_key_provider_enabled\":true', KMS",
        "'\"kms_enabled\":true,\"key_provider\":\"tpm\"', TPM",
        "'\"kms_enabled\":true,\"key_provider\":\"none\"', NONE",
        "'\"kms_enabled\":true,\"key_provider\":null', KMS",
        "'\"key_provider\":\"local\"', LOCAL",
    })
    void theKeyProviderThatIsNamedCountsFirst(String members, KeyProvider provider) throws MalformedEvidenceException {
        assertThat(with(members).keyProvider()).isEqualTo(provider);
    }

    @Test
    void theGatewayHasThreeNames() throws MalformedEvidenceException {
        assertThat(with("'gateway_enabled':true").gatewayEnabled()).isTrue();
        assertThat(with("'gateway_enabled':false,'tproxy_enabled':true").gatewayEnabled())
                .isTrue();
        assertThat(with("'features':['tproxy-net']").gatewayEnabled()).isTrue();
        assertThat(with("'features':['kms']").gatewayEnabled()).isFalse();
    }

    @Test
    void aLaunchTokenHasAHashOfItsOwn() {
        assertThat(Requirements.launchTokenHash(Bytes.utf8("unit-test-launch-token-0000000001"))
                        .toHex())
                .isEqualTo("28faa1319055d733ad9651f5ab7689c15b04609846bcd27b3c5bc8df6246f5a3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'event_log_version':0 | BAD_VALUE | app-compose.event_log_version",
                "'event_log_version':3 | BAD_VALUE | app-compose.event_log_version",
                "'event_log_version':'2' | WRONG_TYPE | app-compose.event_log_version",
                "'event_log_version':2.0 | WRONG_TYPE | app-compose.event_log_version",
                "'event_log_version':-1 | BAD_VALUE | app-compose.event_log_version",
                "'event_log_version':null | WRONG_TYPE | app-compose.event_log_version",
                "'event_log_version':2e0 | WRONG_TYPE | app-compose.event_log_version",
                "'name':'again' | DUPLICATE | app-compose",
                "'x':{'a':1,'a':1} | DUPLICATE | app-compose.x",
                "'features':null | WRONG_TYPE | app-compose.features",
                "'features':[1] | WRONG_TYPE | app-compose.features[0]",
                "'snapshotter':'zfs' | BAD_VALUE | app-compose.snapshotter",
                "'init_script':1 | WRONG_TYPE | app-compose.init_script",
                "'init_script':['a',1] | WRONG_TYPE | app-compose.init_script[1]",
                "'init_script':['','','','','',''] | LIMIT_EXCEEDED | app-compose.init_script",
                "'public_logs':'true' | WRONG_TYPE | app-compose.public_logs",
                "'public_tcbinfo':null | WRONG_TYPE | app-compose.public_tcbinfo",
                "'kms_enabled':1 | WRONG_TYPE | app-compose.kms_enabled",
                "'key_provider':'KMS' | BAD_VALUE | app-compose.key_provider",
                "'key_provider_id':'abc' | BAD_LENGTH | app-compose.key_provider_id",
                "'key_provider_id':'0xab' | BAD_VALUE | app-compose.key_provider_id",
                "'key_provider_id':null | WRONG_TYPE | app-compose.key_provider_id",
                "'allowed_envs':{} | WRONG_TYPE | app-compose.allowed_envs",
                "'storage_fs':1 | WRONG_TYPE | app-compose.storage_fs",
                "'swap_size':'2GB' | BAD_VALUE | app-compose.swap_size",
                "'swap_size':-1 | WRONG_TYPE | app-compose.swap_size",
                "'swap_size':1.5 | WRONG_TYPE | app-compose.swap_size",
                "'swap_size':null | WRONG_TYPE | app-compose.swap_size",
                "'port_policy':[] | WRONG_TYPE | app-compose.port_policy",
                "'port_policy':{'ports':[{'port':65536}]} | BAD_VALUE | app-compose.port_policy.ports[0].port",
                "'port_policy':{'ports':[{}]} | MISSING | app-compose.port_policy.ports[0].port",
                "'requirements':{'x':1} | BAD_VALUE | app-compose.requirements.x",
                "'requirements':{'launch_token_hash':'00'} | BAD_LENGTH | app-compose.requirements.launch_token_hash",
                "'requirements':{'gpu_policy':null} | WRONG_TYPE | app-compose.requirements.gpu_policy",
                "'requirements':{'gpu_policy':{'x':1}} | BAD_VALUE | app-compose.requirements.gpu_policy.x",
                "'requirements':{'gpu_policy':{'rego':1}} | WRONG_TYPE | app-compose.requirements.gpu_policy.rego",
                "'verity_volumes':[{'source':'s','target':'/v'}] | MISSING | app-compose.verity_volumes[0].verity_root",
                "'verity_volumes':[{'source':'s','target':'v'}] | BAD_VALUE | app-compose.verity_volumes[0].target",
            })
    void whatNoGuestReadsIsRefused(String members, String code, String path) {
        assertThatThrownBy(() -> with(members))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedEvidenceException.class))
                .returns(code, e -> e.code().name())
                .returns(path, MalformedEvidenceException::path);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | BAD_VALUE",
                "3 | BAD_VALUE",
                "2.0 | WRONG_TYPE",
                "-1 | BAD_VALUE",
                "null | WRONG_TYPE",
                "true | WRONG_TYPE",
                "'' | BAD_VALUE",
                "'0' | BAD_VALUE",
                "'03' | BAD_VALUE",
                "'+3' | BAD_VALUE",
                "'3.0' | BAD_VALUE",
                "'4294967296' | BAD_VALUE",
            })
    void aManifestVersionIsOneOrTwoOrDigits(String version, String code) {
        String text = "{\"manifest_version\":" + version.replace('\'', '"') + ",\"name\":\"n\",\"runner\":\"bash\"}";

        assertThatThrownBy(() -> read(text))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedEvidenceException.class))
                .returns(code, e -> e.code().name())
                .returns("app-compose.manifest_version", MalformedEvidenceException::path);
    }

    @Test
    void theSameTargetTwiceIsRefusedAndTheSameRootIsNot() throws MalformedEvidenceException {
        String volume = "{'source':'s','verity_root':'" + "33".repeat(32) + "','target':'/v'}";

        assertThat(with("'verity_volumes':[" + volume + "," + volume.replace("/v", "/w") + "]")
                        .verityVolumes())
                .hasSize(2);
        assertThatThrownBy(() -> with("'verity_volumes':[" + volume + "," + volume + "]"))
                .hasMessageContaining("DUPLICATE: app-compose.verity_volumes[1].target");
    }

    @Test
    void whatIsMissingMarkedOrTooLargeIsRefused() {
        assertThatThrownBy(() -> read("{\"manifest_version\":2,\"runner\":\"bash\"}"))
                .hasMessageContaining("MISSING: app-compose.name");
        assertThatThrownBy(() -> read("\ufeff" + HEAD + "}")).hasMessageContaining("no byte order mark");
        assertThatThrownBy(() -> read(HEAD + "} x")).hasMessageContaining("app-compose");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("WRONG_TYPE: app-compose");
        assertThatThrownBy(() -> AppCompose.read(Bytes.zeros(AppCompose.MAX_SIZE + 1)))
                .hasMessageContaining("LIMIT_EXCEEDED: app-compose");
    }

    @Test
    void filesDifferWhereTheyAreWrittenDifferently() throws MalformedEvidenceException {
        AppCompose before = with("'kms_enabled':true,'port_policy':{'restrict_mode':true,'ports':[]}");
        AppCompose after = with("'event_log_version':1,'port_policy':{'ports':[{'port':1}],'restrict_mode':true}");

        assertThat(ComposeDifference.between(before, after))
                .extracting(
                        ComposeDifference::field,
                        difference -> difference.from().isPresent(),
                        difference -> difference.to().isPresent())
                .containsExactly(
                        tuple("kms_enabled", true, false),
                        tuple("port_policy.ports", true, true),
                        tuple("event_log_version", false, true));
        assertThat(ComposeDifference.between(before, read(before.bytes().toUtf8("file") + "\n")))
                .isEmpty();
    }

    @Test
    void damageEndsInARefusalOrInAFile() throws MalformedEvidenceException {
        List<byte[]> valid = List.of(
                Conformance.bytes(REAL),
                with("'requirements':{},'init_script':['a']").bytes().toArray());

        Fuzz.Outcome outcome = new Fuzz(7, MalformedEvidenceException.class)
                .of(valid, 4000, input -> AppCompose.read(Bytes.copyOf(input)).warnings());

        assertThat(outcome.accepted()).isPositive();
        assertThat(outcome.refused()).isPositive();
    }
}
