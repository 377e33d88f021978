package dev.teeproof.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    @Test
    void membersAreGivenByTheirType() throws MalformedEvidenceException {
        JsonObject object =
                read("{\"s\":\"x\",\"n\":5,\"b\":true,\"o\":{\"i\":1},\"a\":[\"y\"],\"h\":\"0aFF\",\"q\":\"AQ\"}");

        assertThat(object.string("s")).isEqualTo("x");
        assertThat(object.optionalString("s")).contains("x");
        assertThat(object.unsigned("n", 5)).isEqualTo(5);
        assertThat(object.unsigned("n", 5, 9)).isEqualTo(5);
        assertThat(object.bool("b", false)).isTrue();
        assertThat(object.optionalBool("b")).contains(true);
        assertThat(object.object("o").unsigned("i", 1)).isEqualTo(1);
        assertThat(object.optionalObject("o")).contains(object.object("o"));
        assertThat(object.array("a").strings()).containsExactly("y");
        assertThat(object.optionalArray("a")).contains(object.array("a"));
        assertThat(object.hex("h")).isEqualTo(Bytes.of(0x0a, 0xff));
        assertThat(object.hex("h", 2)).isEqualTo(Bytes.of(0x0a, 0xff));
        assertThat(object.base64("q")).isEqualTo(Bytes.of(1));
    }

    @Test
    void whatIsAbsentIsMissedOnlyWhereItIsNeeded() throws MalformedEvidenceException {
        JsonObject object = read("{}");

        assertMissing(() -> object.string("m"));
        assertMissing(() -> object.object("m"));
        assertMissing(() -> object.array("m"));
        assertMissing(() -> object.unsigned("m", 5));
        assertMissing(() -> object.hex("m"));
        assertMissing(() -> object.base64("m"));
        assertThat(object.optional("m")).isEmpty();
        assertThat(object.optionalString("m")).isEmpty();
        assertThat(object.optionalObject("m")).isEmpty();
        assertThat(object.optionalArray("m")).isEmpty();
        assertThat(object.optionalBool("m")).isEmpty();
        assertThat(object.bool("m", true)).isTrue();
        assertThat(object.unsigned("m", 5, 9)).isEqualTo(9);
    }

    @Test
    void nullIsAbsentWhereAMemberIsOptionalAndWrongElsewhere() throws MalformedEvidenceException {
        JsonObject object = read("{\"m\":null}");

        assertThat(object.optional("m")).isEmpty();
        assertThat(object.optionalString("m")).isEmpty();
        assertThat(object.optionalObject("m")).isEmpty();
        assertThat(object.optionalArray("m")).isEmpty();
        assertThat(object.optionalBool("m")).isEmpty();
        assertWrongType(() -> object.string("m"));
        assertWrongType(() -> object.object("m"));
        assertWrongType(() -> object.array("m"));
        assertWrongType(() -> object.bool("m", true));
        assertWrongType(() -> object.unsigned("m", 5));
        assertWrongType(() -> object.unsigned("m", 5, 9));
        assertWrongType(() -> object.hex("m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2e0", "20e-1", "-2.0", "2E0", "\"2\"", "true", "[2]", "{}"})
    void onlyAnIntegerIsOne(String value) throws MalformedEvidenceException {
        JsonObject object = read("{\"m\":" + value + "}");

        assertWrongType(() -> object.unsigned("m", 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "6", "18446744073709551617", "100000000000000000000000000000000"})
    void anIntegerOutsideItsRangeIsRefused(String value) throws MalformedEvidenceException {
        JsonObject object = read("{\"m\":" + value + "}");

        assertThat(Refusal.code(() -> object.unsigned("m", 5))).isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void theLargestLongIsAnInteger() throws MalformedEvidenceException {
        assertThat(read("{\"m\":9223372036854775807}").unsigned("m", Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "'1', string",
        "'\"true\"', bool",
        "'1', bool",
        "'[]', object",
        "'{}', array",
        "'{}', string",
        "'0', object"
    })
    void typesAreNotTurnedIntoOthers(String value, String accessor) throws MalformedEvidenceException {
        JsonObject object = read("{\"m\":" + value + "}");

        assertWrongType(() -> {
            switch (accessor) {
                case "string" -> object.optionalString("m");
                case "bool" -> object.optionalBool("m");
                case "object" -> object.optionalObject("m");
                default -> object.optionalArray("m");
            }
        });
    }

    @Test
    void textFormsOfBytesAreStrict() throws MalformedEvidenceException {
        JsonObject object = read("{\"h\":\"0x01\",\"o\":\"012\",\"b\":\"AR==\",\"u\":\"-_-_\"}");

        assertThat(Refusal.code(() -> object.hex("h"))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> object.hex("o"))).isEqualTo(Malformation.BAD_LENGTH);
        assertThat(Refusal.code(() -> object.hex("h", 1))).isEqualTo(Malformation.BAD_LENGTH);
        assertThat(Refusal.code(() -> object.base64("b"))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.of(() -> object.base64("u")).path()).isEqualTo("doc.u");
    }

    @Test
    void faultsAreNamedByTheirPath() throws MalformedEvidenceException {
        JsonObject object = read("{\"levels\":[{\"tcb\":{}},{\"tcb\":{}},3]}");
        List<JsonValue> elements = object.array("levels").elements();

        assertThat(elements.get(1)).isInstanceOfSatisfying(JsonObject.class, level -> {
            MalformedEvidenceException refusal =
                    Refusal.of(() -> level.object("tcb").unsigned("svn", 1));
            assertThat(refusal.path()).isEqualTo("doc.levels[1].tcb.svn");
            assertThat(refusal.offset()).isEqualTo(29);
        });
        assertThat(Refusal.of(() -> object.array("levels").objects()).path()).isEqualTo("doc.levels[2]");
        assertThat(Refusal.of(() -> object.array("levels").strings()).path()).isEqualTo("doc.levels[0]");
    }

    @Test
    void aPathThatHasGrownLongGrowsNoMore() throws MalformedEvidenceException {
        String name = "n".repeat(60);
        String cut = "n".repeat(40) + "\u2026";
        JsonObject object = read(("{\"" + name + "\":").repeat(8) + "{}" + "}".repeat(8));
        for (int i = 0; i < 8; i++) {
            object = object.object(name);
        }

        assertThat(object.path()).isEqualTo("doc." + cut + "." + cut + "." + cut);
    }

    @Test
    void aDocumentOfAnotherTypeIsRefused() {
        assertThat(Refusal.code(() -> Json.readObject(Bytes.utf8("[]"), "doc"))).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(Refusal.code(() -> Json.readArray(Bytes.utf8("{}"), "doc"))).isEqualTo(Malformation.WRONG_TYPE);
    }

    private static JsonObject read(String text) throws MalformedEvidenceException {
        return Json.readObject(Bytes.utf8(text), "doc");
    }

    private static void assertMissing(Refusal.Decoding reading) {
        assertThat(Refusal.code(reading)).isEqualTo(Malformation.MISSING);
        assertThat(Refusal.of(reading).path()).isEqualTo("doc.m");
    }

    private static void assertWrongType(Refusal.Decoding reading) {
        assertThat(Refusal.code(reading)).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(Refusal.of(reading).path()).isEqualTo("doc.m");
    }
}
