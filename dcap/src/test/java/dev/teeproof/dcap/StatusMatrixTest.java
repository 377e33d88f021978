package dev.teeproof.dcap;

import static dev.teeproof.dcap.TcbDocuments.isvLevel;
import static dev.teeproof.dcap.TcbDocuments.module;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Intel's own matrix of statuses, 22 rows, on TD reports 1.5: two levels, two module identities, a platform at the one or
 * the other, SVNs at launch and now, and the quoting enclave.
 *
 * <p>Intel's tests leave the version of the quote at zero, so that a module of version 0 is looked up there. No quote has
 * that version: the early module has version 1 here, and its identity is TDX_01. The quoting enclave that is absent there
 * is up to date here.
 *
 * @see "Intel SGX and TDX DCAP Quote Verification Library, tests of verifyQuote, TCB status"
 */
class StatusMatrixTest {

    private static final Map<String, String> STATUSES = Map.of(
            "UTD", "UpToDate",
            "SHN", "SWHardeningNeeded",
            "CN", "ConfigurationNeeded",
            "CN_SHN", "ConfigurationAndSWHardeningNeeded",
            "OOD", "OutOfDate",
            "OOD_CN", "OutOfDateConfigurationNeeded",
            "RKD", "Revoked",
            "-", "UpToDate",
            "OK", "UpToDate");

    private static final Map<String, String> SVNS = Map.of("L", "f0".repeat(16), "E", "000100");

    @ParameterizedTest(name = "levels {0} {1}, modules {2} {3}, PCK {4}, SVNs {5} {6}, QE {7}: {8}")
    @CsvSource({
        "UTD,    OOD,    UTD, OOD, latest,   L, L, -,   UpToDate",
        "UTD,    OOD,    UTD, OOD, latest,   L, L, OK,  UpToDate",
        "UTD,    RKD,    UTD, OOD, latest,   L, L, -,   UpToDate",
        "UTD,    RKD,    UTD, OOD, latest,   L, L, OK,  UpToDate",
        "RKD,    OOD,    UTD, OOD, latest,   L, L, -,   TCB_REVOKED",
        "RKD,    OOD,    UTD, OOD, latest,   L, L, OK,  TCB_REVOKED",
        "UTD,    OOD,    RKD, OOD, latest,   L, L, -,   TCB_REVOKED",
        "UTD,    OOD,    RKD, OOD, latest,   L, L, OK,  TCB_REVOKED",
        "UTD,    OOD,    UTD, OOD, latest,   L, L, RKD, TCB_REVOKED",
        "UTD,    OOD,    UTD, OOD, earliest, E, E, -,   OutOfDate",
        "UTD,    OOD,    UTD, OOD, earliest, L, L, -,   OutOfDate",
        "RKD,    OOD,    OOD, OOD, latest,   E, L, -,   OutOfDate",
        "OOD,    OOD,    UTD, OOD, latest,   L, L, -,   OutOfDate",
        "UTD,    OOD,    UTD, OOD, latest,   L, L, OOD, OutOfDate",
        "SHN,    OOD,    UTD, OOD, latest,   L, L, -,   SWHardeningNeeded",
        "UTD,    SHN,    UTD, OOD, earliest, L, L, OK,  SWHardeningNeeded",
        "CN_SHN, OOD,    UTD, OOD, latest,   L, L, -,   ConfigurationAndSWHardeningNeeded",
        "UTD,    CN_SHN, UTD, OOD, earliest, L, L, OK,  ConfigurationAndSWHardeningNeeded",
        "UTD,    OOD,    OOD, OOD, latest,   E, L, -,   TDRelaunchAdvised",
        "UTD,    OOD,    OOD, OOD, latest,   E, L, OK,  TDRelaunchAdvised",
        "UTD,    OOD_CN, OOD, OOD, latest,   E, L, -,   TDRelaunchAdvisedConfigurationNeeded",
        "CN,     OOD,    OOD, OOD, latest,   E, L, OK,  TDRelaunchAdvisedConfigurationNeeded"
    })
    void theStatusIsIntels(
            String latest,
            String earliest,
            String latestModule,
            String earliestModule,
            String pck,
            String svn,
            String svn2,
            String qe,
            String expected)
            throws Exception {
        String identities = "\"tdxModuleIdentities\":[" + module("TDX_F0", isvLevel(0, status(latestModule))) + ","
                + module("TDX_01", isvLevel(0, status(earliestModule))) + "],";
        TcbInfo info = TcbDocuments.read(
                TcbDocuments.infoWith(identities, level(0xf0, 10, status(latest)), level(0, 5, status(earliest))));
        PckExtension platform =
                pck.equals("latest") ? Appraising.platform(10, all(0xf0)) : Appraising.platform(5, all(0));

        Appraising appraising = Appraising.td15(info, platform, svns(svn), svns(svn2));

        assertThat(appraising.qe(status(qe)).says()).isEqualTo(expected);
    }

    private static String level(int svn, int pceSvn, String status) {
        return TcbDocuments.level(all(svn), pceSvn, all(svn), status);
    }

    private static int[] all(int svn) {
        int[] all = new int[16];
        Arrays.fill(all, svn);
        return all;
    }

    private static String status(String shorthand) {
        return known(STATUSES, shorthand);
    }

    private static String svns(String shorthand) {
        return known(SVNS, shorthand);
    }

    private static String known(Map<String, String> words, String shorthand) {
        return Objects.requireNonNull(words.get(shorthand), shorthand);
    }
}
