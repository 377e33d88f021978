package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposeDraftTest {

    private static final ComposeDraft DEMO = ComposeDraft.of("demo", "services: {}\n")
            .withKms(true)
            .withGateway(true)
            .withPublicLogs(true)
            .withPublicSysinfo(true);

    @Test
    void theFileIsTheOneOfVmmCliToTheByte() {
        Bytes file = DEMO.toBytes();

        assertThat(file.size()).isEqualTo(380);
        assertThat(AppCompose.composeHash(file).toHex())
                .isEqualTo("5d03fc63fc0d3870a7ea4c689b8ccf79e9871346b491a6d667f6a7eade83db26");
    }

    @Test
    void theSecondEventLogVersionIsWrittenAndTheFirstIsLeftOut() {
        Bytes second = DEMO.withEventLogVersion(EventLogVersion.V2).toBytes();

        assertThat(second.size()).isEqualTo(408);
        assertThat(AppCompose.composeHash(second).toHex())
                .isEqualTo("0318a5fd616089657b10220dd0d2f11a0cd505495870887acf1e2ba4263975e7");
        assertThat(DEMO.withEventLogVersion(EventLogVersion.V2)
                        .withEventLogVersion(EventLogVersion.V1)
                        .toBytes())
                .isEqualTo(DEMO.toBytes());
    }

    @Test
    void everythingHasItsPlaceWhateverTheOrderOfTheCalls() throws MalformedEvidenceException {
        Bytes file = ComposeDraft.of("测试", "a: \"b\\c\"\r\n\t\u0001\u007f\u2028")
                .withEventLogVersion(EventLogVersion.V2)
                .withSwap(2L << 30)
                .withPreLaunchScript("echo é")
                .withKeyProvider(KeyProvider.LOCAL)
                .withLocalKeyProvider(true)
                .withKeyProviderId("aabb")
                .withAllowedEnvs(List.of("A", "B"))
                .withNoInstanceId(true)
                .withSecureTime(true)
                .toBytes();

        assertThat(file.toUtf8("file")).isEqualTo("""
                {
                    "manifest_version": 2,
                    "name": "测试",
                    "runner": "docker-compose",
                    "docker_compose_file": "a: \\"b\\\\c\\"\\r\\n\\t\\u0001\u007f\u2028",
                    "kms_enabled": false,
                    "gateway_enabled": false,
                    "local_key_provider_enabled": true,
                    "key_provider_id": "aabb",
                    "public_logs": false,
                    "public_sysinfo": false,
                    "allowed_envs": [
                        "A",
                        "B"
                    ],
                    "no_instance_id": true,
                    "secure_time": true,
                    "key_provider": "local",
                    "pre_launch_script": "echo é",
                    "swap_size": 2147483648,
                    "event_log_version": 2
                }""");
    }

    @Test
    void aGuestReadsWhatIsWritten() throws MalformedEvidenceException {
        AppCompose read = AppCompose.read(
                DEMO.withSwap(1 << 20).withEventLogVersion(EventLogVersion.V2).toBytes());

        assertThat(read.name()).isEqualTo("demo");
        assertThat(read.keyProvider()).isEqualTo(KeyProvider.KMS);
        assertThat(read.eventLogVersion()).isEqualTo(EventLogVersion.V2);
        assertThat(read.swapSize()).hasToString("1M");
        assertThat(read.secureTime()).isFalse();
        assertThat(read.publicTcbinfo()).isTrue();
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void noSwapIsLeftOut() {
        assertThat(DEMO.withSwap(1).withSwap(0).toBytes()).isEqualTo(DEMO.toBytes());
    }
}
