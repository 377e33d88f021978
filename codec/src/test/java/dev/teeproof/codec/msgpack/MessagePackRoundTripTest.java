package dev.teeproof.codec.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackRoundTripTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff",
        "4294967296, cf0000000100000000",
        "9223372036854775807, cf7fffffffffffffff"
    })
    void anIntegerTakesTheSmallestForm(long value, String hex) throws MalformedEvidenceException {
        Bytes written = new MessagePackWriter().unsigned(value).toBytes();

        assertThat(written).isEqualTo(Bytes.hex(hex));
        assertThat(MessagePackReader.of(written, "top").unsigned()).isEqualTo(value);
    }

    @Test
    void aNegativeNumberIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessagePackWriter().unsigned(-1));
    }

    @ParameterizedTest(name = "{0} bytes begin with {1}")
    @CsvSource({"0, c400", "255, c4ff", "256, c50100", "65535, c5ffff", "65536, c600010000"})
    void binaryTakesTheSmallestForm(int size, String header) throws MalformedEvidenceException {
        Bytes written = new MessagePackWriter().binary(Bytes.zeros(size)).toBytes();

        assertThat(written).isEqualTo(Bytes.concat(Bytes.hex(header), Bytes.zeros(size)));
        assertThat(MessagePackReader.of(written, "top").bytes()).isEqualTo(Bytes.zeros(size));
    }

    @ParameterizedTest(name = "{0} characters begin with {1}")
    @CsvSource({"0, a0", "31, bf", "32, d920", "255, d9ff", "256, da0100", "65535, daffff", "65536, db00010000"})
    void textTakesTheSmallestForm(int size, String header) throws MalformedEvidenceException {
        String text = "x".repeat(size);
        Bytes written = new MessagePackWriter().string(text).toBytes();

        assertThat(written).isEqualTo(Bytes.concat(Bytes.hex(header), Bytes.utf8(text)));
        assertThat(MessagePackReader.of(written, "top").string()).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} elements begin with {1}")
    @CsvSource({"0, 90", "15, 9f", "16, dc0010", "65535, dcffff", "65536, dd00010000"})
    void anArrayOfIntegersHasOneForEachByte(int size, String header) throws MalformedEvidenceException {
        Bytes written = new MessagePackWriter().integers(Bytes.zeros(size)).toBytes();

        assertThat(written).isEqualTo(Bytes.concat(Bytes.hex(header), Bytes.zeros(size)));
        assertThat(MessagePackReader.of(written, "top").bytes()).isEqualTo(Bytes.zeros(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 64})
    void whatIsWrittenIsRead(int count) throws MalformedEvidenceException {
        MessagePackWriter out = new MessagePackWriter().map(2).string("events").array(count);
        for (int i = 0; i < count; i++) {
            out.map(3)
                    .string("n")
                    .unsigned(i * 1_000_003L)
                    .string("name")
                    .string("\u00e9" + i)
                    .string("digest")
                    .integers(Bytes.of(i, 0x80, 0xff));
        }
        out.string("quote").binary(Bytes.of(1, 2, 3));
        MessagePackReader in = MessagePackReader.of(out.toBytes(), "top");
        Members<MessagePackReader> top = in.map();
        in.end();

        List<MessagePackReader> events = top.required("events").array();
        assertThat(events).hasSize(count);
        for (int i = 0; i < count; i++) {
            Members<MessagePackReader> event = events.get(i).map();
            assertThat(event.required("n").unsigned()).isEqualTo(i * 1_000_003L);
            assertThat(event.required("name").string()).isEqualTo("\u00e9" + i);
            assertThat(event.required("digest").bytes()).isEqualTo(Bytes.of(i, 0x80, 0xff));
            assertThat(event.optional("absent")).isEmpty();
        }
        assertThat(top.required("quote").bytes()).isEqualTo(Bytes.of(1, 2, 3));
    }
}
