package dev.teeproof.attester.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One message in its forms. */
class FormsTest {

    private static final Message.Type TYPE = Message.Type.of(
            Field.string("name", 1),
            Field.bytes("data", 2),
            Field.bool("loud", 3),
            Field.bytes("extra", 5).ifPresent());

    private static final Message WHOLE =
            Message.of(TYPE).with("name", "é").with("data", Bytes.hex("00ff")).with("loud", true);

    private static String refusal(ThrowingCallable call) {
        return catchThrowableOfType(RpcException.class, call).words();
    }

    private static Message json(String text) throws RpcException {
        return JsonForm.read(TYPE, Bytes.utf8(text));
    }

    @Test
    void everyFieldIsWrittenInJsonButOneThatIsOmittedIfEmpty() {
        assertThat(JsonForm.write(Message.of(TYPE))).isEqualTo("{\"name\":\"\",\"data\":\"\",\"loud\":false}");
        assertThat(JsonForm.write(WHOLE.with("extra", Bytes.of(1))))
                .isEqualTo("{\"name\":\"\\u00e9\",\"data\":\"00ff\",\"loud\":true,\"extra\":\"01\"}");
    }

    @Test
    void aMessageWithoutFieldsIsNullInJsonAndNothingInProtobuf() {
        assertThat(JsonForm.write(Message.EMPTY)).isEqualTo("null");
        assertThat(ProtobufForm.write(Message.EMPTY)).isEqualTo(Bytes.empty());
    }

    @Test
    void jsonIsAsciiWhateverItSays() throws Exception {
        String text = JsonForm.write(Message.of(TYPE).with("name", "测试 \u007f 😀"));

        assertThat(text).isEqualTo("{\"name\":\"\\u6d4b\\u8bd5 \\u007f \\ud83d\\ude00\",\"data\":\"\",\"loud\":false}");
        assertThat(json(text).string("name")).isEqualTo("测试 \u007f 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":\"00FF\"}", "{\"data\":\"0x00ff\"}", "{\"data\":\"0x0x00Ff\",\"unknown\":[1]}"})
    void bytesAreReadInEitherCaseWithAnyNumberOfPrefixes(String text) throws Exception {
        assertThat(json(text).bytes("data")).isEqualTo(Bytes.hex("00ff"));
    }

    @Test
    void nothingMeansTheDefaults() throws Exception {
        assertThat(json("")).isEqualTo(Message.of(TYPE));
        assertThat(json("{}")).isEqualTo(Message.of(TYPE));
        assertThat(ProtobufForm.read(TYPE, Bytes.empty())).isEqualTo(Message.of(TYPE));
    }

    @Test
    void aMessageWithoutFieldsIgnoresWhatIsSent() throws Exception {
        assertThat(JsonForm.read(Message.Type.EMPTY, Bytes.utf8("junk"))).isEqualTo(Message.EMPTY);
        assertThat(ProtobufForm.read(Message.Type.EMPTY, Bytes.hex("ff"))).isEqualTo(Message.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":null} | request.name: expected a string",
                "{\"name\":1} | request.name: expected a string",
                "{\"loud\":\"true\"} | request.loud: expected true or false",
                "{\"data\":\"0\"} | data",
                "{\"data\":\"0g\"} | data",
                "[] | expected a JSON object",
                "{\"name\":\"a\",\"name\":\"b\"} | expected each member once",
                "{ | request",
            })
    void jsonOfAnotherShapeIsRefusedInWords(String text, String words) {
        assertThat(refusal(() -> json(text))).startsWith("Failed to decode the request: ");
        String expected =
                words.startsWith("request") && words.contains(":") ? words.substring(0, words.indexOf(':')) : words;
        assertThat(refusal(() -> json(text))).contains(expected);
    }

    @Test
    void protobufIsTheWireFormatOfProto3() throws Exception {
        assertThat(ProtobufForm.write(WHOLE)).isEqualTo(Bytes.hex("0a02c3a9120200ff1801"));
        assertThat(ProtobufForm.read(TYPE, Bytes.hex("0a02c3a9120200ff1801"))).isEqualTo(WHOLE);
    }

    @Test
    void inProtobufTheLastOfAFieldCountsAndUnknownOnesAreSkipped() throws Exception {
        // Fields 9 (a varint) and 10 (two bytes) are not known.
        Message read = ProtobufForm.read(TYPE, Bytes.hex("18015202ffff480118000a0161"));

        assertThat(read.bool("loud")).isFalse();
        assertThat(read.string("name")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0a", "0a05", "0a0261", "1a00", "0801", "0a02c328", "ff", "1880808080808080808080808001", "0c"})
    void protobufThatIsTornOrOfAnotherTypeIsRefused(String hex) {
        assertThat(refusal(() -> ProtobufForm.read(TYPE, Bytes.hex(hex)))).startsWith("Failed to decode the request: ");
    }

    @Test
    void theArgumentsOfAQueryAreTakenForWhatTheirFieldsHave() throws Exception {
        assertThat(FormArguments.read(TYPE, Map.of("name", "é", "data", "0x00FF", "loud", "true", "other", "x")))
                .isEqualTo(WHOLE);
        assertThat(refusal(() -> FormArguments.read(TYPE, Map.of("loud", "loudly"))))
                .contains("loud", "true or false");
        assertThat(refusal(() -> FormArguments.read(TYPE, Map.of("data", "0")))).contains("data");
    }

    @Test
    void anErrorIsIndentedJsonOrAMessageWithOneString() {
        assertThat(JsonForm.error("tö")).isEqualTo("{\n  \"error\": \"t\\u00f6\"\n}");
        assertThat(ProtobufForm.error("tö")).isEqualTo(Bytes.hex("0a0374c3b6"));
    }
}
