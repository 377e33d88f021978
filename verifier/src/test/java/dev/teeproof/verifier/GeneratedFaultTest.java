package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of every table, alone in a machine that is right otherwise. */
class GeneratedFaultTest {

    /** A TD report 1.0 has no place for a service domain. */
    private static final Set<String> OUT_OF_REACH = Set.of("SERVICE_TD_PRESENT");

    /** These need more than a blueprint: an expected image (AcceptedStateTest), no collateral (below). */
    private static final Set<String> ELSEWHERE = Set.of("OS_IMAGE_REFERENCE", "COLLATERAL_MISSING");

    static Stream<FaultCase<TdxBlueprint>> cases() {
        return Stream.of(
                        CertificateFaults.<TdxBlueprint>cases(),
                        CollateralFaults.<TdxBlueprint>cases(QuoteKind.TDX_V4),
                        QuoteFaults.<TdxBlueprint>cases(QuoteKind.TDX_V4),
                        LogFaults.cases(),
                        ImageFaults.cases())
                .flatMap(List::stream);
    }

    @Test
    void withoutAFaultTheMachineIsAffirmed() throws MalformedEvidenceException {
        AttestationResult result = SimulatedMachineTest.verify(
                TdxBlueprint.of(FaultCase.SEED, FaultCase.AT).build());

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
    }

    @Test
    void withoutCollateralNothingIsAffirmedAndNothingBlamed() throws MalformedEvidenceException {
        SimulatedTdx machine = TdxBlueprint.of(FaultCase.SEED, FaultCase.AT).build();
        AttestationResult result = Verifier.builder()
                .trustAnchors(TrustAnchors.of(List.of(machine.root())))
                .build()
                .verify(Evidence.read(machine.request()), FaultCase.AT);

        assertThat(result.reasons().get(0).code().name()).isEqualTo("COLLATERAL_MISSING");
        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFaultIsFoundByTheCheckThatLooksForIt(FaultCase<TdxBlueprint> fault) throws MalformedEvidenceException {
        AttestationResult result = SimulatedMachineTest.verify(
                fault.of(TdxBlueprint.of(FaultCase.SEED, FaultCase.AT)).build());

        assertThat(result.reasons().get(0).code().name())
                .as(result.reasons().get(0).statement())
                .isEqualTo(fault.code());
        assertThat(result.verdict()).isEqualTo(fault.verdict());
    }

    @Test
    void everyCodeWithinReachHasItsFault() {
        Set<String> codes = new HashSet<>(OUT_OF_REACH);
        codes.addAll(ELSEWHERE);
        cases().forEach(fault -> codes.add(fault.code()));

        assertThat(codes)
                .containsAll(QuoteCheck.ALL.stream().map(Enum::name).toList())
                .containsAll(DstackCheck.TDX.stream().map(Enum::name).toList())
                .containsAll(ImageCheck.LITE.stream().map(Enum::name).toList())
                .containsAll(ImageCheck.LEGACY.stream().map(Enum::name).toList());
        assertThat(cases().map(FaultCase::code)).doesNotContainAnyElementsOf(OUT_OF_REACH);
    }

    @Test
    void noTwoFaultsHaveTheSameName() {
        assertThat(cases().map(FaultCase::name)).doesNotHaveDuplicates().hasSizeGreaterThan(250);
    }
}
