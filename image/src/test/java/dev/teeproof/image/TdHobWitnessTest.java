package dev.teeproof.image;

import static dev.teeproof.codec.Malformation.BAD_VALUE;
import static dev.teeproof.codec.Malformation.LIMIT_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.image.TdHobWitness.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TdHobWitnessTest {

    /** Nine bytes of seven set bits each, the largest number of 63 bits; and the largest of 64. */
    private static final String LARGEST_63 = "ffffffffffffffff7f";

    private static final String LARGEST_64 = "ffffffffffffffffff01";

    @Test
    void theRangesOfPresentFirmwareAreRead() throws Exception {
        TdHobWitness witness = read("80100904000609020b021010");

        assertThat(witness.tdHobBase()).isEqualTo(0x809000);
        assertThat(witness.ranges())
                .containsExactly(
                        new Range(0x800000, 0x806000),
                        new Range(0x809000, 0x80b000),
                        new Range(0x80b000, 0x80d000),
                        new Range(0x810000, 0x820000));
    }

    /** Witnesses of Debian's firmware, old and new, with SEV and without, and of a made one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80100904000609020b021010",
                "80100904000609020b02110f",
                "80100905000609020b02140c2010",
                "8910000200010702"
            })
    void aRealWitnessIsWrittenAsItWasRead(String encoded) throws Exception {
        assertThat(read(encoded).encode()).isEqualTo(Bytes.hex(encoded));
    }

    @Test
    void theHobMayLieBeforeTheFirstRange() throws Exception {
        TdHobWitness witness = read("8010 00 01 0501".replace(" ", ""));

        assertThat(witness.tdHobBase()).isEqualTo(0x800000);
        assertThat(TdHobWitness.read(witness.encode())).isEqualTo(witness);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', TRUNCATED, td_hob.base_page",
        "80, TRUNCATED, td_hob.base_page",
        "8010, TRUNCATED, td_hob.td_hob_page",
        "801009, TRUNCATED, td_hob.range_count",
        "80100901, TRUNCATED, td_hob.start_page",
        "8010090100, TRUNCATED, td_hob.page_count",
        "801009040006, TRUNCATED, td_hob.start_page",
        "80100900, LIMIT_EXCEEDED, td_hob.range_count",
        "80100941, LIMIT_EXCEEDED, td_hob.range_count",
        "801009010001ff, TRAILING_BYTES, td_hob",
        "801009010000, BAD_VALUE, td_hob.range",
        "8010090200060502, BAD_VALUE, td_hob.range",
        "8010090209020006, BAD_VALUE, td_hob.range",
        "8010090200060006, BAD_VALUE, td_hob.range",
    })
    void aWitnessThatIsCutOrOutOfOrderIsRefused(String encoded, Malformation code, String path) {
        MalformedEvidenceException fault = fault(encoded);

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void rangesMayTouch() throws Exception {
        assertThat(read("801009020006" + "0601").ranges())
                .containsExactly(new Range(0x800000, 0x806000), new Range(0x806000, 0x807000));
    }

    @Test
    void fiftyThousandRangesAreRefusedBeforeAnyIsRead() {
        // 50 000 as LEB128 is d0 86 03.
        MalformedEvidenceException fault = fault("801009d08603" + "0001".repeat(50_000));

        assertThat(fault.code()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(fault.path()).isEqualTo("td_hob.range_count");
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGEST_64, "ffffffffffffffffffff01", "ffffffffffffffffff7f", "80808080808080808000"})
    void aNumberOfMoreThan63BitsIsRefusedWhereverItStands(String number) {
        for (String before : new String[] {"", "8010", "801009", "80100901", "8010090100"}) {
            assertThat(fault(before + number + "01010101").code()).isEqualTo(BAD_VALUE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        LARGEST_63 + "000100" + "01, td_hob.td_hob_page",
        "8010" + LARGEST_63 + "010001, td_hob.td_hob_page",
        "80100001" + LARGEST_63 + "01, td_hob.start_page",
        "8010000100" + LARGEST_63 + ", td_hob.page_count",
    })
    void noSumOfPagesOverflows(String encoded, String path) {
        MalformedEvidenceException fault = fault(encoded);

        assertThat(fault.code()).isEqualTo(BAD_VALUE);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void theLargestCountOfRangesIsRead() throws Exception {
        StringBuilder encoded = new StringBuilder("00" + "00" + "40");
        for (int page = 0; page < 64; page++) {
            encoded.append(String.format("%02x01", page));
        }

        assertThat(read(encoded.toString()).ranges()).hasSize(64);
    }

    private static TdHobWitness read(String encoded) throws MalformedEvidenceException {
        return TdHobWitness.read(Bytes.hex(encoded));
    }

    private static MalformedEvidenceException fault(String encoded) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> read(encoded));
    }
}
