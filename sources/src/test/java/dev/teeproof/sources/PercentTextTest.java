package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTextTest {

    @ParameterizedTest
    @CsvSource({"a%20b, a b", "a+b, a+b", "%2B%2b%2F%3D, ++/=", "abc, abc", "%41%4A, AJ"})
    void textIsDecoded(String text, String decoded) throws MalformedEvidenceException {
        assertThat(PercentText.decode(text, "t")).isEqualTo(Bytes.utf8(decoded));
    }

    @Test
    void anyByteCanBeWritten() throws MalformedEvidenceException {
        assertThat(PercentText.decode("%0a%FF%00", "t")).isEqualTo(Bytes.of(0x0a, 0xff, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "a%4", "%g0", "%0g", "% 1", "%-1", "%\u0661\u0661", "\u00e9"})
    void whatIsNotEncodedRightIsRefused(String text) {
        assertThatThrownBy(() -> PercentText.decode(text, "t")).isInstanceOf(MalformedEvidenceException.class);
    }
}
