package dev.teeproof.dcap;

import static dev.teeproof.dcap.TcbDocuments.isvLevel;
import static dev.teeproof.dcap.TcbDocuments.level;
import static dev.teeproof.dcap.TcbDocuments.module;
import static dev.teeproof.dcap.TcbDocuments.svns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a domain that was launched under an older TDX module is advised to start anew, and when it is out of date. */
class RelaunchTest {

    private static final String IDENTITIES = "\"tdxModuleIdentities\":["
            + module("TDX_01", isvLevel(6, "UpToDate"), isvLevel(4, "OutOfDate", "INTEL-SA-00001")) + ","
            + module("TDX_03", isvLevel(3, "UpToDate"), isvLevel(1, "OutOfDate")) + "],";

    private static final String TOP = level(svns(7), 11, svns(5, 0, 7), "UpToDate");
    private static final String BELOW = level(svns(6), 11, svns(3, 0, 6), "OutOfDate", "INTEL-SA-00960");

    /**
     * The module of now against the highest there is. With a version, its SVN is held against its identity's; without, against
     * the first component of the highest level. The third component is held against that level's always.
     */
    @ParameterizedTest(name = "launched under 040107, now {0}: {1}")
    @CsvSource({
        "060107, TDRelaunchAdvised",
        "ff01ff, TDRelaunchAdvised",
        "050107, OutOfDate",
        "060106, OutOfDate",
        "030307, TDRelaunchAdvised",
        "020307, OutOfDate",
        "030306, OutOfDate",
        "050007, TDRelaunchAdvised",
        "040007, OutOfDate",
        "050006, OutOfDate",
        "ff0006, OutOfDate",
        "000000, OutOfDate",
        "040107, OutOfDate",
        "060207, TDX_MODULE_MISMATCH",
        "ffffff, TDX_MODULE_MISMATCH"
    })
    void theModuleOfNowHasToBeTheNewest(String now, String expected) throws Exception {
        assertThat(td15("040107", now, TOP, BELOW).says()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "launched under {0}, now 060107: {1}")
    @CsvSource({
        "060107, UpToDate",
        "050107, TDRelaunchAdvised",
        "040107, TDRelaunchAdvised",
        "030107, TCB_NOT_SUPPORTED",
        "010307, TDRelaunchAdvised",
        "050007, UpToDate",
        "040007, OutOfDate",
        "060106, OutOfDate",
        "040106, TDRelaunchAdvised"
    })
    void theModuleAtLaunchHasToBeWhatIsOutOfDate(String launch, String expected) throws Exception {
        assertThat(td15(launch, "060107", TOP, BELOW).says()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "SGX level {0}: {1}")
    @CsvSource({
        "UpToDate, TDRelaunchAdvised",
        "SWHardeningNeeded, TDRelaunchAdvised",
        "ConfigurationNeeded, TDRelaunchAdvisedConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded, TDRelaunchAdvisedConfigurationNeeded",
        "OutOfDate, OutOfDate",
        "OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded",
        "Revoked, TCB_REVOKED"
    })
    void thePlatformHasToBeCurrentBesides(String status, String expected) throws Exception {
        assertThat(td15("040107", "060107", level(svns(7), 11, svns(5, 0, 7), status))
                        .says())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "quoting enclave {0}: {1}")
    @CsvSource({
        "UpToDate, TDRelaunchAdvised",
        "OutOfDate, OutOfDate",
        "ConfigurationNeeded, OutOfDate",
        "Revoked, TCB_REVOKED",
        "Splendid, TCB_UNRECOGNIZED_STATUS"
    })
    void theQuotingEnclaveHasToBeCurrentToo(String qe, String expected) throws Exception {
        assertThat(td15("040107", "060107", TOP).qe(qe).says()).isEqualTo(expected);
    }

    /** Nothing is at stake where no relaunch comes into question: the identity of the module of now is not looked up. */
    @Test
    void anUnknownModuleOfNowMattersOnlyWhereARelaunchIsConsidered() throws Exception {
        assertThat(td15("060107", "060207", TOP, BELOW).says()).isEqualTo("UpToDate");
        assertThat(td15("040107", "060207", TOP).qe("OutOfDate").says()).isEqualTo("OutOfDate");
        assertThat(td15("040107", "060207", level(svns(7), 11, svns(5, 0, 7), "OutOfDate"))
                        .says())
                .isEqualTo("OutOfDate");
        assertThat(td15("050007", "060207", TOP, BELOW).says()).isEqualTo("UpToDate");
    }

    /** Reports of version 1.0, as in quotes of version 4, do not say which module is loaded now. */
    @ParameterizedTest(name = "launched under {0}")
    @CsvSource({"040107", "050107", "010307"})
    void aReportThatDoesNotNameTheModuleOfNowIsOutOfDate(String launch) throws Exception {
        assertThat(Appraising.td10(info(TOP, BELOW), Appraising.platform(11, 7), launch)
                        .says())
                .isEqualTo("OutOfDate");
    }

    /** The levels that count are the highest, not those that the platform reaches. */
    @Test
    void aModuleOfNowThatIsOnlyAsNewAsTheLevelReachedIsNotNewest() throws Exception {
        String higher = level(svns(9), 11, svns(8, 0, 9), "UpToDate");

        assertThat(td15("040107", "060107", higher, TOP).says()).isEqualTo("OutOfDate");
        assertThat(td15("040107", "060109", higher, TOP).says()).isEqualTo("TDRelaunchAdvised");
        assertThat(td15("040107", "050009", higher, TOP).says()).isEqualTo("OutOfDate");
        assertThat(td15("040107", "080009", higher, TOP).says()).isEqualTo("TDRelaunchAdvised");
    }

    /** What the domain lacks then is a new start, and with it go the advisories of the module at launch. */
    @Test
    void theShortfallIsTheDomainsOwn() throws Exception {
        TcbAppraisal tcb = td15("040107", "060107", TOP).appraise();

        assertThat(tcb.platformStatus()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(tcb.moduleStatus()).contains(TcbStatus.OUT_OF_DATE);
        assertThat(tcb.shortfalls())
                .containsExactly(new Shortfall(
                        Shortfall.Part.DOMAIN,
                        TcbStatus.OUT_OF_DATE,
                        TcbStatus.UP_TO_DATE,
                        List.of(),
                        List.of("INTEL-SA-00001")));
        assertThat(tcb.shortfalls().getFirst().inWords())
                .startsWith("domain, OutOfDate: the domain must be started anew");
    }

    private static Appraising td15(String launch, String now, String... levels) throws MalformedEvidenceException {
        return Appraising.td15(info(levels), Appraising.platform(11, 7), launch, now);
    }

    private static TcbInfo info(String... levels) throws MalformedEvidenceException {
        return TcbDocuments.read(TcbDocuments.infoWith(IDENTITIES, levels));
    }
}
