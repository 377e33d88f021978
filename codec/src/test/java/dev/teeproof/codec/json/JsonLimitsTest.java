package dev.teeproof.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLimitsTest {

    @Test
    void digitsWithoutEndAreRefused() {
        assertThat(code("1".repeat(100_000))).isEqualTo(Malformation.LIMIT_EXCEEDED);
        assertThat(code("0." + "1".repeat(100_000))).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"[, ]", "'{\"a\":', }", "'[{\"a\":', }]"})
    void depthIsLimited(String open, String close) throws MalformedEvidenceException {
        int levels = close.length();
        int most = Json.MAX_DEPTH / levels;

        assertThat(read(open.repeat(most) + "1" + close.repeat(most))).isNotNull();
        assertThat(code(open.repeat(most + 1) + "1" + close.repeat(most + 1))).isEqualTo(Malformation.LIMIT_EXCEEDED);
        assertThat(code(open.repeat(200_000))).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void theNumberOfValuesIsLimited() throws MalformedEvidenceException {
        String most = "[" + "0,".repeat(Json.MAX_VALUES - 2) + "0]";

        assertThat(Json.readArray(Bytes.utf8(most), "doc").elements()).hasSize(Json.MAX_VALUES - 1);
        assertThat(code("[0," + most.substring(1))).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void theNumberOfValuesCanBeChosen() throws MalformedEvidenceException {
        Bytes four = Bytes.utf8("[1,{\"a\":2}]");
        Bytes many = Bytes.utf8("[" + "0,".repeat(Json.MAX_VALUES) + "0]");

        assertThat(Json.read(four, "doc", 4)).isInstanceOf(JsonArray.class);
        assertThat(Refusal.code(() -> Json.read(four, "doc", 3))).isEqualTo(Malformation.LIMIT_EXCEEDED);
        assertThat(Json.read(many, "doc", Json.MAX_VALUES + 2)).isInstanceOf(JsonArray.class);
    }

    @Test
    void manyNamesAreRead() throws MalformedEvidenceException {
        StringBuilder text = new StringBuilder("{");
        for (int i = 1; i < Json.MAX_VALUES; i++) {
            text.append(i == 1 ? "" : ",").append('"').append(i).append("\":0");
        }

        assertThat(Json.readObject(Bytes.utf8(text + "}"), "doc").members()).hasSize(Json.MAX_VALUES - 1);
    }

    @Test
    void aStringMayBeAsLongAsTheDocument() throws MalformedEvidenceException {
        String endless = "x".repeat(300_000);

        assertThat(read("{\"" + endless + "\":\"" + endless + "\"}"))
                .isInstanceOfSatisfying(
                        JsonObject.class,
                        object -> assertThat(object.members())
                                .containsExactly(Map.entry(endless, new JsonString(endless))));
    }

    private static JsonValue read(String text) throws MalformedEvidenceException {
        return Json.read(Bytes.utf8(text), "doc");
    }

    private static MalformationCode code(String text) {
        return Refusal.code(() -> read(text));
    }
}
