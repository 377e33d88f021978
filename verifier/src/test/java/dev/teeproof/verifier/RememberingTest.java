package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A verifier that remembers computes less, and comes to no other verdict for it: whatever it has seen before. */
class RememberingTest {

    private static final QuoteBlueprint PLAN = QuoteBlueprint.of(QuoteKind.TDX_V4, 1, AT);
    private static final String VERIFIED = TcbStatus.UP_TO_DATE.text();

    private final CountingSignatures computed = new CountingSignatures();
    private final SimulatedQuote platform = PLAN.build();
    private final Collateral collateral = platform.collateral();
    private final QuoteVerifier verifier = remembering(100, platform);

    private QuoteVerifier remembering(int facts, SimulatedQuote... roots) {
        return Verdicts.under(roots).withSignatures(computed).remembering(facts);
    }

    private String says(Bytes quote) throws MalformedEvidenceException {
        return Verdicts.of(verifier, quote, collateral, AT);
    }

    private String says(SimulatedQuote sent) throws MalformedEvidenceException {
        return says(sent.quote());
    }

    @ParameterizedTest
    @EnumSource
    void coldTakesNineKnownCollateralThreeAndAKnownPlatformOne(QuoteKind kind) throws MalformedEvidenceException {
        QuoteBlueprint plan = QuoteBlueprint.of(kind, 1, AT);
        SimulatedQuote first = plan.build();
        SimulatedQuote neighbour =
                QuoteBlueprint.of(kind, 2, AT).underThePkiOf(plan).build();
        Collateral shared = first.collateral();
        QuoteVerifier warm = remembering(100, first);

        assertThat(Verdicts.of(warm, first.quote(), shared, AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("cold").isEqualTo(9);
        assertThat(Verdicts.of(warm, neighbour.quote(), shared, AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("collateral seen").isEqualTo(3);
        assertThat(Verdicts.of(warm, plan.reportData(Bytes.of(1)).build().quote(), shared, AT))
                .isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("platform seen").isEqualTo(1);
        assertThat(Verdicts.of(warm, first.quote(), shared, AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("quote seen").isEqualTo(1);
    }

    @Test
    void whoRemembersNothingComputesNineEachTime() throws MalformedEvidenceException {
        QuoteVerifier forgetting = remembering(0, platform);

        for (int i = 0; i < 3; i++) {
            assertThat(Verdicts.of(forgetting, platform.quote(), collateral, AT))
                    .isEqualTo(VERIFIED);
            assertThat(computed.sinceLast()).isEqualTo(9);
        }
    }

    /** Documents that are equal and another object are read anew, with signatures that are remembered. */
    @Test
    void collateralThatIsReadAgainTakesNoSignatureMore() throws MalformedEvidenceException {
        says(platform);
        computed.sinceLast();

        assertThat(Verdicts.of(verifier, platform.quote(), platform.collateral(), AT))
                .isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).isEqualTo(1);
    }

    /** What was proven before a revocation does not outlive it. */
    @Test
    void aRevocationInANewerListCountsAtOnce() throws MalformedEvidenceException {
        says(platform);

        assertThat(Verdicts.of(verifier, platform.quote(), lists(PLAN.pckCrl(list -> list.revoking(3))), AT))
                .isEqualTo("PCK_REVOKED");
        assertThat(Verdicts.of(verifier, platform.quote(), lists(PLAN.rootCrl(list -> list.revoking(2))), AT))
                .isEqualTo("CA_REVOKED");
        assertThat(Verdicts.of(verifier, platform.quote(), lists(PLAN.rootCrl(list -> list.revoking(4))), AT))
                .isEqualTo("SIGNER_REVOKED");
        assertThat(says(platform)).as("by the lists of before").isEqualTo(VERIFIED);
    }

    /** The known documents with other lists. */
    private Collateral lists(QuoteBlueprint plan) {
        Collateral other = plan.build().collateral();
        return CollateralChange.with(collateral, other.rootCaCrl(), other.pckCrl());
    }

    @ParameterizedTest(name = "{0} from now: {1}")
    @CsvSource({
        "PT-24H, UpToDate",
        "PT-24H-1S, CRL_NOT_YET_VALID",
        "P30D, UpToDate",
        "P30DT1S, CRL_EXPIRED",
        "P-365D, CRL_NOT_YET_VALID",
        "P-365DT-1S, CERT_NOT_YET_VALID",
        "P3650D, CRL_EXPIRED",
        "P3650DT1S, CERT_EXPIRED"
    })
    void datesAreJudgedOnEveryUse(Duration from, String expected) throws MalformedEvidenceException {
        for (int i = 0; i < 2; i++) {
            assertThat(says(platform)).isEqualTo(VERIFIED);
            assertThat(Verdicts.of(verifier, platform.quote(), collateral, AT.plus(from)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theDatesOfDocumentsAreJudgedOnEveryUseToo() throws MalformedEvidenceException {
        Instant soon = AT.plusSeconds(60);
        Collateral shortTcb =
                PLAN.tcbInfo(spec -> spec.withDates(AT, soon)).build().collateral();
        Collateral shortQe =
                PLAN.qeIdentity(spec -> spec.withDates(AT, soon)).build().collateral();

        for (int i = 0; i < 2; i++) {
            assertThat(Verdicts.of(verifier, platform.quote(), shortTcb, soon)).isEqualTo(VERIFIED);
            assertThat(Verdicts.of(verifier, platform.quote(), shortTcb, soon.plusSeconds(1)))
                    .isEqualTo("TCB_INFO_EXPIRED");
            assertThat(Verdicts.of(verifier, platform.quote(), shortTcb, AT.minusSeconds(1)))
                    .isEqualTo("TCB_INFO_NOT_YET_VALID");
            assertThat(Verdicts.of(verifier, platform.quote(), shortQe, soon.plusSeconds(1)))
                    .isEqualTo("QE_IDENTITY_EXPIRED");
            assertThat(Verdicts.of(verifier, platform.quote(), shortQe, AT.minusSeconds(1)))
                    .isEqualTo("QE_IDENTITY_NOT_YET_VALID");
        }
    }

    /** Two roots are trusted, and what one of them vouches for is not taken for the other's. */
    @Test
    void endorsementsUnderAnotherAnchorAreNotThisPlatforms() throws MalformedEvidenceException {
        SimulatedQuote other = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).build();
        Collateral others = other.collateral();
        QuoteVerifier both = remembering(100, platform, other);
        assertThat(Verdicts.of(both, platform.quote(), collateral, AT)).isEqualTo(VERIFIED);
        assertThat(Verdicts.of(both, other.quote(), others, AT)).isEqualTo(VERIFIED);

        for (int i = 0; i < 2; i++) {
            assertThat(Verdicts.of(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, others.tcbInfo(), collateral.qeIdentity()),
                            AT))
                    .isEqualTo("TCB_SIGNER_UNTRUSTED");
            assertThat(Verdicts.of(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, collateral.tcbInfo(), others.qeIdentity()),
                            AT))
                    .isEqualTo("TCB_SIGNER_UNTRUSTED");
            // The names of both roots and of both CAs are the same: only the signatures tell them apart.
            assertThat(Verdicts.of(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, others.rootCaCrl(), collateral.pckCrl()),
                            AT))
                    .isEqualTo("CRL_SIGNATURE");
            assertThat(Verdicts.of(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, collateral.rootCaCrl(), others.pckCrl()),
                            AT))
                    .isIn("CRL_ISSUER", "CRL_SIGNATURE");
        }
        assertThat(Verdicts.of(both, platform.quote(), collateral, AT)).isEqualTo(VERIFIED);
    }

    @Test
    void aVerifierOfOtherAnchorsDoesNotKnowTheChain() throws MalformedEvidenceException {
        SimulatedQuote other = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).build();
        QuoteVerifier elsewhere = remembering(100, other);
        says(platform);

        assertThat(Verdicts.of(elsewhere, platform.quote(), collateral, AT)).isEqualTo("PCK_CHAIN_UNTRUSTED");
        assertThat(Verdicts.of(elsewhere, other.quote(), other.collateral(), AT))
                .isEqualTo(VERIFIED);
        assertThat(says(other)).isEqualTo("PCK_CHAIN_UNTRUSTED");
        assertThat(says(platform)).isEqualTo(VERIFIED);
    }

    /** A platform moves to the other CA: its new chain is followed anew, and the list of the old CA proves nothing of it. */
    @Test
    void theListOfAnotherCaDoesNotClearACertificate() throws MalformedEvidenceException {
        says(platform);
        SimulatedQuote moved = PLAN.pckCa(PckCa.PROCESSOR).build();

        assertThat(says(moved)).isEqualTo("CRL_ISSUER");
        assertThat(Verdicts.of(verifier, moved.quote(), moved.collateral(), AT)).isEqualTo(VERIFIED);
        assertThat(Verdicts.of(verifier, platform.quote(), moved.collateral(), AT))
                .isEqualTo("CRL_ISSUER");
    }
}
