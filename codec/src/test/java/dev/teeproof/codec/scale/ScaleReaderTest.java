package dev.teeproof.codec.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleReaderTest {

    @ParameterizedTest(name = "{1} is written as {0}")
    @CsvSource({
        "00, 0",
        "04, 1",
        "fc, 63",
        "0101, 64",
        "fdff, 16383",
        "02000100, 16384",
        "feffffff, 1073741823",
        "0300000040, 1073741824",
        "03ffffff7f, 2147483647"
    })
    void eachModeCoversItsRange(String hex, int count) throws MalformedEvidenceException {
        assertThat(new ScaleWriter().count(count).toBytes()).isEqualTo(Bytes.hex(hex));
        // A count of elements that take no bytes is the bare number.
        assertThat(reader(hex).count("n", 0)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100", "fd00", "02000000", "feff0000", "0300000000", "03ffffff3f"})
    void aLongerFormThanTheShortestIsRefused(String hex) {
        MalformedEvidenceException refusal = Refusal.of(() -> reader(hex).vector("field"));

        assertThat(refusal.code()).isEqualTo(Malformation.NOT_MINIMAL);
        assertThat(refusal.path()).isEqualTo("scale.field");
        assertThat(refusal.offset()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"07000000000001", "0b00000000000001", "13000000000000000001", "ff00000000"})
    void aLengthOfMoreThanThirtyTwoBitsIsRefused(String hex) {
        assertThat(Refusal.code(() -> reader(hex).vector("field"))).isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "020000", "03000000", "04", "fc00", "03ffffffff00", "feffffff00"})
    void aVectorThatIsCutOffIsRefused(String hex) {
        assertThat(Refusal.code(() -> reader(hex).vector("field"))).isEqualTo(Malformation.TRUNCATED);
    }

    @ParameterizedTest(name = "{0} elements of {1} bytes")
    @CsvSource({"03ffffffff000000, 1", "03ffffffff000000, 2147483647", "10000000, 1", "08000000, 2"})
    void aCountThatTheRestCannotHoldIsRefused(String hex, int leastSize) {
        MalformedEvidenceException refusal = Refusal.of(() -> reader(hex).count("events", leastSize));

        assertThat(refusal.code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(refusal.path()).isEqualTo("scale.events");
        assertThat(refusal.offset()).isZero();
    }

    @Test
    void fixedWidthsAreLittleEndianAndArraysAreBare() throws MalformedEvidenceException {
        ScaleReader in = reader("ff78563412aabb0c616263080102");

        assertThat(in.u8("a")).isEqualTo(0xff);
        assertThat(in.u32("b")).isEqualTo(0x12345678L);
        assertThat(in.array("c", 2)).isEqualTo(Bytes.of(0xaa, 0xbb));
        assertThat(in.string("d")).isEqualTo("abc");
        assertThat(in.vector("e")).isEqualTo(Bytes.of(1, 2));
        in.end();
    }

    @Test
    void textMustBeUtf8() {
        MalformedEvidenceException refusal = Refusal.of(() -> reader("0c61c0af").string("name"));

        assertThat(refusal.code()).isEqualTo(Malformation.NOT_TEXT);
        assertThat(refusal.path()).isEqualTo("scale.name");
    }

    @Test
    void whatFollowsIsRefused() throws MalformedEvidenceException {
        ScaleReader in = reader("0000");
        in.u8("a");

        assertThat(Refusal.code(in::end)).isEqualTo(Malformation.TRAILING_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 16383, 16384, 70000})
    void whatIsWrittenIsRead(int size) throws MalformedEvidenceException {
        Bytes written = new ScaleWriter()
                .u8(7)
                .u32(0xffff_ffffL)
                .vector(Bytes.zeros(size))
                .string("\u20ac")
                .array(Bytes.of(9))
                .toBytes();
        ScaleReader in = ScaleReader.of(written, "scale");

        assertThat(in.u8("a")).isEqualTo(7);
        assertThat(in.u32("b")).isEqualTo(0xffff_ffffL);
        assertThat(in.vector("c")).isEqualTo(Bytes.zeros(size));
        assertThat(in.string("d")).isEqualTo("\u20ac");
        assertThat(in.array("e", 1)).isEqualTo(Bytes.of(9));
        in.end();
    }

    private static ScaleReader reader(String hex) {
        return ScaleReader.of(Bytes.hex(hex), "scale");
    }
}
