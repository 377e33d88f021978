package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Intel's table of merging the status of a platform with that of its TDX module or quoting enclave. */
class TcbStatusTest {

    @ParameterizedTest(name = "{0} with a part that is UpToDate, OutOfDate or Revoked: {1}, {2}, {3}")
    @CsvSource({
        "UpToDate, UpToDate, OutOfDate, Revoked",
        "SWHardeningNeeded, SWHardeningNeeded, OutOfDate, Revoked",
        "ConfigurationNeeded, ConfigurationNeeded, OutOfDateConfigurationNeeded, Revoked",
        "ConfigurationAndSWHardeningNeeded, ConfigurationAndSWHardeningNeeded, OutOfDateConfigurationNeeded, Revoked",
        "OutOfDate, OutOfDate, OutOfDate, Revoked",
        "OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded, Revoked",
        "Revoked, Revoked, Revoked, Revoked"
    })
    void statusesConvergeAsIntelSays(String base, String withUpToDate, String withOutOfDate, String withRevoked) {
        assertThat(of(base).converge(TcbStatus.UP_TO_DATE)).isEqualTo(of(withUpToDate));
        assertThat(of(base).converge(TcbStatus.OUT_OF_DATE)).isEqualTo(of(withOutOfDate));
        assertThat(of(base).converge(TcbStatus.REVOKED)).isEqualTo(of(withRevoked));
    }

    @ParameterizedTest
    @EnumSource(
            value = TcbStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UP_TO_DATE", "REVOKED"})
    void aPartWithAnyOtherStatusCountsAsOutOfDate(TcbStatus part) {
        for (TcbStatus base : TcbStatus.values()) {
            assertThat(base.converge(part))
                    .as("%s with %s", base, part)
                    .isEqualTo(base.converge(TcbStatus.OUT_OF_DATE));
        }
    }

    @ParameterizedTest
    @EnumSource(TcbStatus.class)
    void aStatusIsReadByIntelsSpellingAlone(TcbStatus status) {
        assertThat(TcbStatus.of(status.text())).contains(status);
        assertThat(TcbStatus.of(status.text().toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
        assertThat(TcbStatus.of(status.name())).isEmpty();
        assertThat(status).hasToString(status.text());
    }

    @Test
    void revokedIsNeverAccepted() {
        assertThatIllegalArgumentException().isThrownBy(() -> QuotePolicy.STRICT.accepting(TcbStatus.REVOKED));
    }

    private static TcbStatus of(String text) {
        return TcbStatus.of(text).orElseThrow();
    }
}
