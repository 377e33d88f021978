package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forgeries before a verifier that remembers the genuine: none passes, and none leaves anything behind. */
class RememberedForgeryTest {

    private static final QuoteBlueprint PLAN = QuoteBlueprint.of(QuoteKind.TDX_V4, 1, AT);
    private static final String VERIFIED = TcbStatus.UP_TO_DATE.text();

    private final SimulatedQuote platform = PLAN.build();
    private final Collateral collateral = platform.collateral();
    private final QuoteVerifier verifier = Verdicts.under(platform).remembering(100);

    private String says(Bytes quote) throws MalformedEvidenceException {
        return Verdicts.of(verifier, quote, collateral, AT);
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
        assertThat(says(swapped(own, withOtherData, at.qeAuthDataSize() + 2, 32)))
                .isEqualTo("QE_REPORT_DATA");
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void morePlatformsThanAreRememberedAreVerifiedRightly(int facts) throws MalformedEvidenceException {
        QuoteVerifier small = Verdicts.under(platform).remembering(facts);
        List<Signed> forgeries = List.of(Signed.QE_IDENTITY, Signed.QE_REPORT, Signed.QUOTE);
        List<SimulatedQuote> good = new ArrayList<>();
        List<SimulatedQuote> forged = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            good.add(neighbour(10 + i).build());
            forged.add(neighbour(10 + i).forged(forgeries.get(i % 3)).build());
        }

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < good.size(); i++) {
                assertThat(Verdicts.of(small, good.get(i).quote(), collateral, AT))
                        .isEqualTo(VERIFIED);
                assertThat(Verdicts.of(
                                small, forged.get(i).quote(), forged.get(i).collateral(), AT))
                        .isEqualTo(forgeries.get(i % 3) + "_SIGNATURE");
            }
        }
    }

    /** Whatever was refused is refused again, and for the same reason, also once the genuine has been seen. */
    @ParameterizedTest
    @EnumSource(Signed.class)
    void whatIsForgedLeavesNothingBehind(Signed signed) throws MalformedEvidenceException {
        SimulatedQuote forged = PLAN.forged(signed).build();
        Collateral forgedCollateral = forged.collateral();

        String refusal = Verdicts.of(verifier, forged.quote(), forgedCollateral, AT);

        assertThat(refusal)
                .isNotEqualTo(VERIFIED)
                .contains(
                        switch (signed) {
                            case PCK_CA, PCK -> "PCK_CHAIN_UNTRUSTED";
                            case TCB_SIGNER -> "TCB_SIGNER_UNTRUSTED";
                            case ROOT_CRL, PCK_CRL -> "CRL_SIGNATURE";
                            case TCB_INFO, QE_IDENTITY, QE_REPORT, QUOTE -> signed + "_SIGNATURE";
                        });
        assertThat(Verdicts.of(verifier, forged.quote(), forgedCollateral, AT)).isEqualTo(refusal);
        assertThat(says(platform)).isEqualTo(VERIFIED);
        assertThat(Verdicts.of(verifier, forged.quote(), forgedCollateral, AT)).isEqualTo(refusal);
        assertThat(Verdicts.of(verifier, forged.quote(), forged.collateral(), AT))
                .isEqualTo(refusal);
    }

    /** The signer of TCB info is a stranger's, with the stranger's root beside it: twice. */
    @Test
    void aStrangersDocumentIsRefusedEachTime() throws MalformedEvidenceException {
        Collateral strangers = PLAN.collateralSignedBy(Role.STRANGER).build().collateral();
        Collateral platforms = PLAN.collateralSignedBy(Role.PCK).build().collateral();

        for (int i = 0; i < 2; i++) {
            assertThat(Verdicts.of(verifier, platform.quote(), strangers, AT)).isEqualTo("TCB_SIGNER_UNTRUSTED");
            assertThat(Verdicts.of(verifier, platform.quote(), platforms, AT)).isEqualTo("TCB_SIGNER_UNTRUSTED");
            assertThat(says(platform)).isEqualTo(VERIFIED);
        }
    }
}
