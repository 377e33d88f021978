package dev.teeproof.codec.der;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {

    @ParameterizedTest(name = "{0} bytes behind {1}")
    @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65536, 0483010000"})
    void aLengthHasItsShortestForm(int size, String header) throws MalformedEvidenceException {
        Bytes element = Bytes.concat(Bytes.hex(header), Bytes.zeros(size));
        DerReader in = DerReader.of(Bytes.concat(element, Bytes.hex("0500")), "der");

        assertThat(in.content("f", DerReader.OCTET_STRING)).isEqualTo(Bytes.zeros(size));
        assertThat(in.element("f")).isEqualTo(Bytes.hex("0500"));
        in.end();
        assertThat(DerReader.of(element, "der").element("f")).isEqualTo(element);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "04810101, NOT_MINIMAL",
        "04817f, NOT_MINIMAL",
        "0482000101, NOT_MINIMAL",
        "048200ff, NOT_MINIMAL",
        "0483000100, NOT_MINIMAL",
        "048400800000, NOT_MINIMAL",
        "0480, BAD_LENGTH", // indefinite
        "048500000000010a, BAD_LENGTH",
        "0488ffffffffffffffff, BAD_LENGTH",
        "04ff, BAD_LENGTH",
        "0484ffffffff, TRUNCATED",
        "04847fffffff, TRUNCATED",
        "048480000000, TRUNCATED",
        "040201, TRUNCATED",
        "04, TRUNCATED",
        "0481, TRUNCATED",
        "'', TRUNCATED"
    })
    void anyOtherLengthIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).content("f", DerReader.OCTET_STRING)))
                .isEqualTo(code);
        assertThat(Refusal.code(() -> reader(hex).element("f"))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f0100", "3f810100", "bf1f00"})
    void aTagOfMoreThanOneByteIsRefused(String hex) {
        assertThat(Refusal.code(() -> reader(hex).element("f"))).isEqualTo(Malformation.UNSUPPORTED);
    }

    @Test
    void aTagThatIsNotTheOneAskedForIsRefused() {
        MalformedEvidenceException refusal = Refusal.of(() -> reader("30020500").constructed("f", DerReader.SET));

        assertThat(refusal.code()).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(refusal.path()).isEqualTo("der.f");
        assertThat(refusal.offset()).isZero();
    }

    @Test
    void aChildNeverReachesBeyondItsParent() throws MalformedEvidenceException {
        // A SEQUENCE of three bytes whose INTEGER claims four, with enough bytes behind the SEQUENCE.
        DerReader in = reader("3003020401" + "0203040506");
        DerReader sequence = in.sequence("outer");

        MalformedEvidenceException refusal = Refusal.of(() -> sequence.integer("inner"));
        assertThat(refusal.code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(refusal.path()).isEqualTo("der.outer.inner");
        assertThat(in.integer("sibling")).isEqualTo(new BigInteger("263430"));
        in.end();
    }

    @Test
    void whatRemainsInAChildIsRefusedAtItsEnd() throws MalformedEvidenceException {
        DerReader sequence = reader("30050201010500").sequence("outer");

        assertThat(sequence.next(DerReader.INTEGER)).isTrue();
        assertThat(sequence.integer("inner")).isEqualTo(BigInteger.ONE);
        assertThat(sequence.hasMore()).isTrue();
        assertThat(Refusal.code(sequence::end)).isEqualTo(Malformation.TRAILING_BYTES);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "020100, 0",
        "02017f, 127",
        "02020080, 128",
        "0201ff, -1",
        "020180, -128",
        "0202ff7f, -129",
        "020900ffffffffffffffff, 18446744073709551615"
    })
    void anIntegerHasAnySignInItsShortestForm(String hex, BigInteger value) throws MalformedEvidenceException {
        assertThat(reader(hex).integer("f")).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "02020000, NOT_MINIMAL",
        "0202007f, NOT_MINIMAL",
        "0202ffff, NOT_MINIMAL",
        "0202ff80, NOT_MINIMAL",
        "0200, BAD_LENGTH",
        "0a0101, WRONG_TYPE",
        "0401ff, WRONG_TYPE"
    })
    void aPaddedOrEmptyIntegerIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).integer("f"))).isEqualTo(code);
    }

    @Test
    void sixtyFourBytesOfAnIntegerAreReadAndOneMoreIsNot() throws MalformedEvidenceException {
        Bytes most = Bytes.concat(Bytes.hex("02407f"), Bytes.zeros(63));
        Bytes more = Bytes.concat(Bytes.hex("02417f"), Bytes.zeros(64));

        assertThat(DerReader.of(most, "der").integer("f").bitLength()).isEqualTo(511);
        assertThat(Refusal.code(() -> DerReader.of(more, "der").integer("f"))).isEqualTo(Malformation.BAD_LENGTH);
    }

    @Test
    void smallNumbersHaveARange() throws MalformedEvidenceException {
        assertThat(reader("020105").unsigned("f", 5)).isEqualTo(5);
        assertThat(reader("0a0105").enumerated("f", 5)).isEqualTo(5);
        assertThat(Refusal.code(() -> reader("020106").unsigned("f", 5))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> reader("0201ff").unsigned("f", 5))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> reader("02050100000005").unsigned("f", 5)))
                .isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void aBooleanIsAllOnesOrAllZeros() throws MalformedEvidenceException {
        assertThat(reader("0101ff").bool("f")).isTrue();
        assertThat(reader("010100").bool("f")).isFalse();
        assertThat(Refusal.code(() -> reader("010101").bool("f"))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> reader("0102ffff").bool("f"))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> reader("0100").bool("f"))).isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void aBitStringHasWholeBytes() throws MalformedEvidenceException {
        assertThat(reader("0303000102").bitString("f")).isEqualTo(Bytes.of(1, 2));
        assertThat(reader("030100").bitString("f")).isEqualTo(Bytes.empty());
        assertThat(Refusal.code(() -> reader("03020780").bitString("f"))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(Refusal.code(() -> reader("0300").bitString("f"))).isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void anObjectIdentifierHasOneForm() throws MalformedEvidenceException {
        assertThat(reader("06032a8648").element("f")).isEqualTo(Bytes.hex("06032a8648"));
        assertThat(reader("06062a864886f70d").oid("f")).isEqualTo(Bytes.hex("2a864886f70d"));
        assertThat(reader("0603881403").oid("f")).isEqualTo(Bytes.hex("881403"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0600", "06022a86", "0603551d80", "060455801d0f", "0603802a03", "0605551d80800f"})
    void anObjectIdentifierThatEndsEarlyOrIsPaddedIsRefused(String hex) {
        assertThat(Refusal.code(() -> reader(hex).oid("f"))).isEqualTo(Malformation.BAD_VALUE);
    }

    private static DerReader reader(String hex) {
        return DerReader.of(Bytes.hex(hex), "der");
    }
}
