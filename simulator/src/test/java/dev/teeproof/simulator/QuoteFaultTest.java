package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuoteFaultTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void aFaultThatConcernsAKindChangesItsQuoteOrCollateral(QuoteKind kind) {
        QuoteBlueprint plan = QuoteBlueprint.of(kind, 7, AT);
        List<Bytes> right = bytes(plan);

        for (Fault fault : Fault.values()) {
            if (fault.concerns(kind)) {
                assertThat(bytes(fault.in(plan))).as(fault.words()).isNotEqualTo(right);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> fault.in(plan));
            }
        }
        assertThat(bytes(plan)).isEqualTo(right);
    }

    @Test
    void faultsOfModuleAndDomainDoNotConcernEnclavesAndThoseOfTheLogNoBareQuote() {
        assertThat(concerning(QuoteKind.SGX_V3)).hasSize(23).doesNotContain(Fault.WRONG_MODULE, Fault.TORN_LOG);
        assertThat(concerning(QuoteKind.TDX_V5_TD15)).hasSize(27).doesNotContain(Fault.TORN_LOG);
    }

    @Test
    void aForgedQuoteFailsUnderItsKeyAndNothingElseDoes() throws Exception {
        for (QuoteKind kind : QuoteKind.values()) {
            SimulatedQuote forged =
                    Fault.QUOTE_FORGED.in(QuoteBlueprint.of(kind, 7, AT)).build();
            QuoteFields fields = QuoteFields.of(forged);

            assertThat(fields.quoteIsSigned()).isFalse();
            assertThat(fields.qeReportIsSigned(forged)).isTrue();
        }
    }

    @Test
    void anEnclaveUnderDebugIsSignedAsSuch() throws Exception {
        QuoteFields fields = QuoteFields.of(
                Fault.DEBUG.in(QuoteBlueprint.of(QuoteKind.SGX_V5, 7, AT)).build());

        assertThat(fields.body().at(48)).isEqualTo(7);
        assertThat(fields.quoteIsSigned()).isTrue();
    }

    private static List<Fault> concerning(QuoteKind kind) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.concerns(kind))
                .toList();
    }

    private static List<Bytes> bytes(QuoteBlueprint plan) {
        SimulatedQuote quote = plan.build();
        return List.of(quote.quote(), quote.collateralContainer(), quote.rootCertificate());
    }
}
