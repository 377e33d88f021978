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

/** Intel's table of convergence, gone through from documents to the merged status: every base, module and enclave. */
class ConvergenceTest {

    private static final List<String> PARTS = List.of("UpToDate", "OutOfDate", "Revoked");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "UpToDate, OutOfDate",
        "SWHardeningNeeded, OutOfDate",
        "ConfigurationNeeded, OutOfDateConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded, OutOfDateConfigurationNeeded",
        "OutOfDate, OutOfDate",
        "OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded",
        "Revoked, TCB_REVOKED"
    })
    void platformModuleAndQuotingEnclaveConverge(String base, String withOutOfDate) throws Exception {
        for (String module : PARTS) {
            for (String qe : PARTS) {
                String expected = module.equals("Revoked") || qe.equals("Revoked") || base.equals("Revoked")
                        ? "TCB_REVOKED"
                        : module.equals("OutOfDate") || qe.equals("OutOfDate") ? withOutOfDate : base;

                assertThat(domain(base, module, "050107").qe(qe).says())
                        .as("%s, module %s, quoting enclave %s", base, module, qe)
                        .isEqualTo(expected);
            }
        }
    }

    /** A module of version 0 has no status, and an enclave's platform has no module: the first column of the table. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "UpToDate, OutOfDate",
        "SWHardeningNeeded, OutOfDate",
        "ConfigurationNeeded, OutOfDateConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded, OutOfDateConfigurationNeeded",
        "OutOfDate, OutOfDate",
        "OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded"
    })
    void withoutAModulesStatusTheQuotingEnclavesAloneIsMerged(String base, String withOutOfDate) throws Exception {
        Appraising versionZero = domain(base, "Revoked", "050007");
        Appraising enclave = Appraising.enclave(Version2.sgx(base), Appraising.platform(11, 7));

        for (Appraising each : List.of(versionZero, enclave)) {
            assertThat(each.says()).isEqualTo(base);
            assertThat(each.qe("OutOfDate").says()).isEqualTo(withOutOfDate);
            assertThat(each.qe("ConfigurationNeeded").says()).isEqualTo(withOutOfDate);
            assertThat(each.qe("Revoked").says()).isEqualTo("TCB_REVOKED");
        }
    }

    /** With its relaunch advised, a domain's status stands against an enclave that is up to date alone. */
    @Test
    void theAdviceToRelaunchStandsUnlessSomethingIsRevoked() {
        for (TcbStatus advice :
                List.of(TcbStatus.TD_RELAUNCH_ADVISED, TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED)) {
            assertThat(advice.converge(TcbStatus.UP_TO_DATE)).isEqualTo(advice);
            assertThat(advice.converge(TcbStatus.OUT_OF_DATE)).isEqualTo(advice);
            assertThat(advice.converge(TcbStatus.REVOKED)).isEqualTo(TcbStatus.REVOKED);
        }
    }

    /** Statuses that only a verifier comes to are none that a document may give a level. */
    @ParameterizedTest
    @CsvSource({"TDRelaunchAdvised", "TDRelaunchAdvisedConfigurationNeeded", "upToDate", "OK", "''"})
    void aStatusThatNoLevelHasIsNotRecognised(String status) throws Exception {
        String unrecognised = "TCB_UNRECOGNIZED_STATUS";

        assertThat(domain(status, "UpToDate", "050107").says()).isEqualTo(unrecognised);
        assertThat(domain("UpToDate", status, "050107").says()).isEqualTo(unrecognised);
        assertThat(domain("UpToDate", "UpToDate", "050107").qe(status).says()).isEqualTo(unrecognised);
        assertThat(Appraising.enclave(Version2.sgx(status), Appraising.platform(11, 7))
                        .says())
                .isEqualTo(unrecognised);
    }

    /** A TDX module is up to date, out of date or revoked, and nothing between. */
    @ParameterizedTest
    @CsvSource({
        "SWHardeningNeeded",
        "ConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded",
        "OutOfDateConfigurationNeeded"
    })
    void aPlatformsStatusIsNoModules(String status) throws Exception {
        assertThat(domain("UpToDate", status, "050107").says()).isEqualTo("TCB_UNRECOGNIZED_STATUS");
        assertThat(domain(status, "UpToDate", "050107").says()).isEqualTo(status);
    }

    private static Appraising domain(String base, String module, String teeTcbSvn) throws MalformedEvidenceException {
        String identities = "\"tdxModuleIdentities\":[" + module("TDX_01", isvLevel(1, module)) + "],";
        TcbInfo info = TcbDocuments.read(TcbDocuments.infoWith(identities, level(svns(7), 11, svns(5, 0, 7), base)));
        return Appraising.td10(info, Appraising.platform(11, 7), teeTcbSvn);
    }
}
