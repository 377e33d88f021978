package dev.teeproof.codec.der;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerTimeTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "180521104510Z, 2018-05-21T10:45:10Z",
        "491231235959Z, 2049-12-31T23:59:59Z",
        "500101000000Z, 1950-01-01T00:00:00Z",
        "991231235959Z, 1999-12-31T23:59:59Z",
        "000229000000Z, 2000-02-29T00:00:00Z"
    })
    void aUtcTimeLiesBetween1950And2049(String text, Instant time) throws MalformedEvidenceException {
        assertThat(DerReader.of(element(DerReader.UTC_TIME, text), "der").time("f"))
                .isEqualTo(time);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "20180521104510Z, 2018-05-21T10:45:10Z",
        "20500101000000Z, 2050-01-01T00:00:00Z",
        "99991231235959Z, 9999-12-31T23:59:59Z"
    })
    void aGeneralizedTimeHasItsWholeYear(String text, Instant time) throws MalformedEvidenceException {
        assertThat(DerReader.of(element(DerReader.GENERALIZED_TIME, text), "der")
                        .time("f"))
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "230229000000Z", // no leap year
                "180431000000Z",
                "181301000000Z",
                "180001000000Z",
                "180100000000Z",
                "180132000000Z",
                "180101240000Z",
                "180101006000Z",
                "180101000060Z",
                "1801010000Z", // without seconds
                "180101000000",
                "1801010000000",
                "180101000000z",
                "180101000000+0000",
                "180101000000.5Z",
                "20180101000000Z",
                "-80101000000Z",
                "18010100000 Z",
                "1801010000\u0660Z",
                ""
            })
    void aUtcTimeThatDoesNotExistIsRefused(String text) {
        assertRefused(DerReader.UTC_TIME, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20230229000000Z", "21000229000000Z", "20181301000000Z", "20180101240000Z", "20180101000060Z",
                "201801010000Z", "20180101000000", "20180101000000.5Z", "20180101000000,5Z", "20180101000000-0800",
                "180101000000Z", "2018010100000:Z", "2018010100000/Z", ""
            })
    void aGeneralizedTimeThatDoesNotExistIsRefused(String text) {
        assertRefused(DerReader.GENERALIZED_TIME, text);
    }

    @ParameterizedTest
    @ValueSource(ints = {DerReader.INTEGER, DerReader.OCTET_STRING, 0x16})
    void anotherTypeIsNoTime(int tag) {
        Bytes element = element(tag, "180521104510Z");

        assertThat(Refusal.code(() -> DerReader.of(element, "der").time("f"))).isEqualTo(Malformation.WRONG_TYPE);
    }

    private static void assertRefused(int tag, String text) {
        MalformedEvidenceException refusal =
                Refusal.of(() -> DerReader.of(element(tag, text), "der").time("notAfter"));
        assertThat(refusal.code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(refusal.path()).isEqualTo("der.notAfter");
        assertThat(refusal.offset()).isZero();
    }

    private static Bytes element(int tag, String text) {
        Bytes content = Bytes.utf8(text);
        return new ByteWriter().u8(tag).u8(content.size()).bytes(content).toBytes();
    }
}
