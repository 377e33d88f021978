package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dcap.QuoteFault;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.dstack.Stack;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bit of each field of a real quote is flipped, and each is found out by the check that guards it. */
class QuoteTamperTest {

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "version, 0, QUOTE_BAD_BODY",
        "attestation key type, 2, QUOTE_BAD_KEY_TYPE",
        "TEE type, 4, QUOTE_BAD_TEE",
        "QE vendor id, 12, QUOTE_BAD_VENDOR",
        "size of the authentication data, 632, QUOTE_BAD_AUTH",
        "size of the authentication data, 634, QUOTE_TRUNCATED",
        "outer certification data type, 764, QUOTE_BAD_AUTH",
        "outer certification data size, 766, QUOTE_BAD_AUTH",
        "QE authentication data size, 1218, QUOTE_BAD_AUTH",
        "inner certification data size, 1254, QUOTE_BAD_AUTH"
    })
    void aFieldThatShapesTheQuoteMakesItUnreadable(String field, int at, QuoteFault code) throws Exception {
        Bytes encoded = flipped(Real.lite(), at).encode();

        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> Evidence.read(encoded));

        assertThat(fault).as(field).isNotNull();
        assertThat(fault.code()).as(field).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "QE SVN, 8, QUOTE_SIGNATURE",
        "PCE SVN, 10, QUOTE_SIGNATURE",
        "user data, 28, QUOTE_SIGNATURE",
        "end of the user data, 47, QUOTE_SIGNATURE",
        "TEE_TCB_SVN of the module, 48, QUOTE_SIGNATURE",
        "TEE_TCB_SVN version of the module, 49, QUOTE_SIGNATURE",
        "TEE_TCB_SVN, 63, QUOTE_SIGNATURE",
        "MRSEAM, 64, QUOTE_SIGNATURE",
        "MRSIGNERSEAM, 112, QUOTE_SIGNATURE",
        "SEAMATTRIBUTES, 160, QUOTE_SIGNATURE",
        "TDATTRIBUTES debug, 168, QUOTE_SIGNATURE",
        "TDATTRIBUTES, 175, QUOTE_SIGNATURE",
        "XFAM, 176, QUOTE_SIGNATURE",
        "MRTD, 184, QUOTE_SIGNATURE",
        "MRCONFIGID, 232, QUOTE_SIGNATURE",
        "MROWNER, 280, QUOTE_SIGNATURE",
        "MROWNERCONFIG, 328, QUOTE_SIGNATURE",
        "RTMR0, 376, QUOTE_SIGNATURE",
        "RTMR1, 424, QUOTE_SIGNATURE",
        "RTMR2, 472, QUOTE_SIGNATURE",
        "RTMR3, 520, QUOTE_SIGNATURE",
        "REPORTDATA, 568, QUOTE_SIGNATURE",
        "end of REPORTDATA, 631, QUOTE_SIGNATURE",
        "quote signature r, 636, QUOTE_SIGNATURE",
        "quote signature s, 699, QUOTE_SIGNATURE",
        "attestation key x, 700, QE_REPORT_DATA",
        "attestation key y, 763, QE_REPORT_DATA",
        "QE CPUSVN, 770, QE_REPORT_SIGNATURE",
        "QE MISCSELECT, 786, QE_REPORT_SIGNATURE",
        "QE reserved 1, 790, QE_REPORT_SIGNATURE",
        "QE ATTRIBUTES, 818, QE_REPORT_SIGNATURE",
        "QE XFRM, 826, QE_REPORT_SIGNATURE",
        "QE MRENCLAVE, 834, QE_REPORT_SIGNATURE",
        "QE reserved 2, 866, QE_REPORT_SIGNATURE",
        "QE MRSIGNER, 898, QE_REPORT_SIGNATURE",
        "QE reserved 3, 930, QE_REPORT_SIGNATURE",
        "QE ISVPRODID, 1026, QE_REPORT_SIGNATURE",
        "QE ISVSVN, 1028, QE_REPORT_SIGNATURE",
        "QE reserved 4, 1030, QE_REPORT_SIGNATURE",
        "QE REPORTDATA, 1090, QE_REPORT_SIGNATURE",
        "end of QE REPORTDATA, 1153, QE_REPORT_SIGNATURE",
        "QE report signature r, 1154, QE_REPORT_SIGNATURE",
        "QE report signature s, 1217, QE_REPORT_SIGNATURE",
        "QE authentication data, 1220, QE_REPORT_DATA",
        "end of the QE authentication data, 1251, QE_REPORT_DATA",
        "PEM label, 1264, PCK_CHAIN_FORMAT"
    })
    void aFieldThatIsSignedIsFoundOutByItsSignature(String field, int at, QuoteCheck code) throws Exception {
        AttestationResult result = Real.verifyLite(flipped(Real.lite(), at));

        assertThat(result.verdict()).as(field).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).as(field).isEqualTo(code);
        assertThat(result.checks().stream().filter(check -> check.outcome() == Outcome.FAILED))
                .hasSize(1);
        assertThat(result.claims())
                .as("nothing of a refused quote is proven")
                .allSatisfy(claim -> assertThat(claim.proof().trustAnchor()).isEmpty());
    }

    /** A quote that says it carries its certificate without the chain is missing something, and is not proven false. */
    @Test
    void aChainThatIsCalledACertificateIsNotTakenForAChain() throws Exception {
        AttestationResult result = Real.verifyLite(flipped(Real.lite(), 1252));

        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
        assertThat(result.reasons().getFirst().code()).isEqualTo(QuoteCheck.CERT_DATA_UNSUPPORTED);
        assertThat(result.checks().stream().filter(check -> check.outcome() == Outcome.FAILED))
                .isEmpty();
        assertThat(result.claims())
                .allSatisfy(claim -> assertThat(claim.proof().trustAnchor()).isEmpty());
    }

    @ParameterizedTest(name = "a signature whose {0} is {1}")
    @CsvSource({
        "r, 0000000000000000000000000000000000000000000000000000000000000000",
        "s, 0000000000000000000000000000000000000000000000000000000000000000",
        "r, ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "s, ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
    })
    void aNumberOutsideTheGroupIsNoSignature(String number, String value) throws Exception {
        int at = number.equals("r") ? 636 : 668;
        Bytes quote = Tamper.put(Real.tdx(Real.lite()).quote(), at, Bytes.hex(value));

        assertThat(Real.firstFailure(Real.verifyLite(Real.withQuote(Real.lite(), quote))))
                .isEqualTo(QuoteCheck.QUOTE_SIGNATURE);
    }

    @Test
    void aSignatureOfZerosIsNone() throws Exception {
        Bytes quote = Tamper.put(Real.tdx(Real.lite()).quote(), 636, Bytes.zeros(64));

        assertThat(Real.firstFailure(Real.verifyLite(Real.withQuote(Real.lite(), quote))))
                .isEqualTo(QuoteCheck.QUOTE_SIGNATURE);
    }

    /** A genuine quote of another machine, with everything else of this one. */
    @Test
    void theQuoteOfAnotherMachineDoesNotCarryThisOnesReportData() throws Exception {
        Attestation swapped =
                Real.withQuote(Real.lite(), Real.tdx(Real.legacy()).quote());

        AttestationResult result = Real.verifyLite(swapped);

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).isEqualTo(DstackCheck.REPORT_DATA);
    }

    /** As before, and the report data beside the quote follows: then the log is another's. */
    @Test
    void theQuoteOfAnotherMachineDoesNotMeasureThisOnesLog() throws Exception {
        Attestation lite = Real.lite();
        Attestation legacy = Real.legacy();
        Stack stack = new Stack(
                legacy.stack().reportData(),
                lite.stack().runtimeEvents(),
                lite.stack().config(),
                lite.stack().reportDataPayload());

        AttestationResult result = Real.verifyLite(Real.withQuote(
                new Attestation(lite.platform(), stack), Real.tdx(legacy).quote()));

        assertThat(Real.firstFailure(result)).isEqualTo(DstackCheck.RTMR3_REPLAY);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "MRTD, 184, QUOTE_SIGNATURE",
        "RTMR3, 520, QUOTE_SIGNATURE",
        "REPORTDATA, 568, QUOTE_SIGNATURE",
        "quote signature, 636, QUOTE_SIGNATURE",
        "attestation key, 700, QE_REPORT_DATA",
        "QE MRSIGNER, 898, QE_REPORT_SIGNATURE",
        "QE authentication data, 1220, QE_REPORT_DATA"
    })
    void aLegacyReportIsGuardedInTheSameWay(String field, int at, QuoteCheck code) throws Exception {
        AttestationResult result = Real.verifyLegacy(flipped(Real.legacy(), at));

        assertThat(result.verdict()).as(field).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).as(field).isEqualTo(code);
    }

    private static Attestation flipped(Attestation attestation, int at) {
        return Real.withQuote(attestation, Tamper.flip(Real.tdx(attestation).quote(), at));
    }
}
