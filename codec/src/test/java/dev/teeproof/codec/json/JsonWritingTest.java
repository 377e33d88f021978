package dev.teeproof.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWritingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-0",
                "1.50",
                "1E+2",
                "12345678901234567890123",
                "\"\"",
                "{\"b\":[1,2.0,{\"a\":null}],\"a\":false}",
                "\"\u00e9\u20ac\ud83d\ude02/\"",
                "\"\\\"\\\\\\n\\u0000\""
            })
    void compactTextIsWrittenAsItWasRead(String text) throws MalformedEvidenceException {
        assertThat(Json.write(Json.read(Bytes.utf8(text), "doc"))).isEqualTo(text);
    }

    @Test
    void membersKeepTheirOrderAndCannotBeChanged() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("z", JsonNumber.of(-7));
        members.put("a", JsonArray.of(List.of(new JsonString("x"), new JsonBoolean(true), new JsonNull())));
        JsonObject object = JsonObject.of(members);
        members.clear();

        assertThat(Json.write(object)).isEqualTo("{\"z\":-7,\"a\":[\"x\",true,null]}");
    }

    @Test
    void textForPeopleIsIndentedByTwo() throws MalformedEvidenceException {
        JsonValue value = Json.read(Bytes.utf8("{\"a\":[1,{\"b\":2}],\"c\":\"d\"}"), "doc");
        String pretty = Json.pretty(value);

        assertThat(pretty.lines())
                .anySatisfy(line -> assertThat(line).startsWith("  \"a\""))
                .anySatisfy(line -> assertThat(line).startsWith("      \"b\""));
        assertThat(pretty).doesNotContain("\r");
        assertThat(Json.write(Json.read(Bytes.utf8(pretty), "doc"))).isEqualTo(Json.write(value));
    }
}
