package dev.teeproof.image;

import static dev.teeproof.codec.Malformation.BAD_VALUE;
import static dev.teeproof.codec.Malformation.UNSUPPORTED;
import static dev.teeproof.image.MrtdOrder.SINGLE_PASS;
import static dev.teeproof.image.MrtdOrder.TWO_PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MrtdOrderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "8.0.0, TWO_PASS",
        "8.2.2, TWO_PASS",
        "8.99.99, TWO_PASS",
        "9.0.0, SINGLE_PASS",
        "9.2.1, SINGLE_PASS",
        "10.0.0, SINGLE_PASS",
        "80.0.0, SINGLE_PASS"
    })
    void theVersionDecidesWhereNothingElseDoes(String version, MrtdOrder order) throws Exception {
        assertThat(MrtdOrder.of(Optional.empty(), Optional.of(version))).isEqualTo(order);
    }

    @Test
    void withoutAVersionItIsQemu91() throws Exception {
        assertThat(MrtdOrder.of(Optional.empty(), Optional.empty())).isEqualTo(SINGLE_PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.2.2", "9.0.0", "9.1.0"})
    void singlePassMeansTwoPassesDespiteItsName(String version) throws Exception {
        assertThat(MrtdOrder.of(Optional.of(true), Optional.of(version))).isEqualTo(TWO_PASS);
        assertThat(MrtdOrder.of(Optional.of(false), Optional.of(version))).isEqualTo(SINGLE_PASS);
    }

    @Test
    void singlePassDecidesWithoutAVersionToo() throws Exception {
        assertThat(MrtdOrder.of(Optional.of(true), Optional.empty())).isEqualTo(TWO_PASS);
        assertThat(MrtdOrder.of(Optional.of(false), Optional.empty())).isEqualTo(SINGLE_PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2.22", "7.99.99", "0.0.0"})
    void olderThan8IsNotSupported(String version) {
        assertFault(version, UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.0.0-rc1",
                "10.0",
                "9",
                "",
                "9.0.0.0",
                "v9.0.0",
                " 9.0.0",
                "9.0.0\n",
                "9..0",
                "-9.0.0",
                "+9.0.0",
                "٩.0.0",
                "99999999999.0.0"
            })
    void aVersionIsThreeNumbersAndNothingElse(String version) {
        assertFault(version, BAD_VALUE);
    }

    /** Also where the order is told and the version would not be needed. */
    private static void assertFault(String version, Malformation code) {
        for (Optional<Boolean> told : List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
            MalformedEvidenceException fault = catchThrowableOfType(
                    MalformedEvidenceException.class, () -> MrtdOrder.of(told, Optional.of(version)));

            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.path()).isEqualTo("qemu_version");
        }
    }
}
