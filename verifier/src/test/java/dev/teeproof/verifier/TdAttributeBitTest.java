package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.simulator.TdxBlueprint;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the 64 attribute bits of a trust domain, turned over by itself. */
class TdAttributeBitTest {

    private static final long SEPT_VE_DISABLE = 1L << 28;
    private static final Set<Integer> HARMLESS = Set.of(16, 27, 30, 31, 63);

    private static AttestationResult verify(int bit, AppraisalPolicy policy) throws MalformedEvidenceException {
        long bits = SEPT_VE_DISABLE ^ (1L << bit);
        return SimulatedMachineTest.verify(
                TdxBlueprint.of(FaultCase.SEED, FaultCase.AT)
                        .report(120, new ByteWriter().u64le(bits).toBytes())
                        .build(),
                policy);
    }

    private static String reason(AttestationResult result) {
        return result.verdict()
                + result.reasons().stream()
                        .findFirst()
                        .map(Check::code)
                        .map(code -> " " + code.name())
                        .orElse("");
    }

    private static String expected(int bit) {
        if (HARMLESS.contains(bit)) {
            return "AFFIRMING";
        }
        return switch (bit) {
            case 0 -> "CONTRAINDICATED WORKLOAD_DEBUG";
            case 28 -> "WARNING TD_SEPT_VE_DISABLE";
            case 29 -> "WARNING TD_MIGRATABLE";
            case 62 -> "WARNING TD_TPA";
            default -> "CONTRAINDICATED TD_RESERVED_ATTRIBUTES";
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16, 24, 32, 40, 48, 56})
    void eachBitOfAByteHasItsMeaning(int first) throws MalformedEvidenceException {
        for (int bit = first; bit < first + 8; bit++) {
            assertThat(reason(verify(bit, AppraisalPolicy.STRICT)))
                    .as("bit " + bit)
                    .isEqualTo(expected(bit));
        }
    }

    @ParameterizedTest
    @CsvSource({"28, sept-ve", "29, migratable", "62, tpa"})
    void aStateThatIsAcceptedByNameIsAffirmed(int bit, String name) throws MalformedEvidenceException {
        assertThat(reason(verify(bit, AppraisalPolicy.STRICT.accepting(name)))).isEqualTo("AFFIRMING");
    }

    @Test
    void nothingThatCanBeAcceptedMakesAReservedBitHarmless() throws MalformedEvidenceException {
        AppraisalPolicy policy = AppraisalPolicy.STRICT;
        for (String name : AppraisalPolicy.names()) {
            policy = policy.accepting(name);
        }

        assertThat(reason(verify(5, policy))).isEqualTo(expected(5));
        assertThat(reason(verify(0, policy))).isEqualTo(expected(0));
        assertThat(reason(verify(61, policy))).isEqualTo(expected(61));
    }
}
