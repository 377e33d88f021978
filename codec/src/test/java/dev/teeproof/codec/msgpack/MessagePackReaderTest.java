package dev.teeproof.codec.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c40301c8ff", "c5000301c8ff", "c60000000301c8ff", // bin
                "9301ccc8ccff", "dc000301ccc8ccff", "dd0000000301ccc8ccff", // an integer a byte
                "93cc01cd00c8ce000000ff", "93cf0000000000000001ccc8ccff" // integers longer than they need be
            })
    void bytesAreBinaryOrAnArrayOfIntegers(String hex) throws MalformedEvidenceException {
        MessagePackReader in = reader(hex);

        assertThat(in.bytes()).isEqualTo(Bytes.of(1, 200, 255));
        in.end();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "91cd0100, BAD_VALUE", // 256
        "91ff, WRONG_TYPE", // -1
        "91d0ff, WRONG_TYPE", // -1
        "91c3, WRONG_TYPE",
        "9191a0, WRONG_TYPE",
        "a3010203, WRONG_TYPE", // text
        "c0, WRONG_TYPE",
        "80, WRONG_TYPE",
        "9201, TRUNCATED",
        "c40201, TRUNCATED",
        "c6ffffffff00, TRUNCATED",
        "dd7fffffff00, TRUNCATED",
        "ddffffffff00, TRUNCATED",
        "dcffff00, TRUNCATED",
        "c1, WRONG_TYPE"
    })
    void otherValuesAreNoBytes(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).bytes())).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "00, 0",
        "7f, 127",
        "cc01, 1",
        "ccff, 255",
        "cd0001, 1",
        "cdffff, 65535",
        "ce00000001, 1",
        "ceffffffff, 4294967295"
    })
    void anIntegerMayBeLongerThanItNeedsToBe(String hex, long value) throws MalformedEvidenceException {
        assertThat(reader(hex).unsigned()).isEqualTo(value);
        assertThat(reader(hex).u32()).isEqualTo(value);
    }

    @Test
    void sixtyThreeBitsAreReadAndThirtyTwoWhereNoMoreAreAllowed() throws MalformedEvidenceException {
        assertThat(reader("cf7fffffffffffffff").unsigned()).isEqualTo(Long.MAX_VALUE);
        assertThat(Refusal.code(() -> reader("cf8000000000000000").unsigned())).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> reader("cf0000000100000000").u32())).isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "e0", "d001", "d3ffffffffffffffff", "ca3f800000", "a130", "c0", "c2", "90"})
    void nothingIsTurnedIntoAnInteger(String hex) {
        assertThat(Refusal.code(() -> reader(hex).unsigned())).isEqualTo(Malformation.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a3e282ac", "d903e282ac", "da0003e282ac", "db00000003e282ac"})
    void textMayHaveAnyOfItsForms(String hex) throws MalformedEvidenceException {
        assertThat(reader(hex).string()).isEqualTo("\u20ac");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a2c0af, NOT_TEXT",
        "a3eda080, NOT_TEXT",
        "a1ff, NOT_TEXT",
        "c40161, WRONG_TYPE",
        "9161, WRONG_TYPE",
        "01, WRONG_TYPE",
        "a261, TRUNCATED",
        "dbffffffff61, TRUNCATED",
        "d9, TRUNCATED",
        "'', TRUNCATED"
    })
    void textThatIsNoneIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).string())).isEqualTo(code);
    }

    @ParameterizedTest(name = "an unknown {0} is stepped over")
    @ValueSource(
            strings = {
                "c0",
                "c2",
                "c3",
                "ff",
                "7f",
                "a161",
                "c40101",
                "c5000101",
                "c60000000101",
                "c7010501",
                "c800010501",
                "c9000000010501",
                "ca00000000",
                "cb0000000000000000",
                "cc01",
                "cd0001",
                "ce00000001",
                "cf0000000000000001",
                "d001",
                "d10001",
                "d200000001",
                "d30000000000000001",
                "d40501",
                "d5050102",
                "d60501020304",
                "d7050102030405060708",
                "d80501020304050607080102030405060708",
                "d90161",
                "da000161",
                "db0000000161",
                "9101",
                "dc000101",
                "dd0000000101",
                "81a16101",
                "de0001a16101",
                "df00000001a16101",
                "8101c0",
                "91919190",
                "82a16101a16102"
            })
    void membersThatNobodyAsksForAreIgnored(String unknown) throws MalformedEvidenceException {
        MessagePackReader in = reader("82a178" + unknown + "a16b07");
        Members<MessagePackReader> members = in.map();
        in.end();

        assertThat(members.required("k").unsigned()).isEqualTo(7);
        assertThat(members.readers()).containsOnlyKeys("x", "k");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "82a16b01a16b02, DUPLICATE",
        "82a16b01d9016b02, DUPLICATE", // the same key in a longer form
        "810102, WRONG_TYPE", // a key that is no text
        "81a1ff01, NOT_TEXT",
        "81a16bc1, BAD_VALUE", // the marker that is never used
        "81a16b, TRUNCATED",
        "81a16bd8050102, TRUNCATED",
        "90, WRONG_TYPE",
        "df3fffffff00, LIMIT_EXCEEDED",
        "dfffffffff00, LIMIT_EXCEEDED",
        "81a16bdd7fffffff00, TRUNCATED",
        "81a16bdf3fffffff00, TRUNCATED",
        "81a16bdfffffffff00, TRUNCATED",
        "81a16bc9ffffffff0500, TRUNCATED"
    })
    void aMapThatIsNoneIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).map())).isEqualTo(code);
    }

    @Test
    void faultsAreNamedByTheirPath() throws MalformedEvidenceException {
        // {"a": {"b": ["x", -1]}}
        List<MessagePackReader> elements = reader("81a16181a16292a178ff")
                .map()
                .required("a")
                .map()
                .required("b")
                .array();

        MalformedEvidenceException refusal = Refusal.of(() -> elements.get(1).unsigned());
        assertThat(refusal.path()).isEqualTo("top.a.b[1]");
        assertThat(refusal.code()).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(Refusal.of(() -> reader("80").map().required("kind")).path()).isEqualTo("top.kind");
    }

    @Test
    void whatFollowsIsRefused() throws MalformedEvidenceException {
        MessagePackReader in = reader("800102");
        in.map();

        MalformedEvidenceException refusal = Refusal.of(in::end);
        assertThat(refusal.code()).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(refusal.offset()).isEqualTo(1);
    }

    @Test
    void onlyANilIsNil() throws MalformedEvidenceException {
        MessagePackReader in = reader("c001");

        assertThat(in.nil()).isTrue();
        assertThat(in.nil()).isFalse();
        assertThat(in.unsigned()).isEqualTo(1);
        assertThat(in.nil()).isFalse();
    }

    private static MessagePackReader reader(String hex) {
        return MessagePackReader.of(Bytes.hex(hex), "top");
    }
}
