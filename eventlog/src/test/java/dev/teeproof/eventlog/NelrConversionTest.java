package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A native event log as the proposal's converter writes it in JSON, and back. */
class NelrConversionTest {

    private static final String INIT = "INIT sha384/" + "0".repeat(96);

    private static EventLog example() throws Exception {
        return EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/nelr-example.log")));
    }

    private static EventLog read(String nelr) throws Exception {
        return EventLog.read(Bytes.utf8(nelr), LogFormat.NELR, ReadOptions.STRICT);
    }

    private static Converted convert(EventLog log, LogFormat target) {
        return (Converted) Conversion.of(log, target, ConversionOptions.DEFAULT);
    }

    private static JsonObject record(long recnum, long pcr, String digest, String content) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("recnum", JsonNumber.of(recnum));
        members.put("pcr", JsonNumber.of(pcr));
        members.put(
                "digests",
                JsonArray.of(List.of(
                        JsonObject.of(linked("hashAlg", new JsonString("sha384"), "digest", new JsonString(digest))))));
        members.put("content_type", new JsonString("CC-CEL"));
        members.put("content", new JsonString(content));
        return JsonObject.of(members);
    }

    private static Map<String, JsonValue> linked(String one, JsonValue first, String two, JsonValue second) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(one, first);
        members.put(two, second);
        return members;
    }

    @Test
    void theOutputEqualsThatOfTheProposalsConverterMemberByMember() throws Exception {
        List<String> lines = new String(Conformance.bytes("eventlog/nelr-example.log"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        List<JsonObject> records = List.of(
                record(
                        0,
                        2,
                        "5d97ae953f7b03a1e93f58f9d621f84d1bdf053d1ec5ad2461262a938ecd4ed4d42d3c5c42084828da1c8051a6c08e6a",
                        lines.get(0)),
                record(
                        1,
                        2,
                        "98cfd27eaba5b57ee1b9bbb2da9886ec9ebc40ef428ffd5eda1a4024039beed7d0f4b46b2e63bb419780f619add308ef",
                        lines.get(1)),
                record(
                        2,
                        2,
                        "dfcf2f7ac9a8e19cbe4233837a1cd34a4c6517a8d6852aa8a566e1f43b39dc1f32bcb51fa4e6c7a139c844ab5c766361",
                        lines.get(2)));
        JsonObject expected = JsonObject.of(linked(
                "mr",
                new JsonString(
                        "4693cf54a9c8b386c67290abfa981696fe07d985d06e7f06c6929370db90bbb647faff2bc0375d270aa2f0dd42635568"),
                "log",
                JsonArray.of(records)));

        Bytes written = convert(example(), LogFormat.CEL_JSON).log().write();

        assertThat(Json.write(Json.readObject(written, "cel"))).isEqualTo(Json.write(expected));
    }

    @Test
    void commentsAreSaidToBeDropped() throws Exception {
        assertThat(convert(example(), LogFormat.CEL_JSON).losses())
                .extracting(Conversion.Loss::code)
                .containsExactly("COMMENTS");
    }

    @Test
    void theRegisterIsTheCallers() throws Exception {
        EventLog log = EventLog.read(Bytes.utf8(INIT), LogFormat.NELR, ReadOptions.STRICT.in(new Rtmr(3)));

        assertThat(convert(log, LogFormat.CEL_JSON).log().write().toUtf8("cel")).contains("\"pcr\":3");
    }

    @Test
    void backAndForthGivesTheRecordsWithAFinalLineFeed() throws Exception {
        String text = INIT + "\n# comment\n\na \"b\" \\c\td\n é☃🦀/x";
        EventLog cel =
                EventLog.read(convert(read(text), LogFormat.CEL_JSON).log().write());

        assertThat(cel.format()).isEqualTo(LogFormat.CEL_JSON);
        assertThat(convert(cel, LogFormat.NELR).log().write())
                .isEqualTo(Bytes.utf8(INIT + "\na \"b\" \\c\td\n é☃🦀/x\n"));
    }

    @Test
    void aTabIsEscapedAndOptionsOfEchoAreText() throws Exception {
        String json = convert(read(INIT + "\n-n\na\tb"), LogFormat.CEL_JSON)
                .log()
                .write()
                .toUtf8("cel");

        assertThat(json).contains("\"content\":\"-n\"").contains("a\\tb").doesNotContain("\t");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"recnum\":1', '\"recnum\":2', BAD_RECNUM",
        "'\"content\":\"a b\"', '\"content\":\"a c\"', DIGEST_MISMATCH",
        "'\"content\":\"a b\"', '\"content\":\"#a b\"', VANISHING_LINE",
        "'\"content\":\"a b\"', '\"content\":\"a\\nb\"', VANISHING_LINE",
        "'\"content\":\"a b\"', '\"content\":\"\"', VANISHING_LINE",
        "'\"recnum\":1,\"pcr\":2', '\"recnum\":1,\"pcr\":3', REGISTERS",
        "'\"mr\":\"', '\"mr\":\"00', REPLAY_MISMATCH"
    })
    void whatANativeLogWouldLoseIsRefused(String good, String bad, String code) throws Exception {
        String json =
                convert(read(INIT + "\na b"), LogFormat.CEL_JSON).log().write().toUtf8("cel");
        assertThat(json).contains(good);
        String changed = json.replace(good, bad);
        if (code.equals("REPLAY_MISMATCH")) {
            changed = changed.replaceFirst("(\"mr\":\"00[0-9a-f]{94})[0-9a-f]{2}", "$1");
        }

        Conversion back;
        try {
            back = Conversion.of(
                    EventLog.read(Bytes.utf8(changed), LogFormat.CEL_JSON, ReadOptions.STRICT),
                    LogFormat.NELR,
                    ConversionOptions.DEFAULT);
        } catch (MalformedEvidenceException e) {
            assertThat(e.code().name()).isEqualTo(code);
            return;
        }
        assertThat(back)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"CEL_TLV", "CEL_CBOR"})
    void thereIsNoNumberForItsContentType(LogFormat target) throws Exception {
        assertThat(Conversion.of(example(), target, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("NO_CONTENT_TYPE_CODE");
                    assertThat(refused.words()).contains("CC-CEL");
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"TCG2", "AAEL", "DSTACK", "SYSTEMD", "IMA", "TRUSTEE", "TCG_SHA1", "DSTACK_LINES"})
    void otherFormatsDoNotCarryItsLines(LogFormat target) throws Exception {
        assertThat(Conversion.of(example(), target, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("NOT_CARRIED");
                    assertThat(refused.record()).isZero();
                });
    }
}
