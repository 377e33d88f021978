package dev.teeproof.dcap;

import static dev.teeproof.dcap.TcbDocuments.isvLevel;
import static dev.teeproof.dcap.TcbDocuments.level;
import static dev.teeproof.dcap.TcbDocuments.module;
import static dev.teeproof.dcap.TcbDocuments.svns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.dcap.Shortfall.Gap;
import dev.teeproof.dcap.Shortfall.Part;
import dev.teeproof.dcap.Shortfall.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each part of a platform lacks to its next better level. */
class ShortfallTest {

    private static final String TOP = level(svns(7), 11, svns(5, 0, 7), "UpToDate", "TOP");
    private static final String MIDDLE = level(svns(6), 11, svns(5, 0, 6), "SWHardeningNeeded", "TOP", "MIDDLE");
    private static final String LOW = level(svns(5), 9, svns(3, 0, 5), "OutOfDate", "LOW", "MIDDLE");
    private static final String LOWEST = level(svns(5), 5, svns(3, 0, 5), "OutOfDate", "LOWEST", "LOW");
    private static final String MODULE = "\"tdxModuleIdentities\":["
            + module("TDX_01", isvLevel(6, "UpToDate"), isvLevel(5, "OutOfDate", "M5"), isvLevel(2, "OutOfDate", "M2"))
            + "],";

    @Test
    void aPartThatIsUpToDateLacksNothing() throws Exception {
        assertThat(shortfalls("060107", 11, 7)).isEmpty();
    }

    /** Not the nearest level: its status is the same. Not the highest: a nearer one is better already. */
    @Test
    void theNextBetterLevelIsTheNearestWhoseStatusIsBetter() throws Exception {
        assertThat(shortfalls("060107", 5, 5))
                .containsExactly(new Shortfall(
                        Part.PLATFORM,
                        TcbStatus.OUT_OF_DATE,
                        TcbStatus.SW_HARDENING_NEEDED,
                        List.of(
                                new Gap("SGX component 1", 5, 6, Update.MICROCODE_AND_BIOS),
                                new Gap("PCE SVN", 5, 11, Update.PLATFORM_ENCLAVES)),
                        List.of("LOWEST", "LOW")));
    }

    @Test
    void theTdxComponentsThatTheModuleAnswersForAreNoGaps() throws Exception {
        assertThat(shortfalls("060105", 11, 7))
                .containsExactly(new Shortfall(
                        Part.PLATFORM,
                        TcbStatus.OUT_OF_DATE,
                        TcbStatus.SW_HARDENING_NEEDED,
                        List.of(new Gap("TDX component 3", 5, 6, Update.MICROCODE_AND_BIOS)),
                        List.of("LOW")));
    }

    @Test
    void withoutAModuleVersionTheFirstTwoComponentsAreGapsThatAModuleFills() throws Exception {
        assertThat(shortfalls("030007", 11, 7))
                .singleElement()
                .satisfies(shortfall -> assertThat(shortfall.gaps())
                        .containsExactly(new Gap("TDX component 1", 3, 5, Update.TDX_MODULE)));
    }

    @Test
    void aModuleBehindWantsTheSvnOfItsNextBetterLevel() throws Exception {
        assertThat(shortfalls("040107", 11, 7))
                .containsExactly(new Shortfall(
                        Part.TDX_MODULE,
                        TcbStatus.OUT_OF_DATE,
                        TcbStatus.UP_TO_DATE,
                        List.of(new Gap("TDX module's SVN", 4, 6, Update.TDX_MODULE)),
                        List.of("M2")));
    }

    @Test
    void aQuotingEnclaveBehindWantsTheDcapSoftware() throws Exception {
        TcbInfo info = TcbDocuments.read(TcbDocuments.infoWith(MODULE, TOP, MIDDLE, LOW, LOWEST));
        Appraising domain = Appraising.td10(info, Appraising.platform(11, 7), "060107");
        Shortfall expected = new Shortfall(
                Part.QUOTING_ENCLAVE,
                TcbStatus.OUT_OF_DATE,
                TcbStatus.UP_TO_DATE,
                List.of(new Gap("quoting enclave's SVN", 4, 5, Update.PLATFORM_ENCLAVES)),
                List.of("QE"));

        assertThat(domain.qe("OutOfDate").appraise().shortfalls()).containsExactly(expected);
        assertThat(domain.qe("OutOfDate").qeSvn(5).appraise().shortfalls()).isEmpty();
        assertThat(Appraising.enclave(Version2.sgx("UpToDate"), Appraising.platform(11, 7))
                        .qe("OutOfDate")
                        .appraise()
                        .shortfalls())
                .containsExactly(expected);
    }

    @Test
    void eachPartThatIsBehindIsToldInTheOrderOfMerging() throws Exception {
        TcbInfo info = TcbDocuments.read(TcbDocuments.infoWith(MODULE, TOP, MIDDLE, LOW, LOWEST));
        TcbAppraisal tcb = Appraising.td10(info, Appraising.platform(11, 6), "050107")
                .qe("OutOfDate")
                .appraise();

        assertThat(tcb.shortfalls())
                .extracting(Shortfall::part)
                .containsExactly(Part.PLATFORM, Part.TDX_MODULE, Part.QUOTING_ENCLAVE);
        assertThat(tcb.advisoryIds()).containsExactly("TOP", "MIDDLE", "M5", "QE");
    }

    @Test
    void thereIsNoShortfallToALevelThatDoesNotExist() throws Exception {
        TcbInfo info = TcbDocuments.read(
                TcbDocuments.infoWith(MODULE, level(svns(7), 11, svns(5, 0, 7), "ConfigurationNeeded")));

        TcbAppraisal tcb =
                Appraising.td10(info, Appraising.platform(11, 9), "060107").appraise();

        assertThat(tcb.status()).isEqualTo(TcbStatus.CONFIGURATION_NEEDED);
        assertThat(tcb.shortfalls()).isEmpty();
    }

    private static List<Shortfall> shortfalls(String teeTcbSvn, int pceSvn, int sgx) throws Exception {
        TcbInfo info = TcbDocuments.read(TcbDocuments.infoWith(MODULE, LOWEST, LOW, TOP, MIDDLE));
        return Appraising.td10(info, Appraising.platform(pceSvn, sgx), teeTcbSvn)
                .appraise()
                .shortfalls();
    }
}
