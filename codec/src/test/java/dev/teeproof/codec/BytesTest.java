package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    private static final Bytes ONE_TO_FIVE = Bytes.of(1, 2, 3, 4, 5);

    @Test
    void whatTheyWereCopiedFromCanChangeWithoutThem() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes).isEqualTo(Bytes.of(1, 2, 3));
    }

    @Test
    void aSliceOfASliceCountsFromItsOwnBeginning() {
        Bytes slice = ONE_TO_FIVE.slice(1, 5).slice(1, 3);

        assertThat(slice).isEqualTo(Bytes.of(3, 4)).hasToString("0304");
        assertThat(slice.at(0)).isEqualTo(3);
        assertThat(slice.toArray()).containsExactly(3, 4);
        assertThat(slice.hashCode()).isEqualTo(Bytes.of(3, 4).hashCode());
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"-1, 2", "3, 2", "0, 6", "6, 6"})
    void aSliceReachesNotBeyondItsBytes(int start, int end) {
        assertThatThrownBy(() -> ONE_TO_FIVE.slice(start, end)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void aByteOutsideASliceIsNotReadThroughIt(int index) {
        Bytes middle = ONE_TO_FIVE.slice(1, 3);

        assertThatThrownBy(() -> middle.at(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void bytesAreUnsigned() {
        assertThat(Bytes.of(0xff, 0x1fe).at(0)).isEqualTo(255);
        assertThat(Bytes.of(0xff, 0x1fe).at(1)).isEqualTo(0xfe);
    }

    @Test
    void equalityIsByContentAndLength() {
        assertThat(Bytes.concat(Bytes.of(1), Bytes.empty(), Bytes.of(2, 3))).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(Bytes.zeros(2)).isNotEqualTo(Bytes.zeros(3));
        assertThat(Bytes.zeros(0)).isEqualTo(Bytes.empty());
    }

    @Test
    void aSliceIsZeroIfItsOwnBytesAre() {
        Bytes bytes = Bytes.of(1, 0, 0, 1);

        assertThat(bytes.isZero()).isFalse();
        assertThat(bytes.slice(1, 3).isZero()).isTrue();
        assertThat(Bytes.empty().isZero()).isTrue();
    }

    @Test
    void aBufferShowsTheSliceAloneAndCannotBeWrittenTo() {
        ByteBuffer buffer = ONE_TO_FIVE.slice(1, 3).asBuffer();

        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(buffer.get(0)).isEqualTo((byte) 2);
        assertThatThrownBy(() -> buffer.put(0, (byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void aDigestIsGivenTheBytesOfASliceAlone() {
        Bytes slice = ONE_TO_FIVE.slice(1, 4);
        List<byte[]> given = new ArrayList<>();
        Bytes.Sink sink = (array, offset, length) -> given.add(Arrays.copyOfRange(array, offset, offset + length));

        slice.giveTo(sink, 0, 3);
        slice.giveTo(sink, 1, 2);
        slice.giveTo(sink, 3, 3);

        assertThat(given).containsExactly(new byte[] {2, 3, 4}, new byte[] {3}, new byte[0]);
        assertThatThrownBy(() -> slice.giveTo(sink, 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.giveTo(sink, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.giveTo(sink, 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void textComesBackAsItWas() throws MalformedEvidenceException {
        String text = "a\u0000\u00e9\u20ac\ud83d\ude02";

        assertThat(Bytes.utf8(text).toUtf8("text")).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "61c0af", // overlong '/'
                "61e080af", // overlong '/', three bytes
                "61eda080", // a surrogate
                "61f4908080", // beyond U+10FFFF
                "61ff",
                "61e282" // cut off
            })
    void whatIsNotUtf8IsRefusedAtTheByteInQuestion(String hex) {
        Bytes inside = Bytes.concat(Bytes.of(0xff, 0xff), Bytes.hex(hex)).slice(2, 2 + hex.length() / 2);

        MalformedEvidenceException refusal = Refusal.of(() -> inside.toUtf8("name"));

        assertThat(refusal.code()).isEqualTo(Malformation.NOT_TEXT);
        assertThat(refusal.path()).isEqualTo("name");
        assertThat(refusal.offset()).isEqualTo(1);
    }

    @Test
    void whatRepeatsIsComparedWithinTheBytesAlone() {
        Bytes bytes = Bytes.hex("ff010203010204ff").slice(1, 7);

        assertThat(bytes.repeats(0, 3, 2)).isTrue();
        assertThat(bytes.repeats(0, 3, 3)).isFalse();
        assertThat(bytes.repeats(2, 2, 4)).isTrue();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.repeats(0, 3, 4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.repeats(-1, 0, 1));
    }

    @Test
    void aWrongConstantIsAProgrammersFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.hex("0"));
    }
}
