package dev.teeproof.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStrictnessTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "22c0af22", // overlong '/'
                "22e080af22",
                "22eda08022", // a surrogate by itself
                "22f490808022",
                "22ff22",
                "22c3", // cut off
                "7b22c0af223a317d", // in a name
                "fffe7b007d00", // UTF-16 with its mark
                "feff007b007d"
            })
    void textOutsideUtf8IsRefused(String hex) {
        assertThat(code(Bytes.hex(hex))).isEqualTo(Malformation.NOT_TEXT);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingIsNotGuessed(String encoding) {
        for (String text : new String[] {"{}", "[1]", "\"a\"", "1", "{\"a\": [true, null]}"}) {
            Bytes bytes = Bytes.copyOf(text.getBytes(Charset.forName(encoding)));

            assertThat(code(bytes)).as(text).isEqualTo(Malformation.BAD_VALUE);
        }
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThat(code(Bytes.hex("efbbbf7b7d"))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(code(Bytes.hex("efbbbf"))).isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":1}",
                "[{\"x\":{\"a\":1,\"b\":2,\"a\":null}}]",
                "{\"\":1,\"\":1}"
            })
    void aMemberTwiceIsRefused(String text) {
        assertThat(code(text)).isEqualTo(Malformation.DUPLICATE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{} {}", "{}[]", "1 2", "null null", "\"a\" \"b\"", "[] 1", "true\nfalse"})
    void oneValueIsAll(String text) {
        assertThat(code(text)).isEqualTo(Malformation.TRAILING_BYTES);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}}",
                "[]]",
                "{},",
                "{}x",
                "{}\u0000",
                "[1]\u00a0",
                "nullnull",
                "truefalse",
                "1true",
                "\"a\"b", // behind
                "{",
                "[",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "[1",
                "[1,",
                "\"a",
                "\"\\",
                "tru",
                "-", // cut off
                "[1,]",
                "[,1]",
                "[,]",
                "{\"a\":1,}",
                "{,}",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{1:2}",
                "{a:1}",
                "01",
                "-01",
                "00",
                "+1",
                ".5",
                "1.",
                "-.5",
                "1e",
                "1e+",
                "0x1",
                "1_0",
                "NaN",
                "Infinity",
                "-Infinity",
                "True",
                "NULL",
                "nil",
                "undefined",
                "'a'",
                "{'a':1}",
                "\"\n\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "\"\\x41\"",
                "\"\\'\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "/* c */ 1",
                "1 // c",
                "# c\n1",
                "\u00a01",
                "\u000b1",
                "\f1",
                "\ufeff1",
                "@",
                "}",
                "]",
                ":",
                ","
            })
    void whatTheGrammarDoesNotHaveIsRefused(String text) {
        assertThat(code(text)).isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t "})
    void nothingIsNoDocument(String text) {
        assertThat(code(text)).isEqualTo(Malformation.TRUNCATED);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "\"\\ud800\\ud800\"",
                "{\"a\":[\"\\udfff\"]}"
            })
    void aLoneSurrogateIsRefused(String text) {
        assertThat(code(text)).isEqualTo(Malformation.NOT_TEXT);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "abcdefghijklmnop\\ud800qr"})
    void soItIsInAName(String name) {
        assertThat(code("{\"" + name + "\":1}")).isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void anEscapedPairIsOneCharacter() throws MalformedEvidenceException {
        assertThat(read("\"\\ud83d\\ude02\"")).isEqualTo(new JsonString("\ud83d\ude02"));
        assertThat(Json.readObject(Bytes.utf8("{\"\\ud83d\\ude02\":1}"), "doc").members())
                .containsOnlyKeys("\ud83d\ude02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e309", "1.8e308", "-1.8e308"})
    void aNumberBeyondTheFiniteDoublesIsRefused(String text) {
        assertThat(code(text)).isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "2.0", "1E2", "1e-999999999", "123456789012345678901234567890"})
    void numbersAreKeptAsTheyWereWritten(String text) throws MalformedEvidenceException {
        assertThat(read(text)).isEqualTo(new JsonNumber(text));
    }

    private static JsonValue read(String text) throws MalformedEvidenceException {
        return Json.read(Bytes.utf8(text), "doc");
    }

    private static MalformationCode code(String text) {
        return code(Bytes.utf8(text));
    }

    private static MalformationCode code(Bytes text) {
        MalformedEvidenceException refusal = Refusal.of(() -> Json.read(text, "doc"));
        assertThat(refusal.path()).startsWith("doc");
        assertThat(refusal.offset()).isBetween(0L, (long) text.size());
        return refusal.code();
    }
}
