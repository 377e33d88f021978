package dev.teeproof.server;

import static dev.teeproof.server.RunningService.LITE;
import static dev.teeproof.server.RunningService.LITE_AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import org.junit.jupiter.api.Test;

/** Members in the order in which dstack writes them; ours come last. */
class MemberOrderTest {

    @Test
    void membersComeInTheOrderOfDstack() throws Exception {
        JsonObject answer = answer();

        assertThat(answer.members().keySet()).startsWith("is_valid", "details", "reason");
        assertThat(answer.object("details").members().keySet())
                .containsExactly(
                        "quote_verified",
                        "event_log_verified",
                        "os_image_hash_verified",
                        "acpi_tables_verified",
                        "os_image_is_dev",
                        "os_image_version",
                        "tee_variant",
                        "report_data",
                        "tcb_status",
                        "advisory_ids",
                        "key_provider",
                        "app_info",
                        "boot_info");
        assertThat(answer.object("details").object("app_info").members().keySet())
                .containsExactly(
                        "app_id",
                        "compose_hash",
                        "instance_id",
                        "device_id",
                        "mr_system",
                        "mr_aggregated",
                        "os_image_hash",
                        "key_provider_info",
                        "init_script_hashes",
                        "mrtd",
                        "rtmr0",
                        "rtmr1",
                        "rtmr2",
                        "rtmr3");
        assertThat(answer.object("details").object("boot_info").members().keySet())
                .containsExactly(
                        "teeVariant",
                        "mrAggregated",
                        "osImageHash",
                        "mrSystem",
                        "appId",
                        "composeHash",
                        "instanceId",
                        "deviceId",
                        "keyProviderInfo",
                        "tcbStatus",
                        "advisoryIds");
    }

    private static JsonObject answer() throws Exception {
        try (RunningService service = RunningService.real(LITE_AT)) {
            return service.verify(Conformance.text(LITE));
        }
    }
}
