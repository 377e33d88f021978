package dev.teeproof.attester.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.MrConfig;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootTimeEventsTest {

    private static final Bytes SEED = Bytes.hex("0102030405060708090a0b0c0d0e0f1011121314");
    private static final Bytes IMAGE = Bytes.ofRepeated(9, 32);

    private static AppCompose compose(String members) throws Exception {
        return AppCompose.read(Bytes.utf8(
                "{\"manifest_version\":\"3\",\"name\":\"app\",\"runner\":\"docker-compose\"" + members + "}"));
    }

    private static List<RuntimeEvent> events(String members) throws Exception {
        AppCompose compose = compose(members);
        return BootTimeEvents.of(compose, Identity.of(compose, SEED), IMAGE);
    }

    private static Bytes payload(List<RuntimeEvent> events, String name) {
        return events.stream()
                .filter(event -> event.event().equals(name))
                .findFirst()
                .orElseThrow()
                .payload();
    }

    @Test
    void aBootMeasuresTheAppThenTheInstanceThenTheKeyProvider() throws Exception {
        List<RuntimeEvent> events = events("");

        assertThat(events)
                .extracting(RuntimeEvent::event)
                .containsExactly(
                        "system-preparing",
                        "app-id",
                        "compose-hash",
                        "gpu-policy-hash",
                        "instance-id",
                        "boot-mr-done",
                        "key-provider",
                        "storage-fs",
                        "system-ready");
        AppCompose compose = compose("");
        assertThat(payload(events, "compose-hash")).isEqualTo(Digest.SHA_256.of(compose.bytes()));
        assertThat(payload(events, "app-id"))
                .isEqualTo(Digest.SHA_256.of(compose.bytes()).slice(0, 20));
        assertThat(payload(events, "gpu-policy-hash"))
                .isEqualTo(Bytes.hex("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
        assertThat(payload(events, "instance-id"))
                .isEqualTo(Digest.SHA_256.of(SEED, compose.appId()).slice(0, 20));
        assertThat(payload(events, "key-provider")).isEqualTo(Bytes.utf8("{\"name\":\"none\",\"id\":\"\"}"));
        assertThat(payload(events, "storage-fs")).isEqualTo(Bytes.utf8("zfs"));
    }

    @Test
    void eachInitScriptIsMeasuredBetweenAppAndGpuPolicy() throws Exception {
        List<RuntimeEvent> events = events(",\"init_script\":[\"one\",\"two\"]");

        assertThat(events.subList(3, 6))
                .extracting(RuntimeEvent::event)
                .containsExactly("init-script-hash", "init-script-hash", "gpu-policy-hash");
        assertThat(events.get(3).payload()).isEqualTo(Digest.SHA_256.of(Bytes.utf8("one")));
        assertThat(events.get(4).payload()).isEqualTo(Digest.SHA_256.of(Bytes.utf8("two")));
    }

    @Test
    void theImageIsMeasuredWhereKeysComeFromAService() throws Exception {
        List<RuntimeEvent> events = events(",\"kms_enabled\":true,\"key_provider_id\":\"00ff\"");

        assertThat(events.get(6).event()).isEqualTo("os-image-hash");
        assertThat(events.get(6).payload()).isEqualTo(IMAGE);
        assertThat(payload(events, "key-provider")).isEqualTo(Bytes.utf8("{\"name\":\"kms\",\"id\":\"00ff\"}"));
    }

    @Test
    void anInstanceMayHaveNoId() throws Exception {
        assertThat(payload(events(",\"no_instance_id\":true"), "instance-id")).isEqualTo(Bytes.empty());
        assertThat(payload(events(",\"storage_fs\":\"EXT4\""), "storage-fs")).isEqualTo(Bytes.utf8("ext4"));
    }

    @Test
    void everyNameOfTheSystemIsReserved() throws Exception {
        assertThat(BootTimeEvents.RESERVED)
                .containsAll(events(",\"kms_enabled\":true,\"init_script\":\"x\"").stream()
                        .map(RuntimeEvent::event)
                        .toList());
    }

    @Test
    void theHostBindsTheSameIdentity() throws Exception {
        AppCompose compose = compose(",\"init_script\":\"x\"");
        Identity identity = Identity.of(compose, SEED);

        String document = identity.mrConfig(compose).write();

        assertThat(document)
                .isEqualTo("{\"app_id\":\"" + compose.appId() + "\",\"compose_hash\":\"" + compose.composeHash()
                        + "\",\"init_script_hashes\":[\"" + Digest.SHA_256.of(Bytes.utf8("x"))
                        + "\"],\"instance_id\":\""
                        + identity.instanceId() + "\",\"key_provider\":\"none\",\"version\":3}");
        assertThat(MrConfig.read(document)).isEqualTo(identity.mrConfig(compose));
    }
}
