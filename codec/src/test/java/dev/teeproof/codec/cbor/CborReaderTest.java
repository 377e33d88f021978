package dev.teeproof.codec.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborReaderTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "00, 0",
        "17, 23",
        "1818, 24",
        "18ff, 255",
        "190100, 256",
        "19ffff, 65535",
        "1a00010000, 65536",
        "1affffffff, 4294967295",
        "1b0000000100000000, 4294967296",
        "1b7fffffffffffffff, 9223372036854775807"
    })
    void anIntegerHasItsShortestForm(String hex, long value) throws MalformedEvidenceException {
        CborReader in = reader(hex);

        assertThat(in.unsigned()).isEqualTo(value);
        in.end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1800",
                "1817",
                "190000",
                "1900ff",
                "1a00000000",
                "1a0000ffff",
                "1b0000000000000000",
                "1b00000000ffffffff"
            })
    void aLongerFormIsRefused(String hex) {
        assertThat(Refusal.code(() -> reader(hex).unsigned())).isEqualTo(Malformation.NOT_MINIMAL);
        assertThat(Refusal.code(() -> mapAround(hex).map())).isEqualTo(Malformation.NOT_MINIMAL);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "580101",
                "59000101",
                "5a0000000101",
                "5b000000000000000101",
                "780161",
                "980101",
                "b801616101",
                "d80101"
            })
    void aLongerFormOfALengthIsRefusedToo(String hex) {
        assertThat(Refusal.code(() -> mapAround(hex).map())).isEqualTo(Malformation.NOT_MINIMAL);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1b8000000000000000, BAD_VALUE",
        "20, WRONG_TYPE",
        "40, WRONG_TYPE",
        "60, WRONG_TYPE",
        "80, WRONG_TYPE",
        "a0, WRONG_TYPE",
        "c100, WRONG_TYPE",
        "f4, WRONG_TYPE",
        "f93c00, WRONG_TYPE",
        "1c, BAD_VALUE",
        "1d, BAD_VALUE",
        "1e, BAD_VALUE",
        "1f, BAD_VALUE",
        "18, TRUNCATED",
        "1901, TRUNCATED",
        "1b00000000000000, TRUNCATED",
        "'', TRUNCATED"
    })
    void whatIsNoUnsignedIntegerIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).unsigned())).isEqualTo(code);
    }

    @Test
    void bytesAndTextAreReadWhole() throws MalformedEvidenceException {
        CborReader in = reader("43010203" + "40" + "63e282ac" + "42aabb");

        assertThat(in.bytes()).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(in.bytes()).isEqualTo(Bytes.empty());
        assertThat(in.text()).isEqualTo("\u20ac");
        assertThat(in.bytes(2)).isEqualTo(Bytes.of(0xaa, 0xbb));
        assertThat(Refusal.code(() -> reader("42aabb").bytes(3))).isEqualTo(Malformation.BAD_LENGTH);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "62c0af, NOT_TEXT",
        "63eda080, NOT_TEXT",
        "4161, WRONG_TYPE",
        "7f6161ff, BAD_VALUE",
        "6261, TRUNCATED",
        "7bffffffffffffffff61, TRUNCATED",
        "7b7fffffffffffffff61, TRUNCATED"
    })
    void textThatIsNoneIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).text())).isEqualTo(code);
    }

    @ParameterizedTest(name = "an unknown {0} is stepped over")
    @ValueSource(
            strings = {
                "00",
                "1bffffffffffffffff",
                "20",
                "3863",
                "40",
                "4101",
                "6161",
                "80",
                "820102",
                "a0",
                "a2010203f6",
                "c11a514b67b0",
                "d9d9f700",
                "f4",
                "f6",
                "f820",
                "f93c00",
                "fa47c35000",
                "fb3ff199999999999a",
                "8181818180",
                "a2616101616102",
                "61ff"
            })
    void membersThatNobodyAsksForAreIgnored(String unknown) throws MalformedEvidenceException {
        CborReader in = reader("a26178" + unknown + "616b07");
        Members<CborReader> members = in.map();
        in.end();

        assertThat(members.required("k").unsigned()).isEqualTo(7);
        assertThat(members.readers()).containsOnlyKeys("x", "k");
    }

    @Test
    void keysMayStandInAnyOrder() throws MalformedEvidenceException {
        Members<CborReader> members = reader("a2616203616101").map();

        assertThat(members.required("a").unsigned()).isEqualTo(1);
        assertThat(members.required("b").unsigned()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a2616b01616b02, DUPLICATE",
        "a2616b01616b01, DUPLICATE",
        "a10102, WRONG_TYPE", // a key that is no text
        "a1416b02, WRONG_TYPE",
        "a161ff01, NOT_TEXT",
        "bf616b01ff, BAD_VALUE", // indefinite lengths
        "a1616b9f01ff, BAD_VALUE",
        "a1616bbf616101ff, BAD_VALUE",
        "a1616b5f4101ff, BAD_VALUE",
        "a1616b7f6161ff, BAD_VALUE",
        "a1616bff, BAD_VALUE", // a break with nothing to break
        "a1616bfc, BAD_VALUE",
        "a1616b, TRUNCATED",
        "a1616bc1, TRUNCATED", // a tag of nothing
        "a1616bf9, TRUNCATED",
        "80, WRONG_TYPE"
    })
    void aMapThatIsNoneIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).map())).isEqualTo(code);
    }

    @Test
    void faultsAreNamedByTheirPath() throws MalformedEvidenceException {
        CborReader inner = reader("a16161a1616220").map().required("a").map().required("b");

        MalformedEvidenceException refusal = Refusal.of(inner::unsigned);
        assertThat(refusal.path()).isEqualTo("top.a.b");
        assertThat(Refusal.of(() -> reader("a0").map().required("b")).code()).isEqualTo(Malformation.MISSING);
    }

    @Test
    void whatFollowsIsRefused() throws MalformedEvidenceException {
        CborReader in = reader("a000");
        in.map();

        assertThat(Refusal.code(in::end)).isEqualTo(Malformation.TRAILING_BYTES);
    }

    private static CborReader reader(String hex) {
        return CborReader.of(Bytes.hex(hex), "top");
    }

    private static CborReader mapAround(String hex) {
        return reader("a1616b" + hex);
    }
}
