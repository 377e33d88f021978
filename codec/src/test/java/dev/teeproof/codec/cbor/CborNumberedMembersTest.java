package dev.teeproof.codec.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborNumberedMembersTest {

    @Test
    void keysAndValuesAreReadOneAfterAnother() throws MalformedEvidenceException {
        CborReader in = reader("a3" + "0005" + "03820102" + "186c4101" + "f6");
        NumberedMembers members = in.numbered(3);

        assertThat(members.next()).hasValue(0);
        assertThat(in.unsigned()).isEqualTo(5);
        assertThat(members.next()).hasValue(3);
        assertThat(in.array(2)).isEqualTo(2);
        assertThat(in.unsigned()).isEqualTo(1);
        assertThat(in.unsigned()).isEqualTo(2);
        assertThat(members.next()).hasValue(108);
        assertThat(in.bytes()).isEqualTo(Bytes.of(1));
        assertThat(members.next()).isEmpty();
        assertThat(in.isAtEnd()).isFalse();
        in.nil();
        assertThat(in.isAtEnd()).isTrue();
        in.end();
    }

    @ParameterizedTest(name = "{0}: {1} at {2}")
    @CsvSource({
        "a200000000, DUPLICATE, 3",
        "a201000000, BAD_VALUE, 3",
        "a1180000, NOT_MINIMAL, 1",
        "a1616b00, WRONG_TYPE, 1",
        "a12000, WRONG_TYPE, 1",
        "a11b800000000000000000, BAD_VALUE, 1",
        "a40000010002000300, LIMIT_EXCEEDED, 0",
        "bb7fffffffffffffff00, LIMIT_EXCEEDED, 0",
        "bbffffffffffffffff00, LIMIT_EXCEEDED, 0",
        "bf0000ff, BAD_VALUE, 0",
        "a20000, TRUNCATED, 0",
        "80, WRONG_TYPE, 0",
        "'', TRUNCATED, 0"
    })
    void aMapThatIsNoneIsRefused(String hex, Malformation code, long offset) {
        MalformedEvidenceException refusal = Refusal.of(() -> {
            CborReader in = reader(hex);
            NumberedMembers members = in.numbered(3);
            for (OptionalLong key = members.next(); key.isPresent(); key = members.next()) {
                in.unsigned();
            }
        });

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.offset()).isEqualTo(offset);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "83010203, LIMIT_EXCEEDED",
        "9b7fffffffffffffff, LIMIT_EXCEEDED",
        "9bffffffffffffffff, LIMIT_EXCEEDED",
        "8201, TRUNCATED",
        "9800, NOT_MINIMAL",
        "9f01ff, BAD_VALUE",
        "a0, WRONG_TYPE"
    })
    void anArrayThatIsNoneIsRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> reader(hex).array(2))).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"00, UNSIGNED", "20, NEGATIVE", "40, BYTES", "60, TEXT", "80, ARRAY", "a0, MAP", "c0, TAG", "f4, SIMPLE"
    })
    void anItemTellsWhatItIs(String hex, CborType type) throws MalformedEvidenceException {
        CborReader in = reader(hex);

        assertThat(in.next()).isEqualTo(type);
        assertThat(in.position()).isZero();
        assertThat(Refusal.code(() -> reader("").next())).isEqualTo(Malformation.TRUNCATED);
        if (type != CborType.SIMPLE) {
            assertThat(Refusal.code(in::nil)).isEqualTo(Malformation.WRONG_TYPE);
        }
    }

    @Test
    void faultsHaveTheirNameAndTheOffsetInTheWholeInput() throws MalformedEvidenceException {
        ByteReader whole = ByteReader.of(Bytes.hex("ffffff" + "62c0af"), "log");
        whole.take("before", 3);

        MalformedEvidenceException refusal =
                Refusal.of(() -> CborReader.of(whole, "").named("name").text());
        assertThat(refusal.code()).isEqualTo(Malformation.NOT_TEXT);
        assertThat(refusal.path()).isEqualTo("log.name");
        assertThat(refusal.offset()).isEqualTo(4);
        MalformedEvidenceException fault = reader("00").fault(Malformation.UNSUPPORTED, 7, "something else");
        assertThat(fault.path()).isEqualTo("top");
        assertThat(fault.offset()).isEqualTo(7);
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedEvidenceException {
        Bytes written = new CborWriter().map(2).unsigned(0).array(300).toBytes();
        assertThat(written).isEqualTo(Bytes.hex("a20099012c"));

        CborReader in = CborReader.of(
                new CborWriter().map(1).unsigned(9).array(2).nil().text("x").toBytes(), "top");
        NumberedMembers members = in.numbered(1);
        assertThat(members.next()).hasValue(9);
        assertThat(in.array(2)).isEqualTo(2);
        in.nil();
        assertThat(in.text()).isEqualTo("x");
        in.end();
    }

    private static CborReader reader(String hex) {
        return CborReader.of(Bytes.hex(hex), "top");
    }
}
