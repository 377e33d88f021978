package dev.teeproof.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JcsTest {

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void theSamplesOfTheRfcAreCanonicalizedToTheByte(String name) throws MalformedEvidenceException {
        Bytes input = Bytes.copyOf(Conformance.bytes("jcs/input/" + name + ".json"));
        Bytes output = Bytes.copyOf(Conformance.bytes("jcs/output/" + name + ".json"));

        assertThat(Jcs.canonicalize(Json.read(input, name))).isEqualTo(output);
        assertThat(Jcs.canonicalize(Json.read(output, name))).isEqualTo(output);
    }

    /** RFC 8785 appendix B: doubles by their bits. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAreThoseOfEcmaScript(String bits, String text) throws MalformedEvidenceException {
        assertThat(canonical(Double.toString(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)))))
                .isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "1.0, 1",
        "-1, -1",
        "10, 10",
        "100E-2, 1",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "0.1, 0.1",
        "123e-20, 1.23e-18",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "1e-999999999, 0",
        "9007199254740993, 9007199254740992",
        "2e-323, 2e-323",
        "1e-323, 1e-323",
        "5e-323, 5e-323",
        "1.5e-323, 1.5e-323",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2e23, 2e+23",
        "4.35, 4.35",
        "333333333.33333329, 333333333.3333333",
        "1E30, 1e+30",
        "4.50, 4.5"
    })
    void aNumberIsWrittenByItsValueNotByItsText(String number, String text) throws MalformedEvidenceException {
        assertThat(canonical(number)).isEqualTo(text);
    }

    @Test
    void whatIsWrittenIsTheSameDouble() throws MalformedEvidenceException {
        long seed = 8785;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            // Every other one subnormal or close to it, where shortest digits are hardest.
            double value = Double.longBitsToDouble(i % 2 == 0 ? random.nextLong() : random.nextLong() >>> 12 + i % 50);
            if (Double.isFinite(value) && value != 0) {
                String text = canonical(Double.toString(value));
                assertThat(Double.parseDouble(text))
                        .as("seed %d, number %d: %s", seed, i, text)
                        .isEqualTo(value);
                assertThat(text.length()).isLessThanOrEqualTo(25);
            }
        }
    }

    @Test
    void stringsHaveTheFewestEscapes() throws MalformedEvidenceException {
        assertThat(canonical(
                        "\"\\u0000\\u0008\\u0009\\u000A\\u000b\\u000C\\u000D\\u001F\\u0022\\u005C\\/\\u007f\\u00e9\""))
                .isEqualTo("\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u007f\u00e9\"");
    }

    @Test
    void membersAreSortedByUtf16CodeUnits() throws MalformedEvidenceException {
        // U+1F602 is d83d de02 in UTF-16 and sorts before U+FB33.
        assertThat(canonical("{\"\ufb33\":1,\"\ud83d\ude02\":2,\"b\":{\"z\":1,\"a\":2},\"\":3,\"aa\":4,\"a\":[ ]}"))
                .isEqualTo("{\"\":3,\"a\":[],\"aa\":4,\"b\":{\"a\":2,\"z\":1},\"\ud83d\ude02\":2,\"\ufb33\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "false", "[]", "{}", "\"\"", "[[{}]]"})
    void anyValueHasACanonicalForm(String text) throws MalformedEvidenceException {
        assertThat(canonical(" " + text + "\n")).isEqualTo(text);
    }

    @Test
    void whatCannotBeReadCannotBeWrittenEither() {
        assertThatIllegalArgumentException().isThrownBy(() -> Jcs.canonicalize(new JsonString("\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> Jcs.canonicalize(new JsonString("\udc00\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> Jcs.canonicalize(new JsonNumber("1e400")));
    }

    private static String canonical(String text) throws MalformedEvidenceException {
        return Jcs.canonicalize(Json.read(Bytes.utf8(text), "doc")).toUtf8("canonical");
    }
}
