package dev.teeproof.codec.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborLimitsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "bb7fffffffffffffff, LIMIT_EXCEEDED",
        "ba7fffffff, LIMIT_EXCEEDED",
        "bbffffffffffffffff, LIMIT_EXCEEDED",
        "a1616b9a7fffffff00, TRUNCATED",
        "a1616b9b7fffffffffffffff00, TRUNCATED",
        "a1616b9bffffffffffffffff00, TRUNCATED",
        "a1616bba7fffffff00, TRUNCATED",
        "a1616bbb400000000000000000, TRUNCATED", // twice this is negative
        "a1616bbb800000000000000000, TRUNCATED", // twice this is zero
        "a1616bbbffffffffffffffff00, TRUNCATED",
        "a1616b5bffffffffffffffff00, TRUNCATED",
        "a1616b5a8000000000, TRUNCATED"
    })
    void hugeDeclaredLengthsAreRefused(String hex, Malformation code) {
        assertThat(Refusal.code(() -> CborReader.of(Bytes.hex(hex), "top").map()))
                .isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} 200,000 times")
    @ValueSource(strings = {"81", "a1616b", "a100", "c1", "d818"})
    void deepNestingIsRefusedWithoutRecursion(String opening) {
        Bytes deep = Bytes.hex("a1616b" + opening.repeat(200_000) + "00");

        assertThat(Refusal.code(() -> CborReader.of(deep, "top").map())).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void asManyLevelsAsTheLimitSaysAreSteppedOver() throws MalformedEvidenceException {
        int most = CborReader.MAX_DEPTH - 1;
        Bytes deep = Bytes.hex("a1616b" + "81".repeat(most) + "00");
        Bytes deeper = Bytes.hex("a1616b" + "81".repeat(most + 1) + "00");

        assertThat(CborReader.of(deep, "top").map().readers()).containsOnlyKeys("k");
        assertThat(Refusal.code(() -> CborReader.of(deeper, "top").map())).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void sixtyFourMembersAreReadAndOneMoreIsNot() throws MalformedEvidenceException {
        assertThat(CborReader.of(mapOf(64), "top").map().readers()).hasSize(64);
        assertThat(Refusal.code(() -> CborReader.of(mapOf(65), "top").map())).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    private static Bytes mapOf(int members) {
        StringBuilder hex = new StringBuilder(String.format("b8%02x", members));
        for (int i = 0; i < members; i++) {
            hex.append(String.format("62%02x%02x00", 'a' + i / 16, 'a' + i % 16));
        }
        return Bytes.hex(hex.toString());
    }
}
