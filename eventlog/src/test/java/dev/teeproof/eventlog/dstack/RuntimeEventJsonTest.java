package dev.teeproof.eventlog.dstack;

import static dev.teeproof.codec.Malformation.BAD_VALUE;
import static dev.teeproof.codec.Malformation.MISSING;
import static dev.teeproof.codec.Malformation.WRONG_TYPE;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeEventJsonTest {

    private static final RuntimeEvent POD = new RuntimeEvent("pod", Bytes.hex("cafebabe"), V1);

    @Test
    void theFirstVersionIsReadAndWrittenWithoutSayingSo() throws Exception {
        String json = "{\"event\":\"pod\",\"payload\":\"yv66vg==\"}";

        assertThat(read(json)).isEqualTo(POD);
        assertThat(Json.write(POD.toJson())).isEqualTo(json);
    }

    @Test
    void theSecondVersionIsReadAndWritten() throws Exception {
        String json = "{\"event\":\"pod\",\"payload\":\"yv66vg==\",\"version\":2}";
        RuntimeEvent event = new RuntimeEvent("pod", Bytes.hex("cafebabe"), V2);

        assertThat(read(json)).isEqualTo(event);
        assertThat(Json.write(event.toJson())).isEqualTo(json);
    }

    @Test
    void olderWritersSayVersionOneToo() throws Exception {
        assertThat(read("{\"event\":\"pod\",\"payload\":\"yv66vg==\",\"version\":1}"))
                .isEqualTo(POD);
    }

    @ParameterizedTest(name = "payload {0}")
    @ValueSource(strings = {"yv66vg==", "yv66vg=", "yv66vg"})
    void paddingMayBeWholePartialOrAbsent(String payload) throws Exception {
        assertThat(read("{\"event\":\"pod\",\"payload\":\"" + payload + "\"}")).isEqualTo(POD);
    }

    @ParameterizedTest(name = "payload {0}")
    @ValueSource(strings = {"yv66vh==", "yv66 vg==", "yv66vg===", "-_66vg==", "AQID="})
    void otherBase64IsRefused(String payload) {
        MalformedEvidenceException fault = fault("{\"event\":\"pod\",\"payload\":\"" + payload + "\"}");

        assertThat(fault.code()).isEqualTo(BAD_VALUE);
        assertThat(fault.path()).isEqualTo("event.payload");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0, BAD_VALUE",
        "3, BAD_VALUE",
        "42, BAD_VALUE",
        "4294967296, BAD_VALUE",
        "-1, BAD_VALUE",
        "2.0, WRONG_TYPE",
        "2e0, WRONG_TYPE",
        "null, WRONG_TYPE",
        "'\"2\"', WRONG_TYPE",
        "true, WRONG_TYPE",
        "[2], WRONG_TYPE"
    })
    void anyOtherVersionIsRefusedWithoutAFallback(String version, Malformation code) {
        MalformedEvidenceException fault = fault("{\"event\":\"pod\",\"payload\":\"\",\"version\":" + version + "}");

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("event.version");
    }

    @Test
    void nameAndPayloadMustBeThere() {
        assertThat(fault("{\"payload\":\"\"}").code()).isEqualTo(MISSING);
        assertThat(fault("{\"event\":\"pod\"}").code()).isEqualTo(MISSING);
        assertThat(fault("{\"event\":null,\"payload\":\"\"}").code()).isEqualTo(WRONG_TYPE);
        assertThat(fault("{\"event\":\"pod\",\"payload\":null}").code()).isEqualTo(WRONG_TYPE);
    }

    private static RuntimeEvent read(String json) throws MalformedEvidenceException {
        return RuntimeEvent.readJson(Json.readObject(Bytes.utf8(json), "event"));
    }

    private static MalformedEvidenceException fault(String json) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> read(json));
    }
}
