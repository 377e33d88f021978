package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.SERVICE_TD_PRESENT;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes are written in the order of memory: the first byte is the lowest. */
class WorkloadRulesTest {

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

    private static final QuotePolicy LAX =
            new QuotePolicy(TcbPolicy.STRICT, Set.of(AcceptedState.values()), ExpectedReport.ANY, true);

    @Test
    void debugIsAllowedOnlyWhereThePolicySaysSoByName() throws Exception {
        QuotePolicy development = QuotePolicy.STRICT.withInsecureAllowDebug();

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
        assertThat(troubles(QuotePolicy.STRICT.accepting(AcceptedState.SEPT_VE), all))
                .containsOnlyKeys(TD_MIGRATABLE, TD_TPA);
        assertThat(troubles(QuotePolicy.STRICT.accepting(AcceptedState.MIGRATABLE), all))
                .containsOnlyKeys(TD_SEPT_VE_DISABLE, TD_TPA);
        assertThat(troubles(QuotePolicy.STRICT.accepting(AcceptedState.TPA), all))
                .containsOnlyKeys(TD_SEPT_VE_DISABLE, TD_MIGRATABLE);
        assertThat(troubles(
                        QuotePolicy.STRICT
                                .accepting(AcceptedState.SEPT_VE)
                                .accepting(AcceptedState.MIGRATABLE)
                                .accepting(AcceptedState.TPA),
                        all))
                .isEmpty();
    }

    /** A production domain with one more bit. */
    private static String withBit(int bit) {
        return String.format("%016x", Long.reverseBytes(1L << 28 | 1L << bit));
    }

    private static Map<CheckCode, Outcome> troubles(QuotePolicy policy, String attributes)
            throws MalformedEvidenceException {
        return troubles(policy, TdReport.read10(reader(attributes, Bytes.empty())));
    }

    private static ByteReader reader(String attributes, Bytes end) {
        return ByteReader.of(Bytes.concat(Bytes.zeros(120), Bytes.hex(attributes), Bytes.zeros(456), end), "report");
    }

    private static Map<CheckCode, Outcome> troubles(QuotePolicy policy, QuoteBody body) {
        return new WorkloadRules(policy)
                .check(body).stream()
                        .filter(check -> check.outcome() == FAILED || check.outcome() == NOT_ACCEPTED)
                        .collect(Collectors.toMap(Check::code, Check::outcome));
    }

    @Test
    void aServiceDomainIsRefusedUnlessItIsAcceptedByName() throws Exception {
        TdReport none = TdReport.read15(reader(PRODUCTION, Bytes.zeros(64)));
        TdReport bound = TdReport.read15(reader(PRODUCTION, Bytes.concat(Bytes.zeros(63), Bytes.of(1))));

        assertThat(troubles(QuotePolicy.STRICT, none)).isEmpty();
        assertThat(troubles(QuotePolicy.STRICT, bound)).containsExactly(entry(SERVICE_TD_PRESENT, FAILED));
        assertThat(troubles(QuotePolicy.STRICT.accepting(AcceptedState.SERVICE_TD), bound))
                .isEmpty();
    }

    @Test
    void anEnclaveUnderDebugIsRefusedLikeADomain() throws Exception {
        EnclaveReport production = enclave(0x05);
        EnclaveReport debugged = enclave(0x07);

        assertThat(troubles(QuotePolicy.STRICT, production)).isEmpty();
        assertThat(troubles(QuotePolicy.STRICT, debugged)).containsExactly(entry(WORKLOAD_DEBUG, FAILED));
        assertThat(troubles(QuotePolicy.STRICT.withInsecureAllowDebug(), debugged))
                .isEmpty();
    }

    private static EnclaveReport enclave(int flags) throws MalformedEvidenceException {
        return EnclaveReport.read(
                ByteReader.of(Bytes.concat(Bytes.zeros(48), Bytes.of(flags), Bytes.zeros(335)), "report"));
    }
}
