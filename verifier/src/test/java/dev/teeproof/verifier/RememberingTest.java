package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.simulator.PckCa;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        return QuoteVerifier.of(TrustAnchors.of(
                        List.of(roots).stream().map(SimulatedQuote::root).toList()))
                .withSignatures(computed)
                .remembering(facts);
    }

    private static String says(QuoteVerifier verifier, Bytes quote, Collateral collateral, Instant at)
            throws MalformedEvidenceException {
        QuoteVerdict verdict = verifier.verify(Quote.parse(quote), collateral, at);
        return switch (verdict) {
            case RefusedQuote refused -> refused.reason().code().name();
            case VerifiedQuote verified -> verified.tcb().status().text();
        };
    }

    private String says(Bytes quote) throws MalformedEvidenceException {
        return says(verifier, quote, collateral, AT);
    }

    private String says(SimulatedQuote sent) throws MalformedEvidenceException {
        return says(sent.quote());
    }

    /** Another quote of the same platform. */
    private static SimulatedQuote again(String nonce) {
        return PLAN.reportData(Bytes.utf8(nonce)).build();
    }

    private static QuoteBlueprint neighbour(long seed) {
        return QuoteBlueprint.of(QuoteKind.TDX_V4, seed, AT).underThePkiOf(PLAN);
    }

    @ParameterizedTest
    @EnumSource
    void coldTakesNineKnownCollateralThreeAndAKnownPlatformOne(QuoteKind kind) throws MalformedEvidenceException {
        QuoteBlueprint plan = QuoteBlueprint.of(kind, 1, AT);
        SimulatedQuote first = plan.build();
        SimulatedQuote neighbour = QuoteBlueprint.of(kind, 2, AT).underThePkiOf(plan).build();
        Collateral shared = first.collateral();
        QuoteVerifier warm = remembering(100, first);

        assertThat(says(warm, first.quote(), shared, AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("cold").isEqualTo(9);
        assertThat(says(warm, neighbour.quote(), shared, AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("collateral seen").isEqualTo(3);
        assertThat(says(warm, plan.reportData(Bytes.of(1)).build().quote(), shared, AT))
                .isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("platform seen").isEqualTo(1);
        assertThat(says(warm, first.quote(), shared, AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).as("quote seen").isEqualTo(1);
    }

    @Test
    void whoRemembersNothingComputesNineEachTime() throws MalformedEvidenceException {
        QuoteVerifier forgetting = remembering(0, platform);

        for (int i = 0; i < 3; i++) {
            assertThat(says(forgetting, platform.quote(), collateral, AT)).isEqualTo(VERIFIED);
            assertThat(computed.sinceLast()).isEqualTo(9);
        }
    }

    /** Documents that are equal and another object are read anew, with signatures that are remembered. */
    @Test
    void collateralThatIsReadAgainTakesNoSignatureMore() throws MalformedEvidenceException {
        says(platform);
        computed.sinceLast();

        assertThat(says(verifier, platform.quote(), platform.collateral(), AT)).isEqualTo(VERIFIED);
        assertThat(computed.sinceLast()).isEqualTo(1);
    }

    @Test
    void aForgedQuoteOfAKnownPlatformIsRefused() throws MalformedEvidenceException {
        says(platform);

        assertThat(says(PLAN.forged(Signed.QUOTE).build())).isEqualTo("QUOTE_SIGNATURE");
        Bytes report = Bytes.of(platform.quote().at(200) ^ 1);
        assertThat(says(KindLayout.put(platform.quote(), 200, report))).isEqualTo("QUOTE_SIGNATURE");
        assertThat(says(KindLayout.put(
                        platform.quote(),
                        new KindLayout(QuoteKind.TDX_V4).quoteSignature(),
                        again("other").quote().slice(636, 700))))
                .as("with the signature of another quote")
                .isEqualTo("QUOTE_SIGNATURE");
        assertThat(says(platform)).isEqualTo(VERIFIED);
    }

    /** The quoting enclave's report, its signature, the key and the data that it vouches for: none is taken for another's. */
    @Test
    void partsOfAnotherKnownQuoteDoNotFitThisOne() throws MalformedEvidenceException {
        KindLayout at = new KindLayout(QuoteKind.TDX_V4);
        Bytes own = platform.quote();
        Bytes withOtherData =
                PLAN.qeAuthenticationData(Bytes.hex("01".repeat(32))).build().quote();
        Bytes neighbours = neighbour(2).build().quote();
        for (Bytes known : List.of(own, withOtherData, neighbours)) {
            assertThat(says(known)).isEqualTo(VERIFIED);
        }

        assertThat(says(swapped(own, withOtherData, at.qeReport(), 448))).isEqualTo("QE_REPORT_DATA");
        assertThat(says(swapped(own, withOtherData, at.qeReport(), 384))).isEqualTo("QE_REPORT_SIGNATURE");
        assertThat(says(swapped(own, withOtherData, at.qeReport() + 384, 64))).isEqualTo("QE_REPORT_SIGNATURE");
        assertThat(says(swapped(own, withOtherData, at.qeAuthDataSize() + 2, 32))).isEqualTo("QE_REPORT_DATA");
        assertThat(says(swapped(own, neighbours, at.qeReport(), 448))).isEqualTo("QE_REPORT_SIGNATURE");
        assertThat(says(swapped(own, neighbours, at.attestationKey(), 64))).isEqualTo("QE_REPORT_DATA");
        assertThat(says(swapped(own, neighbours, at.quoteSignature(), 64))).isEqualTo("QUOTE_SIGNATURE");
        for (Bytes known : List.of(own, withOtherData, neighbours)) {
            assertThat(says(known)).isEqualTo(VERIFIED);
        }
    }

    private static Bytes swapped(Bytes quote, Bytes other, int at, int size) {
        return KindLayout.put(quote, at, other.slice(at, at + size));
    }

    /** What was proven before a revocation does not outlive it. */
    @Test
    void aRevocationInANewerListCountsAtOnce() throws MalformedEvidenceException {
        says(platform);

        assertThat(says(verifier, platform.quote(), lists(PLAN.pckCrl(list -> list.revoking(3))), AT))
                .isEqualTo("PCK_REVOKED");
        assertThat(says(verifier, platform.quote(), lists(PLAN.rootCrl(list -> list.revoking(2))), AT))
                .isEqualTo("CA_REVOKED");
        assertThat(says(verifier, platform.quote(), lists(PLAN.rootCrl(list -> list.revoking(4))), AT))
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
            assertThat(says(verifier, platform.quote(), collateral, AT.plus(from))).isEqualTo(expected);
        }
    }

    @Test
    void theDatesOfDocumentsAreJudgedOnEveryUseToo() throws MalformedEvidenceException {
        Instant soon = AT.plusSeconds(60);
        Collateral shortTcb = PLAN.tcbInfo(spec -> spec.withDates(AT, soon)).build().collateral();
        Collateral shortQe = PLAN.qeIdentity(spec -> spec.withDates(AT, soon)).build().collateral();

        for (int i = 0; i < 2; i++) {
            assertThat(says(verifier, platform.quote(), shortTcb, soon)).isEqualTo(VERIFIED);
            assertThat(says(verifier, platform.quote(), shortTcb, soon.plusSeconds(1))).isEqualTo("TCB_INFO_EXPIRED");
            assertThat(says(verifier, platform.quote(), shortTcb, AT.minusSeconds(1)))
                    .isEqualTo("TCB_INFO_NOT_YET_VALID");
            assertThat(says(verifier, platform.quote(), shortQe, soon.plusSeconds(1)))
                    .isEqualTo("QE_IDENTITY_EXPIRED");
            assertThat(says(verifier, platform.quote(), shortQe, AT.minusSeconds(1)))
                    .isEqualTo("QE_IDENTITY_NOT_YET_VALID");
        }
    }

    /** Two roots are trusted, and what one of them vouches for is not taken for the other's. */
    @Test
    void endorsementsUnderAnotherAnchorAreNotThisPlatforms() throws MalformedEvidenceException {
        SimulatedQuote other = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).build();
        Collateral others = other.collateral();
        QuoteVerifier both = remembering(100, platform, other);
        assertThat(says(both, platform.quote(), collateral, AT)).isEqualTo(VERIFIED);
        assertThat(says(both, other.quote(), others, AT)).isEqualTo(VERIFIED);

        for (int i = 0; i < 2; i++) {
            assertThat(says(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, others.tcbInfo(), collateral.qeIdentity()),
                            AT))
                    .isEqualTo("TCB_SIGNER_UNTRUSTED");
            assertThat(says(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, collateral.tcbInfo(), others.qeIdentity()),
                            AT))
                    .isEqualTo("TCB_SIGNER_UNTRUSTED");
            // The names of both roots and of both CAs are the same: only the signatures tell them apart.
            assertThat(says(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, others.rootCaCrl(), collateral.pckCrl()),
                            AT))
                    .isEqualTo("CRL_SIGNATURE");
            assertThat(says(
                            both,
                            platform.quote(),
                            CollateralChange.with(collateral, collateral.rootCaCrl(), others.pckCrl()),
                            AT))
                    .isIn("CRL_ISSUER", "CRL_SIGNATURE");
        }
        assertThat(says(both, platform.quote(), collateral, AT)).isEqualTo(VERIFIED);
    }

    @Test
    void aVerifierOfOtherAnchorsDoesNotKnowTheChain() throws MalformedEvidenceException {
        SimulatedQuote other = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).build();
        QuoteVerifier elsewhere = remembering(100, other);
        says(platform);

        assertThat(says(elsewhere, platform.quote(), collateral, AT)).isEqualTo("PCK_CHAIN_UNTRUSTED");
        assertThat(says(elsewhere, other.quote(), other.collateral(), AT)).isEqualTo(VERIFIED);
        assertThat(says(other)).isEqualTo("PCK_CHAIN_UNTRUSTED");
        assertThat(says(platform)).isEqualTo(VERIFIED);
    }

    /** A platform moves to the other CA: its new chain is followed anew, and the list of the old CA proves nothing of it. */
    @Test
    void theListOfAnotherCaDoesNotClearACertificate() throws MalformedEvidenceException {
        says(platform);
        SimulatedQuote moved = PLAN.pckCa(PckCa.PROCESSOR).build();

        assertThat(says(moved)).isEqualTo("CRL_ISSUER");
        assertThat(says(verifier, moved.quote(), moved.collateral(), AT)).isEqualTo(VERIFIED);
        assertThat(says(verifier, platform.quote(), moved.collateral(), AT)).isEqualTo("CRL_ISSUER");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void morePlatformsThanAreRememberedAreVerifiedRightly(int facts) throws MalformedEvidenceException {
        QuoteVerifier small = remembering(facts, platform);
        List<SimulatedQuote> good = new ArrayList<>();
        List<SimulatedQuote> forged = new ArrayList<>();
        for (int seed = 10; seed < 18; seed++) {
            good.add(neighbour(seed).build());
            forged.add(neighbour(seed).forged(Signed.values()[6 + seed % 3]).build());
        }

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < good.size(); i++) {
                assertThat(says(small, good.get(i).quote(), collateral, AT)).isEqualTo(VERIFIED);
                Signed signed = Signed.values()[6 + (10 + i) % 3];
                Collateral used = signed == Signed.QE_IDENTITY ? forged.get(i).collateral() : collateral;
                assertThat(says(small, forged.get(i).quote(), used, AT)).isEqualTo(signed + (
                        signed == Signed.QE_IDENTITY || signed == Signed.QE_REPORT || signed == Signed.QUOTE
                                ? "_SIGNATURE"
                                : ""));
            }
        }
    }

    /** Whatever was refused is refused again, and for the same reason, also once the genuine has been seen. */
    @ParameterizedTest
    @EnumSource(Signed.class)
    void whatIsForgedLeavesNothingBehind(Signed signed) throws MalformedEvidenceException {
        SimulatedQuote forged = PLAN.forged(signed).build();
        Collateral forgedCollateral = forged.collateral();

        String refusal = says(verifier, forged.quote(), forgedCollateral, AT);

        assertThat(refusal).isNotEqualTo(VERIFIED).contains(
                switch (signed) {
                    case PCK_CA, PCK -> "PCK_CHAIN_UNTRUSTED";
                    case TCB_SIGNER -> "TCB_SIGNER_UNTRUSTED";
                    case ROOT_CRL, PCK_CRL -> "CRL_SIGNATURE";
                    case TCB_INFO, QE_IDENTITY, QE_REPORT, QUOTE -> signed + "_SIGNATURE";
                });
        assertThat(says(verifier, forged.quote(), forgedCollateral, AT)).isEqualTo(refusal);
        assertThat(says(platform)).isEqualTo(VERIFIED);
        assertThat(says(verifier, forged.quote(), forgedCollateral, AT)).isEqualTo(refusal);
        assertThat(says(verifier, forged.quote(), forged.collateral(), AT)).isEqualTo(refusal);
    }

    /** The signer of TCB info is a stranger's, with the stranger's root beside it: twice. */
    @Test
    void aStrangersDocumentIsRefusedEachTime() throws MalformedEvidenceException {
        Collateral strangers = PLAN.collateralSignedBy(Role.STRANGER).build().collateral();
        Collateral platforms = PLAN.collateralSignedBy(Role.PCK).build().collateral();

        for (int i = 0; i < 2; i++) {
            assertThat(says(verifier, platform.quote(), strangers, AT)).isEqualTo("TCB_SIGNER_UNTRUSTED");
            assertThat(says(verifier, platform.quote(), platforms, AT)).isEqualTo("TCB_SIGNER_UNTRUSTED");
            assertThat(says(platform)).isEqualTo(VERIFIED);
        }
    }
}
