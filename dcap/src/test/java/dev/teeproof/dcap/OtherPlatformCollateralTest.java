package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Genuine endorsements, valid at the instant, of another platform or another kind of TEE than the quote's. */
class OtherPlatformCollateralTest {

    private static final String SGX = "dcap/collateral/sgx-00a067110000.json";

    @Test
    void theTcbInfoOfAnotherFamilyIsNotThisPlatforms() throws Exception {
        Quote quote = RealQuotes.quote("dcap/tdx-v4-50806f000000-no-level.quote");

        RefusedQuote refused = refused(quote, RealQuotes.collateral(RealQuotes.CURRENT_COLLATERAL));

        assertThat(refused.reason().code()).isEqualTo(QuoteCheck.TCB_INFO_MISMATCH);
        assertThat(refused.reason().expected()).contains("FMSPC 50806f000000, PCE 0000");
        assertThat(refused.reason().actual()).contains("FMSPC b0c06f000000, PCE 0000");
    }

    @Test
    void theTcbInfoOfSgxIsNotThatOfTdx() throws Exception {
        Collateral tdx = RealQuotes.collateral(RealQuotes.CURRENT_COLLATERAL);
        Collateral sgx = RealQuotes.collateral(SGX);

        RefusedQuote refused =
                refused(RealQuotes.quote(RealQuotes.CURRENT), with(tdx, sgx.tcbInfo(), tdx.qeIdentity()));

        assertThat(refused.reason().code()).isEqualTo(QuoteCheck.TCB_INFO_MISMATCH);
        assertThat(refused.reason().statement()).isEqualTo("the TCB info is for SGX, and the quote is of TDX");
    }

    @Test
    void theQuotingEnclaveOfSgxIsNotThatOfTdx() throws Exception {
        Collateral tdx = RealQuotes.collateral(RealQuotes.CURRENT_COLLATERAL);
        Collateral sgx = RealQuotes.collateral(SGX);

        RefusedQuote refused =
                refused(RealQuotes.quote(RealQuotes.CURRENT), with(tdx, tdx.tcbInfo(), sgx.qeIdentity()));

        assertThat(refused.reason().code()).isEqualTo(QuoteCheck.QE_IDENTITY_ID);
        assertThat(refused.reason().actual()).contains("QE");
    }

    private static Collateral with(Collateral c, IssuedDocument tcbInfo, IssuedDocument qeIdentity) {
        return new Collateral(
                c.rootCaCrl(), c.pckCrl(), tcbInfo, qeIdentity, c.pckCertificateChain(), c.later(), c.notes());
    }

    private static RefusedQuote refused(Quote quote, Collateral collateral) {
        QuoteVerdict verdict = QuoteVerifier.of(TrustAnchors.intel()).verify(quote, collateral, RealQuotes.JULY_1);
        if (verdict instanceof RefusedQuote refused) {
            return refused;
        }
        throw new AssertionError("verified");
    }
}
