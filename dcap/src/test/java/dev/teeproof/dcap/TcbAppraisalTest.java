package dev.teeproof.dcap;

import static dev.teeproof.dcap.TcbDocuments.info;
import static dev.teeproof.dcap.TcbDocuments.infoWith;
import static dev.teeproof.dcap.TcbDocuments.isvLevel;
import static dev.teeproof.dcap.TcbDocuments.level;
import static dev.teeproof.dcap.TcbDocuments.module;
import static dev.teeproof.dcap.TcbDocuments.svns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intel's rules for choosing TCB levels, with documents that nobody signed. */
class TcbAppraisalTest {

    private static final String TOP = level(svns(7), 11, svns(5, 0, 7), "UpToDate");
    private static final String BELOW = level(svns(6), 11, svns(3, 0, 6), "OutOfDate", "INTEL-SA-00960");

    @Test
    void thePlatformReachesTheHighestLevelThatAllItsSvnsReach() throws Exception {
        assertThat(appraise(info(BELOW, TOP), "050007", 7, 11).status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(appraise(info(BELOW, TOP), "ff00ff", 255, 65535).status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(appraise(info(BELOW, TOP), "050007", 6, 11).status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(appraise(info(BELOW, TOP), "050006", 7, 11).status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(appraise(info(BELOW, TOP), "030007", 7, 11).status()).isEqualTo(TcbStatus.OUT_OF_DATE);
    }

    @ParameterizedTest(name = "TEE_TCB_SVN {0}, SGX component {1}, PCE SVN {2}")
    @CsvSource({"030005, 7, 11", "020006, 7, 11", "030006, 5, 11", "030006, 7, 10"})
    void aPlatformBelowEveryLevelIsNotSupported(String teeTcbSvn, int sgx, int pceSvn) {
        assertThat(refusal(info(TOP, BELOW), teeTcbSvn, sgx, pceSvn)).isEqualTo(QuoteCheck.TCB_NOT_SUPPORTED);
    }

    /** With a module version, the first two components are the module's own: 04 does not have to reach 05. */
    @Test
    void theFirstTwoTdxComponentsAreSkippedForAVersionedModule() throws Exception {
        assertThat(appraise(info(TOP, BELOW), "040107", 7, 11).status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(appraise(info(TOP, BELOW), "040007", 7, 11).status()).isEqualTo(TcbStatus.OUT_OF_DATE);
    }

    @Test
    void theThirdTdxComponentIsNeverSkipped() throws Exception {
        assertThat(appraise(info(TOP, BELOW), "040106", 7, 11).platformStatus()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(refusal(info(TOP, BELOW), "040105", 7, 11)).isEqualTo(QuoteCheck.TCB_NOT_SUPPORTED);
    }

    @Test
    void aModuleThatIsOutOfDateMakesThePlatformSo() throws Exception {
        TcbAppraisal tcb = appraise(info(TOP, BELOW), "030107", 7, 11);

        assertThat(tcb.platformStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(tcb.moduleStatus()).contains(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.advisoryIds()).containsExactly("INTEL-SA-00001");
    }

    @Test
    void aModuleOfVersionZeroHasNoStatus() throws Exception {
        assertThat(appraise(info(TOP, BELOW), "050007", 7, 11).moduleStatus()).isEmpty();
        assertThat(appraise(infoWith("", TOP), "050007", 7, 11).moduleStatus()).isEmpty();
    }

    @ParameterizedTest(name = "TEE_TCB_SVN {0}")
    @CsvSource({"010107, TCB_NOT_SUPPORTED", "050207, TDX_MODULE_MISMATCH", "050a07, TDX_MODULE_MISMATCH"})
    void aModuleThatNoIdentityCoversIsRefused(String teeTcbSvn, QuoteCheck code) {
        assertThat(refusal(info(TOP, BELOW), teeTcbSvn, 7, 11)).isEqualTo(code);
    }

    @Test
    void aVersionedModuleWithoutAnyIdentityIsRefused() {
        assertThat(refusal(infoWith("", TOP), "050107", 7, 11)).isEqualTo(QuoteCheck.TCB_INFO_MISMATCH);
    }

    @Test
    void anIdentityIsFoundWhateverTheCaseOfItsDigits() throws Exception {
        String identities = "\"tdxModuleIdentities\":[" + module("TDX_0a", isvLevel(1, "UpToDate")) + "],";

        assertThat(appraise(infoWith(identities, TOP), "010a07", 7, 11).moduleStatus())
                .contains(TcbStatus.UP_TO_DATE);
    }

    @Test
    void theModulesSignerAndAttributesAreTheOnesNamed() throws Exception {
        assertThat(refusal(info(TOP), report("050107", "01", "00"))).isEqualTo(QuoteCheck.TDX_MODULE_MISMATCH);
        assertThat(refusal(info(TOP), report("050107", "00", "01"))).isEqualTo(QuoteCheck.TDX_MODULE_MISMATCH);
        assertThat(refusal(info(TOP), report("050007", "00", "01"))).isEqualTo(QuoteCheck.TDX_MODULE_MISMATCH);
    }

    /** Intel reads the mask and applies none: attributes must be zero even where a document names others. */
    @Test
    void attributesMustBeZeroWhateverTheDocumentNames() throws Exception {
        String named = info(TOP).replace("\"attributes\":\"0000000000000000\"", "\"attributes\":\"0100000000000000\"");

        assertThat(refusal(named, report("050107", "00", "01"))).isEqualTo(QuoteCheck.TDX_MODULE_MISMATCH);
        assertThat(refusal(named, report("050107", "00", "00"))).isEqualTo(QuoteCheck.TDX_MODULE_MISMATCH);
    }

    @Test
    void aRevokedModuleOrQuotingEnclaveRevokesThePlatform() throws Exception {
        String revoked = "\"tdxModuleIdentities\":[" + module("TDX_01", isvLevel(1, "Revoked")) + "],";

        assertThat(refusal(infoWith(revoked, TOP), "050107", 7, 11)).isEqualTo(QuoteCheck.TCB_REVOKED);
        assertThat(refusal(info(TOP), report("050007", "00", "00"), qe("Revoked")))
                .isEqualTo(QuoteCheck.TCB_REVOKED);
        assertThat(refusal(info(level(svns(7), 11, svns(0), "Revoked")), "050007", 7, 11))
                .isEqualTo(QuoteCheck.TCB_REVOKED);
    }

    /** Intel: the level of the SGX components alone is told, and does not decide. */
    @Test
    void aRevokedSgxLevelWithALowerTdxLevelIsToldApart() throws Exception {
        String sgxRevoked = level(svns(7), 11, svns(9), "Revoked");

        TcbAppraisal tcb = appraise(info(sgxRevoked, BELOW), "050007", 7, 11);

        assertThat(tcb.sgxStatus()).isEqualTo(TcbStatus.REVOKED);
        assertThat(tcb.platformStatus()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.status()).isEqualTo(TcbStatus.OUT_OF_DATE);
    }

    @Test
    void aStatusThatNobodyKnowsIsRefusedOnceItsLevelIsReached() throws Exception {
        String splendid = level(svns(7), 11, svns(5, 0, 7), "Splendid");

        assertThat(refusal(info(splendid, BELOW), "050007", 7, 11)).isEqualTo(QuoteCheck.TCB_UNRECOGNIZED_STATUS);
        assertThat(refusal(info(TOP), report("050007", "00", "00"), qe("Splendid")))
                .isEqualTo(QuoteCheck.TCB_UNRECOGNIZED_STATUS);
        assertThat(appraise(info(TOP, level(svns(1), 0, svns(0), "Splendid")), "050007", 7, 11)
                        .status())
                .isEqualTo(TcbStatus.UP_TO_DATE);
    }

    @Test
    void advisoriesArePlatformsThenModulesThenQuotingEnclavesEachOnce() throws Exception {
        IsvLevel qe = new IsvLevel(4, new LevelStatus("OutOfDate", Instant.EPOCH, List.of("QE", "INTEL-SA-00960")));

        TcbAppraisal tcb = appraise(info(BELOW), report("030107", "00", "00"), qe);

        assertThat(tcb.advisoryIds()).containsExactly("INTEL-SA-00960", "INTEL-SA-00001", "QE");
        assertThat(tcb.qeStatus()).isEqualTo(TcbStatus.OUT_OF_DATE);
    }

    @Test
    void theLowerEvaluationNumberAndThePlatformsDateAreTold() throws Exception {
        TcbAppraisal tcb = appraise(info(TOP), "050007", 7, 11);

        assertThat(tcb.tcbEvaluationDataNumber()).isEqualTo(18);
        assertThat(tcb.tcbDate()).hasToString("2024-03-13T00:00:00Z");
    }

    private static TcbAppraisal appraise(String info, String teeTcbSvn, int sgx, int pceSvn) throws Exception {
        return appraise(info, report(teeTcbSvn, "00", "00"), platform(sgx, pceSvn), qe("UpToDate"));
    }

    private static TcbAppraisal appraise(String info, TdReport report, IsvLevel qe) throws Exception {
        return appraise(info, report, platform(7, 11), qe);
    }

    private static TcbAppraisal appraise(String info, TdReport report, PckExtension platform, IsvLevel qe)
            throws Exception {
        return new TcbAppraiser(
                        platform,
                        TcbDocuments.read(info),
                        QeIdentity.read(Bytes.utf8(TcbDocuments.TD_QE)),
                        qe,
                        4,
                        Set.of(),
                        new CheckList(QuoteCheck.ALL))
                .appraise(report);
    }

    private static QuoteCheck refusal(String info, String teeTcbSvn, int sgx, int pceSvn) {
        return refused(catchThrowableOfType(CheckFailedException.class, () -> appraise(info, teeTcbSvn, sgx, pceSvn)));
    }

    private static QuoteCheck refusal(String info, TdReport report) {
        return refusal(info, report, qe("UpToDate"));
    }

    private static QuoteCheck refusal(String info, TdReport report, IsvLevel qe) {
        return refused(catchThrowableOfType(CheckFailedException.class, () -> appraise(info, report, qe)));
    }

    private static QuoteCheck refused(CheckFailedException failure) {
        assertThat(failure).as("the refusal").isNotNull();
        return (QuoteCheck) failure.check().code();
    }

    private static IsvLevel qe(String status) {
        return new IsvLevel(4, new LevelStatus(status, Instant.EPOCH, List.of()));
    }

    private static TdReport report(String teeTcbSvn, String signer, String attribute)
            throws MalformedEvidenceException {
        Bytes body = Bytes.concat(
                Bytes.hex(teeTcbSvn),
                Bytes.zeros(13 + 48),
                Bytes.hex(signer),
                Bytes.zeros(47),
                Bytes.hex(attribute),
                Bytes.zeros(7 + 464));
        return TdReport.read10(ByteReader.of(body, "report"));
    }

    private static PckExtension platform(int sgx, int pceSvn) {
        return new PckExtension(
                Bytes.zeros(16),
                Bytes.concat(Bytes.of(sgx), Bytes.zeros(15)),
                pceSvn,
                Bytes.zeros(16),
                Bytes.zeros(2),
                Bytes.zeros(6),
                1,
                Optional.empty(),
                Optional.empty());
    }
}
