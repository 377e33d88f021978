package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.TD_MIGRATABLE;
import static dev.teeproof.dcap.QuoteCheck.TD_RESERVED_ATTRIBUTES;
import static dev.teeproof.dcap.QuoteCheck.TD_SEPT_VE_DISABLE;
import static dev.teeproof.dcap.QuoteCheck.TD_TPA;
import static dev.teeproof.dcap.QuoteCheck.WORKLOAD_DEBUG;
import static dev.teeproof.result.Outcome.FAILED;
import static dev.teeproof.result.Outcome.NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes are written in the order of memory: the first byte is the lowest. */
class TdPolicyTest {

    private static final String PRODUCTION = "0000001000000000";
    private static final String DEBUGGED = "0100001000000000";

    @Test
    void aProductionDomainPasses() throws Exception {
        assertThat(troubles(QuotePolicy.STRICT, PRODUCTION)).isEmpty();
    }

    @ParameterizedTest(name = "bit {0}")
    @ValueSource(ints = {16, 27, 30, 31, 63})
    void anAttributeThatWeakensNothingPasses(int bit) throws Exception {
        assertThat(troubles(QuotePolicy.STRICT, withBit(bit))).isEmpty();
    }

    /** Bits 4 to 6 let the host profile the domain; 39 and 63 are where byte order is easily mistaken. */
    @ParameterizedTest(name = "bit {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 15, 17, 26, 32, 39, 47, 55, 61})
    void anAttributeThatIsReservedOrProfilesIsRefused(int bit) throws Exception {
        assertThat(troubles(QuotePolicy.STRICT, withBit(bit))).containsExactly(entry(TD_RESERVED_ATTRIBUTES, FAILED));
        assertThat(troubles(LAX, withBit(bit))).containsExactly(entry(TD_RESERVED_ATTRIBUTES, FAILED));
    }

    private static final QuotePolicy LAX = new QuotePolicy(Set.of(TcbStatus.UP_TO_DATE), true, true, true, true);

    @Test
    void debugIsAllowedOnlyWhereThePolicySaysSoByName() throws Exception {
        QuotePolicy development = new QuotePolicy(Set.of(TcbStatus.UP_TO_DATE), false, false, false, true);

        assertThat(troubles(QuotePolicy.STRICT, DEBUGGED)).containsExactly(entry(WORKLOAD_DEBUG, FAILED));
        assertThat(troubles(development, DEBUGGED)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"0000000000000000, TD_SEPT_VE_DISABLE", "0000003000000000, TD_MIGRATABLE", "0000001000000040, TD_TPA"})
    void aStateThatIsNotAcceptedIsNoForgery(String attributes, QuoteCheck code) throws Exception {
        assertThat(troubles(QuotePolicy.STRICT, attributes)).containsExactly(entry(code, NOT_ACCEPTED));
    }

    @Test
    void eachStateIsAcceptedByItsOwnNameAlone() throws Exception {
        String all = "0000002000000040";

        assertThat(troubles(QuotePolicy.STRICT, all)).containsOnlyKeys(TD_SEPT_VE_DISABLE, TD_MIGRATABLE, TD_TPA);
        assertThat(troubles(QuotePolicy.STRICT.acceptingSeptVe(), all)).containsOnlyKeys(TD_MIGRATABLE, TD_TPA);
        assertThat(troubles(QuotePolicy.STRICT.acceptingMigratable(), all))
                .containsOnlyKeys(TD_SEPT_VE_DISABLE, TD_TPA);
        assertThat(troubles(QuotePolicy.STRICT.acceptingTpa(), all))
                .containsOnlyKeys(TD_SEPT_VE_DISABLE, TD_MIGRATABLE);
        assertThat(troubles(
                        QuotePolicy.STRICT
                                .acceptingSeptVe()
                                .acceptingMigratable()
                                .acceptingTpa(),
                        all))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SWHardeningNeeded",
                "ConfigurationNeeded",
                "ConfigurationAndSWHardeningNeeded",
                "OutOfDate",
                "OutOfDateConfigurationNeeded"
            })
    void aStatusOtherThanUpToDateIsAcceptedByNameAlone(String text) throws Exception {
        TcbStatus status = TcbStatus.of(text).orElseThrow();
        QuotePolicy other = QuotePolicy.STRICT.accepting(
                status == TcbStatus.OUT_OF_DATE ? TcbStatus.SW_HARDENING_NEEDED : TcbStatus.OUT_OF_DATE);

        assertThat(troubles(QuotePolicy.STRICT, PRODUCTION, status))
                .containsExactly(entry(QuoteCheck.TCB_STATUS_REJECTED, NOT_ACCEPTED));
        assertThat(troubles(QuotePolicy.STRICT.accepting(status), PRODUCTION, status))
                .isEmpty();
        assertThat(troubles(other, PRODUCTION, status)).containsOnlyKeys(QuoteCheck.TCB_STATUS_REJECTED);
    }

    /** A production domain with one more bit. */
    private static String withBit(int bit) {
        return String.format("%016x", Long.reverseBytes(1L << 28 | 1L << bit));
    }

    private static Map<CheckCode, Outcome> troubles(QuotePolicy policy, String attributes)
            throws MalformedEvidenceException {
        return troubles(policy, attributes, TcbStatus.UP_TO_DATE);
    }

    private static Map<CheckCode, Outcome> troubles(QuotePolicy policy, String attributes, TcbStatus status)
            throws MalformedEvidenceException {
        Bytes body = Bytes.concat(Bytes.zeros(120), Bytes.hex(attributes), Bytes.zeros(456));
        TdReport report = TdReport.read(ByteReader.of(body, "report"));
        TcbAppraisal tcb =
                new TcbAppraisal(status, status, status, Optional.empty(), status, Instant.EPOCH, List.of(), 18);
        return new TdPolicy(policy)
                .check(report, tcb).stream()
                        .filter(check -> check.outcome() == FAILED || check.outcome() == NOT_ACCEPTED)
                        .collect(Collectors.toMap(Check::code, Check::outcome));
    }
}
