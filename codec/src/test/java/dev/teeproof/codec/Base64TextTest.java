package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({"AQ, 01", "AQ=, 01", "AQ==, 01", "AQI, 0102", "AQI=, 0102", "AQID, 010203", "+/+/, fbffbf", "'', ''"})
    void paddingMayBeWholePartialOrAbsent(String text, String hex) throws MalformedEvidenceException {
        assertThat(Base64Text.decode(text, "field")).isEqualTo(Bytes.hex(hex));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "AQID=",
                "AQID==",
                "AQI==",
                "AQ===",
                "=",
                "==",
                "A",
                "A=",
                "A==",
                "A===",
                "AQIDA",
                "AR==",
                "AR",
                "AQJ=",
                "-_-_",
                "+_+_",
                "AQ ID",
                " AQID",
                "AQID ",
                "AQ\nID",
                "AQID\n",
                "AQ==AQID",
                "AQ==\u0000",
                "AQ=A",
                "A\u00e9ID",
                "AQ\u20ac"
            })
    void anythingElseIsRefused(String text) {
        MalformedEvidenceException refusal = Refusal.of(() -> Base64Text.decode(text, "field"));

        assertThat(refusal.code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(refusal.path()).isEqualTo("field");
    }

    @ParameterizedTest
    @CsvSource({"01, AQ==", "0102, AQI=", "010203, AQID", "'', ''"})
    void itIsWrittenWithPadding(String hex, String text) {
        assertThat(Base64Text.encode(Bytes.hex(hex))).isEqualTo(text);
    }
}
