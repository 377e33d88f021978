package dev.teeproof.eventlog.dstack;

import static dev.teeproof.codec.Malformation.BAD_LENGTH;
import static dev.teeproof.codec.Malformation.BAD_VALUE;
import static dev.teeproof.codec.Malformation.DUPLICATE;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TdxEventJsonTest {

    private static final String POD =
            "{\"imr\":3,\"event_type\":134217729,\"digest\":\"aabbcc\",\"event\":\"pod\",\"event_payload\":\"deadbeef\"}";

    /** dstack's golden vector of an event that passes all validation. */
    private static final String VALID_V2 = "{\"imr\":3,\"event_type\":134217729,"
            + "\"digest\":\"9dde1673f544faa94b921825209593ddde08d0baf9cd6990175dffaf3081f1bb10311d56de189491feb33842a050ad7b\","
            + "\"event\":\"compose-hash\",\"event_payload\":\"abcd\",\"version\":2,"
            + "\"preimage\":\"7b226e616d65223a22636f6d706f73652d68617368222c227061796c6f6164223a2261626364222c2274797065223a3133343231373732397d\"}";

    @Test
    void theFirstVersionIsReadAndWritten() throws Exception {
        TdxEvent event =
                new TdxEvent(3, 0x08000001L, Bytes.hex("aabbcc"), "pod", Bytes.hex("deadbeef"), V1, Optional.empty());

        assertThat(read(POD)).isEqualTo(event);
        assertThat(Json.write(event.toJson())).isEqualTo(POD);
    }

    @Test
    void theSecondVersionIsReadAndWrittenWithItsPreimage() throws Exception {
        String json = POD.replace("}", ",\"version\":2,\"preimage\":\"7b7d\"}");
        TdxEvent event = new TdxEvent(
                3, 0x08000001L, Bytes.hex("aabbcc"), "pod", Bytes.hex("deadbeef"), V2, Optional.of("7b7d"));

        assertThat(read(json)).isEqualTo(event);
        assertThat(Json.write(event.toJson())).isEqualTo(json);
    }

    @Test
    void theGoldenEventOfTheSecondVersionIsConsistent() throws Exception {
        TdxEvent event = read(VALID_V2);

        assertThat(event.version()).isEqualTo(V2);
        assertThat(event.preimageAgrees()).isTrue();
        assertThat(event.effectiveDigest()).isEqualTo(event.digest());
        assertThat(Json.write(event.toJson())).isEqualTo(VALID_V2);
    }

    @Test
    void aFullEntryIsWhatAGuestWritesForARuntimeEvent() throws Exception {
        RuntimeEvent event = new RuntimeEvent("compose-hash", Bytes.hex("abcd"), V2);

        assertThat(Json.write(TdxEvent.ofRuntime(event).withV2Preimage().toJson()))
                .isEqualTo(VALID_V2);
        assertThat(read(VALID_V2).toRuntime()).isEqualTo(event);
    }

    @Test
    void aMissingDigestIsEmptyAndIsWritten() throws Exception {
        TdxEvent event = read(POD.replace("\"digest\":\"aabbcc\",", ""));

        assertThat(event.digest()).isEqualTo(Bytes.empty());
        assertThat(Json.write(event.toJson())).contains("\"digest\":\"\"");
    }

    @Test
    void versionOneIsNotWrittenWhereItWasRead() throws Exception {
        assertThat(Json.write(read(POD.replace("}", ",\"version\":1}")).toJson()))
                .isEqualTo(POD);
    }

    @Test
    void typesUseAll32Bits() throws Exception {
        assertThat(read(POD.replace("134217729", "2147483659")).eventType()).isEqualTo(0x8000_000bL);
        assertThat(read(POD.replace("134217729", "4294967295")).eventType()).isEqualTo(0xffff_ffffL);
    }

    @Test
    void hexadecimalTextMayBeOfEitherCase() throws Exception {
        assertThat(read(POD.replace("deadbeef", "DEADbeef")).eventPayload()).isEqualTo(Bytes.hex("deadbeef"));
    }

    @Test
    void aNullPreimageIsNone() throws Exception {
        assertThat(read(POD.replace("}", ",\"preimage\":null,\"hash_input\":null}")))
                .isEqualTo(read(POD));
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        assertThat(read(POD.replace("}", ",\"pcr\":[1,{}]}"))).isEqualTo(read(POD));
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"digest\":null, \"digest\":\"aabbcc\", WRONG_TYPE, event.digest",
                "\"digest\":\"0xaabb\", \"digest\":\"aabbcc\", BAD_VALUE, event.digest",
                "\"digest\":\"aab\", \"digest\":\"aabbcc\", BAD_LENGTH, event.digest",
                "\"imr\":-1, \"imr\":3, BAD_VALUE, event.imr",
                "\"imr\":4294967296, \"imr\":3, BAD_VALUE, event.imr",
                "\"imr\":\"3\", \"imr\":3, WRONG_TYPE, event.imr",
                "\"imr\":3.0, \"imr\":3, WRONG_TYPE, event.imr",
                "\"ring\":3, \"imr\":3, MISSING, event.imr",
                "\"event_typ\":1, \"event_type\":134217729, MISSING, event.event_type",
                "\"event\":7, \"event\":\"pod\", WRONG_TYPE, event.event",
                "\"evnt\":7, \"event\":\"pod\", MISSING, event.event",
                "\"event_payload\":null, \"event_payload\":\"deadbeef\", WRONG_TYPE, event.event_payload",
                "\"payload\":\"\", \"event_payload\":\"deadbeef\", MISSING, event.event_payload",
                "\"preimage\":1, \"digest\":\"aabbcc\", WRONG_TYPE, event.preimage",
                "\"version\":\"2\", \"digest\":\"aabbcc\", WRONG_TYPE, event.version",
                "\"version\":3, \"digest\":\"aabbcc\", BAD_VALUE, event.version",
            })
    void whatIsOfAnotherTypeOrMissingIsRefused(String wrong, String right, Malformation code, String path) {
        MalformedEvidenceException fault = fault(POD.replace(right, wrong));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void aMemberThatStandsTwiceIsRefused() {
        assertThat(fault(POD.replace("}", ",\"imr\":3}")).code()).isEqualTo(DUPLICATE);
    }

    @Test
    void aLogIsAnArrayOfObjects() throws Exception {
        assertThat(TdxEventLog.readJson(Bytes.utf8("[]"), "event_log").events()).isEmpty();
        assertThat(TdxEventLog.readJson(Bytes.utf8("[" + POD + "," + VALID_V2 + "]"), "event_log")
                        .events())
                .containsExactly(read(POD), read(VALID_V2));
        assertThat(Json.write(TdxEventLog.readJson(Bytes.utf8("[" + POD + "]"), "event_log")
                        .toJson()))
                .isEqualTo("[" + POD + "]");
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class,
                () -> TdxEventLog.readJson(
                        Bytes.utf8("[" + POD + "," + POD.replace("aabbcc", "aab") + "]"), "event_log"));
        assertThat(fault.code()).isEqualTo(BAD_LENGTH);
        assertThat(fault.path()).isEqualTo("event_log[1].digest");
    }

    @Test
    void positionalArraysAreNotRead() {
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class,
                () -> TdxEventLog.readJson(Bytes.utf8("[[3,134217729,\"\",\"pod\",\"\"]]"), "event_log"));

        assertThat(fault.code()).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(fault("{").code()).isEqualTo(BAD_VALUE);
    }

    private static TdxEvent read(String json) throws MalformedEvidenceException {
        return TdxEvent.readJson(Json.readObject(Bytes.utf8(json), "event"));
    }

    private static MalformedEvidenceException fault(String json) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> read(json));
    }
}
