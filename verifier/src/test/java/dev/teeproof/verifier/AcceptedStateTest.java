package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuotePolicy;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TcbAppraisal;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.GivenCollateral;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** States of a genuine machine that a policy may accept, and machines that are right though unusual. */
class AcceptedStateTest {

    private static final TdxBlueprint PLAN = TdxBlueprint.of(FaultCase.SEED, FaultCase.AT);

    static Stream<FaultCase<TdxBlueprint>> harmless() {
        return Stream.of(
                        HarmlessVariants.<TdxBlueprint>ofTheQuote(QuoteKind.TDX_V4),
                        HarmlessVariants.ofTheAttestation())
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void whatIsUnusualAndRightIsAffirmed(FaultCase<TdxBlueprint> variant) throws MalformedEvidenceException {
        AttestationResult result = SimulatedMachineTest.verify(variant.of(PLAN).build());

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UP_TO_DATE", "REVOKED", "TD_RELAUNCH_ADVISED", "TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aStatusThatIsAcceptedByNameIsAffirmed(TcbStatus status) throws MalformedEvidenceException {
        SimulatedTdx machine = StatusFaults.platform(PLAN, status.text()).build();

        AttestationResult accepted =
                SimulatedMachineTest.verify(machine, AppraisalPolicy.STRICT.accepting(status.text()));

        assertThat(accepted.reasons()).isEmpty();
        assertThat(accepted.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(SimulatedMachineTest.verify(machine).reasons())
                .extracting(check -> check.code().name())
                .containsExactly("TCB_STATUS_REJECTED");
    }

    @Test
    void acceptingOneStatusAcceptsNoOther() throws MalformedEvidenceException {
        SimulatedTdx machine = StatusFaults.platform(PLAN, "OutOfDate").build();

        AttestationResult result =
                SimulatedMachineTest.verify(machine, AppraisalPolicy.STRICT.accepting("SWHardeningNeeded"));

        assertThat(result.reasons()).extracting(Check::code).hasSize(1);
        assertThat(result.verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void advisoriesOfPlatformModuleAndQuotingEnclaveComeInThisOrder() throws MalformedEvidenceException {
        SimulatedTdx machine =
                PLAN.report(0, Bytes.of(5, 1, 2)).qeReport(258, Bytes.of(3, 0)).build();
        Collateral collateral = machine.collateral();
        TcbAppraisal tcb = ((VerifiedQuote) QuoteVerifier.of(TrustAnchors.of(List.of(machine.root())))
                        .withPolicy(QuotePolicy.STRICT)
                        .verify(Quote.parse(machine.quote()), collateral, FaultCase.AT))
                .tcb();

        assertThat(tcb.advisoryIds())
                .containsExactly("INTEL-SA-90002", "INTEL-SA-90003", "INTEL-SA-90001", "INTEL-SA-90004");
        assertThat(tcb.status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.sgxStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
    }

    @Test
    void anAppThatIsNotNamedCanBeAccepted() throws MalformedEvidenceException {
        SimulatedTdx machine = PLAN.runtime(events -> events.subList(4, 8)).build();

        assertThat(SimulatedMachineTest.verify(machine, AppraisalPolicy.STRICT.accepting("unidentified-app"))
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
    }

    @Test
    void anImageThatNobodyExpectsIsContraindicated() throws MalformedEvidenceException {
        SimulatedTdx machine = PLAN.build();
        AttestationResult result = Verifier.builder()
                .trustAnchors(TrustAnchors.of(List.of(machine.root())))
                .endorsements(new GivenCollateral(List.of(machine.collateral())))
                .referenceValues(new ReferenceValues("the operator", Set.of(Bytes.zeros(32))))
                .build()
                .verify(Evidence.read(machine.request()), FaultCase.AT);

        assertThat(result.reasons()).extracting(check -> check.code().name()).containsExactly("OS_IMAGE_REFERENCE");
        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
    }
}
