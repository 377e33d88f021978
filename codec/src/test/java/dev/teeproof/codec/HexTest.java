package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexTest {

    @ParameterizedTest
    @ValueSource(strings = {"00ff7fab", "00FF7FAB", "00fF7FaB"})
    void eitherCaseIsRead(String hex) throws MalformedEvidenceException {
        Bytes bytes = Hex.decode(hex, "field");

        assertThat(bytes).isEqualTo(Bytes.of(0x00, 0xff, 0x7f, 0xab));
        assertThat(bytes.toHex()).isEqualTo("00ff7fab");
    }

    @Test
    void noDigitsAreNoBytes() throws MalformedEvidenceException {
        assertThat(Hex.decode("", "field")).isEqualTo(Bytes.empty());
    }

    @ParameterizedTest(name = "\"{0}\" at {1}")
    @CsvSource({
        "0x01, 1",
        "' 01 ', 0",
        "01 2, 2",
        "0g, 1",
        "01:2, 2",
        "-1, 0",
        "\uff10\uff11, 0", // digits of full width
        "\u0660\u0661, 0" // Arabic-Indic digits
    })
    void anythingButADigitIsRefusedWhereItStands(String hex, int offset) {
        MalformedEvidenceException refusal = Refusal.of(() -> Hex.decode(hex, "key"));

        assertThat(refusal.code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(refusal.path()).isEqualTo("key");
        assertThat(refusal.offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "012", "0x012"})
    void anOddNumberOfDigitsIsRefused(String hex) {
        assertThat(Refusal.code(() -> Hex.decode(hex, "key"))).isEqualTo(Malformation.BAD_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "010203", "010"})
    void aFixedLengthIsExact(String hex) throws MalformedEvidenceException {
        assertThat(Hex.decode("0102", "key", 2)).isEqualTo(Bytes.of(1, 2));
        assertThat(Refusal.code(() -> Hex.decode(hex, "key", 2))).isEqualTo(Malformation.BAD_LENGTH);
    }
}
