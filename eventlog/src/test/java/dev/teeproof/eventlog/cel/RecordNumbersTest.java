package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.eventlog.cel.RecordNumbers.Scheme;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordNumbersTest {

    private static final Pattern RECORD = Pattern.compile("\\d+:\\d+");

    /** Each word a record: its register and its number. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', NONE, -1",
        "7:0 7:1 8:2, GLOBAL, 0",
        "7:1 7:2 8:3, GLOBAL, 1",
        "7:41 8:42, GLOBAL, 41",
        "7:0 7:1, GLOBAL, 0",
        "7:0 8:0 7:1 8:1 8:2, PER_REGISTER, 0",
        "7:0 7:1 8:0 7:2, PER_REGISTER, 0"
    })
    void bothWaysOfCountingAreFound(String records, Scheme scheme, long start) {
        RecordNumbers numbers = new RecordNumbers();

        assertThat(accepted(numbers, records))
                .isEqualTo((int) RECORD.matcher(records).results().count());
        assertThat(numbers.scheme()).isEqualTo(scheme);
        assertThat(numbers.start().orElse(-1)).isEqualTo(start);
        assertThat(numbers.warning().isPresent()).isEqualTo(start > 1);
    }

    @ParameterizedTest(name = "{0}: the first {1} are good")
    @CsvSource({
        "7:0 7:0, 1",
        "7:0 7:2, 1",
        "7:0 8:0 7:0, 2",
        "7:0 8:0 8:1 9:2, 3",
        "7:1 8:0, 1",
        "7:5 7:4, 1",
        "7:0 7:1 8:2 9:0, 3",
        "7:9223372036854775807 7:0, 1"
    })
    void anythingElseIsIrregular(String records, int good) {
        RecordNumbers numbers = new RecordNumbers();

        assertThat(accepted(numbers, records)).isEqualTo(good);
        assertThat(numbers.scheme()).isEqualTo(Scheme.IRREGULAR);
        assertThat(numbers.warning()).isEmpty();
    }

    @Test
    void aRegisterCountsAsOneUnderEitherOfItsNames() {
        RecordNumbers numbers = new RecordNumbers();

        assertThat(numbers.accept(0, new Rtmr(3))).isTrue();
        assertThat(numbers.accept(0, new CcMr(1))).isTrue();
        assertThat(numbers.accept(1, new CcMr(4))).isTrue();
    }

    @Test
    void registersAreCountedUpToALimit() {
        RecordNumbers numbers = new RecordNumbers();
        for (int i = 0; i < RecordNumbers.MAX_REGISTERS; i++) {
            assertThat(numbers.accept(0, new Pcr(i))).isTrue();
        }

        assertThat(numbers.accept(0, new Pcr(RecordNumbers.MAX_REGISTERS))).isFalse();
    }

    private static int accepted(RecordNumbers numbers, String records) {
        int good = 0;
        for (String record :
                RECORD.matcher(records).results().map(MatchResult::group).toList()) {
            int colon = record.indexOf(':');
            long recnum = Long.parseLong(record.substring(colon + 1));
            if (!numbers.accept(recnum, new Pcr(Long.parseLong(record.substring(0, colon))))) {
                break;
            }
            good++;
        }
        return good;
    }
}
