package dev.teeproof.server;

import static dev.teeproof.server.RunningService.LITE;
import static dev.teeproof.server.RunningService.LITE_AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real machines, as a client of dstack's verifier meets them. */
class VerifyOverHttpTest {

    private static final String APP_ID = "86b0e55f2fa8e4fb69d890f14f54d5612707646e";
    private static final String COMPOSE_HASH = APP_ID + "2573d54e0d2ddaaade77caa9";
    private static final String IMAGE = "e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db";

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException, MalformedEvidenceException {
        service = RunningService.real(LITE_AT);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    private static JsonObject lite() throws Exception {
        return service.verify(Conformance.text(LITE));
    }

    private static void assertNull(JsonObject json, String... members) {
        for (String member : members) {
            assertThat(json.members().get(member)).as(member).isInstanceOf(JsonNull.class);
        }
    }

    @Test
    void aGenuineMachineIsValidInEveryPart() throws Exception {
        JsonObject answer = lite();
        JsonObject details = answer.object("details");

        assertThat(answer.bool("is_valid", false)).isTrue();
        assertNull(answer, "reason");
        assertThat(answer.string("verdict")).isEqualTo("affirming");
        assertThat(details.bool("quote_verified", false)).isTrue();
        assertThat(details.bool("event_log_verified", false)).isTrue();
        assertThat(details.bool("os_image_hash_verified", false)).isTrue();
        assertThat(details.bool("acpi_tables_verified", true)).isFalse();
        assertNull(details, "os_image_is_dev", "os_image_version");
        assertThat(details.string("tee_variant")).isEqualTo("dstack-tdx");
        assertThat(details.string("tcb_status")).isEqualTo("UpToDate");
        assertThat(details.array("advisory_ids").strings()).isEmpty();
        assertThat(details.object("key_provider").string("name")).isEqualTo("kms");
        assertThat(details.hex("report_data"))
                .isEqualTo(Bytes.utf8("dip1::secp256k1c-pk:A55pWmteJIJOj8_pI7-pzeDxy1G2q18GDv88HNRdBXkQ"));
    }

    /** dstack golden vectors of this machine. */
    @ParameterizedTest
    @CsvSource({
        "app_id, appId, " + APP_ID,
        "compose_hash, composeHash, " + COMPOSE_HASH,
        "instance_id, instanceId, 050bf89570575fe8fab4cb8f0a62a9e64efe8ead",
        "mr_system, mrSystem, 118f754a080ecb8527df65656ee4e7e97b891cf488ad6a38886ff0dbca0c8f70",
        "mr_aggregated, mrAggregated, c758fa624b62536ca77504c4c52745e70880220a178a615a859c52f8b101d2ee",
        "os_image_hash, osImageHash, " + IMAGE,
        "mrtd, , fd685522ce791dfef67414614eb07d03fc07a32c5a66f36288b329dab92b724b1564c73d436ffb9ea84488c51ac5a1c5",
        "rtmr0, , f8438db36b96f85d8752ff7f24a89ec05c79ec9eda2ba732c897fb970ca429365b7471b1c054cb84f17b1c2b23ba6640",
        "rtmr1, , 2023546e7f3b9d1228e274f70c44d481162540f8452544520a796a52f06879709b81a824a26792a7822327504b0d2aee",
        "rtmr2, , 4c1b739ed451a637b0f82642e48a5ea83925d23633c72e7385c8e9aca4175e133ed1625b7d92eb39edf509c27ff392dc",
        "rtmr3, , 6f24c170d0fd63fc2b1b53202eea47b013978437fa6982cf5e0438ff95c208994aaa0f4ebab2e3a66824b5b56869137e"
    })
    void appAndBootInfoSayWhatTheMachineIs(String app, String boot, String value) throws Exception {
        JsonObject details = lite().object("details");

        assertThat(details.object("app_info").string(app)).isEqualTo(value);
        if (boot != null) {
            assertThat(details.object("boot_info").string(boot)).isEqualTo(value);
        }
    }

    @Test
    void bootInfoAgreesWithAppInfo() throws Exception {
        JsonObject details = lite().object("details");
        JsonObject app = details.object("app_info");
        JsonObject boot = details.object("boot_info");

        assertThat(boot.string("teeVariant")).isEqualTo("dstack-tdx");
        assertThat(boot.string("tcbStatus")).isEqualTo("UpToDate");
        assertThat(boot.hex("deviceId", 32)).isEqualTo(app.hex("device_id", 32));
        assertThat(boot.hex("keyProviderInfo")).isEqualTo(app.hex("key_provider_info"));
        assertThat(Json.readObject(app.hex("key_provider_info"), "provider").string("id"))
                .isEqualTo(details.object("key_provider").string("id"));
    }

    @Test
    void checksAndClaimsComeWithTheirProofs() throws Exception {
        JsonObject answer = lite();

        assertThat(answer.array("checks").objects())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.string("outcome")).isNotEqualTo("failed"));
        assertThat(answer.array("claims").objects())
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.members()).containsKeys("name", "value", "proof"));
        assertThat(answer.string("at")).isEqualTo(LITE_AT.toString());
    }

    @Test
    void anExpiredClockLeavesNothingVerified() throws Exception {
        try (RunningService late = RunningService.real(Instant.parse("2026-06-01T00:00:00Z"))) {
            JsonObject answer = late.verify(Conformance.text(LITE));

            assertUnverified(answer);
            assertThat(answer.string("reason")).startsWith("Quote verification failed: ");
        }
    }

    @Test
    void anImageThatIsNotAtHandIsNotVerified() throws Exception {
        try (RunningService legacy = RunningService.real(Instant.ofEpochSecond(1775001600))) {
            assertImageFailed(legacy.verify(Conformance.text("dstack/quote-report.json")));
        }
    }

    @Test
    void anImageHashThatWasTamperedWithIsNotVerified() throws Exception {
        String there = Bytes.utf8(IMAGE).toHex();
        String changed = Bytes.utf8("f" + IMAGE.substring(1)).toHex();
        String request = Conformance.text(LITE);
        assertThat(request).contains(there);

        assertImageFailed(service.verify(request.replace(there, changed)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | Internal error: Quote is required",
                "{\"quote\":null,\"attestation\":null} | Internal error: Quote is required",
                "{\"event_log\":\"[]\",\"vm_config\":\"{}\"} | Internal error: Quote is required",
                "{\"quote\":\"00\"} | Internal error: Event log is required",
                "{\"attestation\":\"00\"} | Internal error: Failed to decode attestaion: ",
                "{\"attestation\":\"\"} | Internal error: Failed to decode attestaion: ",
                "{\"quote\":\"00\",\"event_log\":\"[]\"} | Internal error: Failed to create attestation: ",
                "{\"quote\":\"00\",\"event_log\":\"[\"} | Internal error: Failed to create attestation: "
            })
    void whatCannotBeDecodedIsAnsweredWithItsReason(String request, String reason) throws Exception {
        JsonObject answer = service.verify(request);

        assertUnverified(answer);
        assertThat(answer.string("reason")).startsWith(reason);
        assertThat(answer.array("claims").elements()).isEmpty();
    }

    @Test
    void junkBesideAnAttestationChangesNothingButWarnings() throws Exception {
        String request = Conformance.text(LITE);
        String junk = request.substring(0, request.lastIndexOf('}'))
                + ",\"quote\":\"zz\",\"event_log\":[7],\"vm_config\":\"{\",\"unknown\":{}}";

        JsonObject plain = service.verify(request);
        JsonObject beside = service.verify(junk);

        assertThat(Json.write(beside.object("details"))).isEqualTo(Json.write(plain.object("details")));
        assertThat(beside.bool("is_valid", false)).isTrue();
        assertThat(beside.array("warnings").strings())
                .contains(
                        "the member quote is ignored beside an attestation",
                        "the member event_log is ignored beside an attestation",
                        "the member vm_config is ignored beside an attestation");
    }

    private static void assertUnverified(JsonObject answer) throws MalformedEvidenceException {
        JsonObject details = answer.object("details");
        assertThat(answer.bool("is_valid", true)).isFalse();
        assertThat(details.bool("quote_verified", true)).isFalse();
        assertThat(details.bool("event_log_verified", true)).isFalse();
        assertThat(details.bool("os_image_hash_verified", true)).isFalse();
        assertNull(details, "tee_variant", "report_data", "tcb_status", "key_provider", "app_info");
        assertThat(details.array("advisory_ids").elements()).isEmpty();
        assertThat(details.members()).doesNotContainKey("boot_info");
    }

    private static void assertImageFailed(JsonObject answer) throws MalformedEvidenceException {
        JsonObject details = answer.object("details");
        assertThat(answer.bool("is_valid", true)).isFalse();
        assertThat(answer.string("reason")).startsWith("OS image hash verification failed: ");
        assertThat(details.bool("quote_verified", false)).isTrue();
        assertThat(details.string("tee_variant")).isEqualTo("dstack-tdx");
        assertThat(details.hex("report_data", 64)).isNotEqualTo(Bytes.zeros(64));
        assertThat(details.string("tcb_status")).isEqualTo("UpToDate");
        assertThat(details.bool("os_image_hash_verified", true)).isFalse();
        assertThat(details.bool("event_log_verified", true)).isFalse();
        assertNull(details, "key_provider", "app_info");
        assertThat(details.members()).doesNotContainKey("boot_info");
    }
}
