package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.LaterTcb;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.simulator.TcbInfoSpec;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents of the next TCB evaluation say is told, and changes nothing of today's verdict, whatever it is. */
class LaterEvaluationTest {

    /** A later evaluation, and what is told of it: a status, or the code of what is wrong. */
    record Later(String name, UnaryOperator<QuoteBlueprint> edit, String told) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Later> laters(QuoteKind kind) {
        return List.of(
                new Later("as good", plan -> plan, "UpToDate"),
                new Later("worse", plan -> StatusFaults.platform(plan, "OutOfDate"), "OutOfDate"),
                new Later("worse QE", plan -> StatusFaults.quotingEnclave(plan, "OutOfDate"), "OutOfDate"),
                new Later("revoked", plan -> StatusFaults.platform(plan, "Revoked"), "TCB_REVOKED"),
                new Later("unknown", plan -> StatusFaults.platform(plan, "Fine"), "TCB_UNRECOGNIZED_STATUS"),
                new Later("TCB info forged", plan -> plan.forged(Signed.TCB_INFO), "TCB_INFO_SIGNATURE"),
                new Later("QE identity forged", plan -> plan.forged(Signed.QE_IDENTITY), "QE_IDENTITY_SIGNATURE"),
                new Later(
                        "TCB info expired",
                        plan -> plan.tcbInfo(spec -> spec.withDates(AT.minusSeconds(9), AT.minusSeconds(1))),
                        "TCB_INFO_EXPIRED"),
                new Later(
                        "QE identity of tomorrow",
                        plan -> plan.qeIdentity(spec -> spec.withDates(AT.plusSeconds(1), AT.plusSeconds(9))),
                        "QE_IDENTITY_NOT_YET_VALID"),
                new Later(
                        "of another model",
                        plan -> plan.tcbInfo(spec -> spec.withFmspc(Bytes.hex("00806f050000"))),
                        "TCB_INFO_MISMATCH"),
                new Later(
                        "of the other TEE",
                        plan -> plan.tcbInfo(
                                spec -> spec.withForm(kind.sgx() ? TcbInfoSpec.Form.TDX_V3 : TcbInfoSpec.Form.SGX_V3)),
                        "TCB_INFO_MISMATCH"),
                new Later("unreadable", plan -> plan.tcbInfo("\"version\":3", "\"version\":9"), "TCB_INFO_FORMAT"),
                new Later(
                        "below every level",
                        plan -> plan.tcbInfo(spec ->
                                        spec.withLevels(spec.levels().getFirst().withStatus("UpToDate")))
                                .tcbInfo("\"svn\":3", "\"svn\":4"),
                        "TCB_NOT_SUPPORTED"),
                new Later("a stranger's", plan -> plan.collateralSignedBy(Role.STRANGER), "TCB_SIGNER_UNTRUSTED"));
    }

    static Stream<Arguments> everyLater() {
        return Arrays.stream(QuoteKind.values())
                .flatMap(kind -> laters(kind).stream().map(later -> arguments(kind, later)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyLater")
    void todaysVerdictIsTheSameWhateverComesLater(QuoteKind kind, Later later) throws MalformedEvidenceException {
        for (String today : List.of("UpToDate", "OutOfDate")) {
            SimulatedQuote sent =
                    StatusFaults.platform(GeneratedQuoteTest.plan(kind), today).build();
            Collateral documents =
                    later.edit().apply(GeneratedQuoteTest.plan(kind)).build().collateral();

            VerifiedQuote without = verified(sent, sent.collateral());
            VerifiedQuote with = verified(sent, withLater(sent.collateral(), documents));

            assertThat(with.checks()).isEqualTo(without.checks());
            assertThat(with.tcb()).isEqualTo(without.tcb());
            assertThat(with.tcb().status().text()).isEqualTo(today);
            assertThat(with.endorsements()).isEqualTo(without.endorsements());
            assertThat(without.later()).isEmpty();
            LaterTcb told = with.later().orElseThrow();
            assertThat(told.inWords()).startsWith(later.told());
            assertThat(told.tcb().map(tcb -> tcb.status().text()))
                    .isEqualTo(TcbStatus.of(later.told()).isPresent() ? Optional.of(later.told()) : Optional.empty());
        }
    }

    /** A quote that is refused today has no later. */
    @ParameterizedTest
    @EnumSource
    void aBetterLaterDoesNotSaveWhatIsRefusedToday(QuoteKind kind) throws MalformedEvidenceException {
        QuoteBlueprint plan = GeneratedQuoteTest.plan(kind);
        Collateral better = plan.build().collateral();
        SimulatedQuote revoked = StatusFaults.platform(plan, "Revoked").build();

        var verdict =
                verifier(revoked).verify(Quote.parse(revoked.quote()), withLater(revoked.collateral(), better), AT);

        assertThat(verdict).isNotInstanceOf(VerifiedQuote.class);
    }

    /** As a container carries them, under members of their own. */
    @ParameterizedTest
    @EnumSource
    void theDocumentsOfAContainerAreTheLaterOnes(QuoteKind kind) throws MalformedEvidenceException {
        SimulatedQuote sent = GeneratedQuoteTest.plan(kind).earlyDocuments().build();

        VerifiedQuote verified = verified(sent, sent.collateral());

        assertThat(verified.tcb().status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verified.tcb().tcbEvaluationDataNumber()).isEqualTo(18);
        LaterTcb later = verified.later().orElseThrow();
        assertThat(later.tcb().orElseThrow().status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(later.tcb().orElseThrow().tcbEvaluationDataNumber()).isEqualTo(19);
        assertThat(later.tcb().orElseThrow().advisoryIds()).containsExactly("INTEL-SA-90010");
        assertThat(later.inWords()).isEqualTo("OutOfDate by evaluation 19");
    }

    private static Collateral withLater(Collateral c, Collateral later) {
        return new Collateral(
                c.rootCaCrl(),
                c.pckCrl(),
                c.tcbInfo(),
                c.qeIdentity(),
                c.pckCertificateChain(),
                Optional.of(new Collateral.Later(later.tcbInfo(), later.qeIdentity())),
                c.notes());
    }

    private static QuoteVerifier verifier(SimulatedQuote sent) {
        return QuoteVerifier.of(TrustAnchors.of(List.of(sent.root())));
    }

    private static VerifiedQuote verified(SimulatedQuote sent, Collateral collateral)
            throws MalformedEvidenceException {
        var verdict = verifier(sent).verify(Quote.parse(sent.quote()), collateral, AT);
        assertThat(verdict).as("%s", verdict.checks()).isInstanceOf(VerifiedQuote.class);
        return (VerifiedQuote) verdict;
    }
}
