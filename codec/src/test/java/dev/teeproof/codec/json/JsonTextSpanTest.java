package dev.teeproof.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intel signs the text of an object inside another, so the text must be given to the byte. */
class JsonTextSpanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ }",
                "{\n}",
                "{\"a\":1}",
                "{ \"a\" : 1 }",
                "{\"a\":1 }",
                "{\"a\":1\r\n\t}",
                "{\"a\":-1.5e3}",
                "{\"a\":true}",
                "{\"a\":null }",
                "{\"a\":\"}\"}",
                "{\"a\":\"\\\"}\"}",
                "{\"a\":\"\u00e9\u20ac\ud83d\ude02\"}",
                "{\"\u20ac\":1}",
                "{\"a\":[1,2] }",
                "{\"a\":[] }",
                "{\"a\": {\"b\": {} } }",
                "{\"a\":{\"b\":1},\"c\":{\"d\":2 }}"
            })
    void theTextIsThatBetweenTheBracesWherever(String object) throws MalformedEvidenceException {
        for (String before : new String[] {"", " ", "\r\n", "\t \n"}) {
            for (String behind : new String[] {"", " ", "\n\n"}) {
                String text = before + object + behind;
                String inside = "{\"\u20ac\":[1," + text + "],\"x\":" + text + ",\"y\":[" + text + "," + text + "]}";
                JsonObject outer = Json.readObject(Bytes.utf8(inside), "doc");

                assertThat(textOf(Json.readObject(Bytes.utf8(text), "doc"))).isEqualTo(object);
                assertThat(textOf(outer)).isEqualTo(inside);
                assertThat(textOf(outer.object("x"))).isEqualTo(object);
                assertThat(textOf(outer.array("y").objects().get(0))).isEqualTo(object);
                assertThat(textOf(outer.array("y").objects().get(1))).isEqualTo(object);
            }
        }
    }

    @Test
    void objectsInALongDocumentKeepTheirPlaces() throws MalformedEvidenceException {
        Random random = new Random(20_260_401);
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            objects.add("{\"k" + i + "\":" + blanks(random) + "\"\u00e9" + "x".repeat(random.nextInt(40)) + "\""
                    + blanks(random) + "}");
        }
        String text = "[" + String.join("," + blanks(random), objects) + "]";

        List<JsonObject> read = Json.readArray(Bytes.utf8(text), "doc").objects();

        assertThat(read).hasSize(objects.size());
        for (int i = 0; i < read.size(); i++) {
            assertThat(textOf(read.get(i))).isEqualTo(objects.get(i));
        }
        assertThat(read.get(7).offset())
                .isEqualTo(Bytes.utf8(text.substring(0, text.indexOf(objects.get(7))))
                        .size());
    }

    @Test
    void theTextOfRealTcbInfoInAnEnvelopeIsTheSignedOne() throws MalformedEvidenceException {
        JsonObject collateral = Json.readObject(
                Bytes.copyOf(Conformance.bytes("dcap/collateral/tdx-90c06f000000-2026-04.json")), "collateral");
        String tcbInfo = collateral.string("tcb_info");

        JsonObject envelope = Json.readObject(
                Bytes.utf8("{\"tcbInfo\": " + tcbInfo + " ,\"signature\":\"" + collateral.string("tcb_info_signature")
                        + "\"}"),
                "envelope");

        assertThat(textOf(envelope.object("tcbInfo"))).isEqualTo(tcbInfo);
    }

    private static String blanks(Random random) {
        return " ".repeat(random.nextInt(3)) + "\n".repeat(random.nextInt(2));
    }

    private static String textOf(JsonObject object) throws MalformedEvidenceException {
        return object.text().toUtf8("text");
    }
}
