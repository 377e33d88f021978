package dev.teeproof.eventlog.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which register stands for a PCR, by platform; - where none does. */
class PcrMapTest {

    @ParameterizedTest(name = "PCR {0}")
    @CsvSource({
        "-1, -, -, -, -", "0, -, 4, 0, 0", "1, 1, 1, 1, 1", "2, 2, 2, 2, 2", "3, 2, 2, 2, 3", "4, 2, 2, 2, 4",
        "5, 2, 2, 2, 5", "6, 2, 2, 2, 6", "7, 1, 1, 1, 7", "8, 3, 3, 3, 8", "9, 3, 3, 3, 9", "14, 3, 3, 3, 14",
        "15, 3, 3, 3, 15", "16, -, 4, 4, 16", "17, -, 4, 4, 17", "23, -, 4, 4, 23", "24, -, 4, 4, -",
    })
    void aPcrIsTheRegisterOfItsPlatform(int pcr, String edk2, String cocoTdx, String cocoCsv, String identity) {
        check(PcrMap.EDK2, pcr, edk2);
        check(PcrMap.COCO_TDX, pcr, cocoTdx);
        check(PcrMap.COCO_CSV, pcr, cocoCsv);
        check(PcrMap.IDENTITY, pcr, identity);
    }

    private static void check(PcrMap map, int pcr, String expected) {
        if (expected.equals("-")) {
            assertThat(map.register(pcr)).isEmpty();
            return;
        }
        long number = Long.parseLong(expected);
        assertThat(map.register(pcr)).contains(map == PcrMap.IDENTITY ? new Pcr(number) : new CcMr(number));
    }
}
