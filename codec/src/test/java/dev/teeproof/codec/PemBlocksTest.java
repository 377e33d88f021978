package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemBlocksTest {

    private static final String BLOCK = "-----BEGIN THING-----\nAQID\n-----END THING-----\n";

    @ParameterizedTest(name = "before \"{0}\", behind \"{1}\"")
    @CsvSource({"'', ''", "' \t\r\n', '\n\n'", "'', '\u0000'", "'\u0000', '\n\u0000\u0000'"})
    void blanksAndNulMayStandAround(String before, String behind) throws MalformedEvidenceException {
        assertThat(PemBlocks.decode(Bytes.utf8(before + BLOCK + BLOCK + behind), "THING", "chain"))
                .containsExactly(Bytes.of(1, 2, 3), Bytes.of(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN THING-----\r\nAQ\r\nID\r\n-----END THING-----\r\n",
                "-----BEGIN THING-----AQID-----END THING-----",
                "-----BEGIN THING-----\n AQ ID\t\n-----END THING-----"
            })
    void linesMayBeBrokenAnywhere(String pem) throws MalformedEvidenceException {
        assertThat(PemBlocks.decode(Bytes.utf8(pem), "THING", "chain")).containsExactly(Bytes.of(1, 2, 3));
    }

    @Test
    void tenBlocksAreReadAndElevenAreNot() throws MalformedEvidenceException {
        assertThat(PemBlocks.decode(Bytes.utf8(BLOCK.repeat(10)), "THING", "chain"))
                .hasSize(10);

        MalformedEvidenceException refusal =
                Refusal.of(() -> PemBlocks.decode(Bytes.utf8(BLOCK.repeat(11)), "THING", "chain"));
        assertThat(refusal.code()).isEqualTo(Malformation.LIMIT_EXCEEDED);
        assertThat(refusal.offset()).isEqualTo(10L * BLOCK.length());
    }

    @ParameterizedTest(name = "{2}: \"{0}\" + block + \"{1}\"")
    @CsvSource({
        "'Subject: x\n', '', BAD_VALUE",
        "'', 'text between', BAD_VALUE",
        "'', '-----BEGIN OTHER-----\nAQID\n-----END OTHER-----\n', BAD_VALUE",
        "'', '-----begin THING-----\nAQID\n-----end THING-----\n', BAD_VALUE",
        "'', '-----BEGIN THING-----\nAQID\n', TRUNCATED",
        "'', '-----BEGIN THING-----\nAQID\n-----END OTHER-----\n', TRUNCATED",
        "'-----BEGIN THING-----\nAQID\n', '', BAD_VALUE",
        "'-----BEGIN THING-----\nProc-Type: 4\n\nAQID\n-----END THING-----\n', '', BAD_VALUE",
        "'-----BEGIN THING-----\nA\u0000QID\n-----END THING-----\n', '', BAD_VALUE",
        "'-----BEGIN THING-----\nAQIDA\n-----END THING-----\n', '', BAD_VALUE",
        "'\ufeff', '', BAD_VALUE"
    })
    void anythingElseIsRefused(String before, String behind, Malformation code) {
        Bytes pem = Bytes.utf8(before + BLOCK + behind);

        MalformedEvidenceException refusal = Refusal.of(() -> PemBlocks.decode(pem, "THING", "chain"));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.path()).isEqualTo("chain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\u0000"})
    void oneBlockAtLeastIsNeeded(String text) {
        assertThat(Refusal.code(() -> PemBlocks.decode(Bytes.utf8(text), "THING", "chain")))
                .isEqualTo(Malformation.MISSING);
    }

    @Test
    void textOutsideUtf8IsRefused() {
        assertThat(Refusal.code(() -> PemBlocks.decode(Bytes.of(0x2d, 0xff), "THING", "chain")))
                .isEqualTo(Malformation.NOT_TEXT);
    }

    @Test
    void moreThanSixtyFourKibibytesAreRefusedUnread() {
        assertThat(Refusal.code(() -> PemBlocks.decode(Bytes.zeros(PemBlocks.MAX_SIZE + 1), "THING", "chain")))
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }
}
