package dev.teeproof.dcap;

import static dev.teeproof.dcap.CompatibilityRule.MERGE_MAX_SEVERITY;
import static dev.teeproof.dcap.CompatibilityRule.TDX_SVN_ALL16;
import static dev.teeproof.dcap.TcbDocuments.isvLevel;
import static dev.teeproof.dcap.TcbDocuments.level;
import static dev.teeproof.dcap.TcbDocuments.module;
import static dev.teeproof.dcap.TcbDocuments.svns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of other verifiers, chosen by name: where they come to another verdict than Intel's, and that nothing else moves. */
class CompatibilityRuleTest {

    private static final String OLD =
            """
            "tdxModuleIdentities":[%s],""".formatted(module("TDX_01", isvLevel(4, "UpToDate"), isvLevel(2, "OutOfDate")));

    /**
     * A module of version 1 whose own SVN is below that of the platform's level: Intel leaves it to the module's identity,
     * verifiers that compare all 16 components fall to a lower level, or below all.
     */
    @ParameterizedTest(name = "TEE_TCB_SVN {0}, SGX component {1}: {2} by Intel's rules, {3} by all 16")
    @CsvSource({
        "040107, 7, UpToDate,  OutOfDate",
        "050107, 7, UpToDate,  UpToDate",
        "050007, 7, UpToDate,  UpToDate",
        "040106, 6, OutOfDate, OutOfDate",
        "020106, 6, OutOfDate, TCB_NOT_SUPPORTED",
        "020107, 7, OutOfDate, TCB_NOT_SUPPORTED"
    })
    void allSixteenComponentsCountWhereTheRuleSaysSo(String svn, int sgx, String intels, String all) throws Exception {
        TcbInfo info = TcbDocuments.read(TcbDocuments.infoWith(
                OLD,
                level(svns(7), 11, svns(5, 0, 7), "UpToDate"),
                level(svns(6), 11, svns(3, 0, 6), "OutOfDate", "INTEL-SA-00960")));
        Appraising appraising = Appraising.td10(info, Appraising.platform(11, sgx), svn);

        assertThat(appraising.says()).isEqualTo(intels);
        assertThat(appraising.rules(MERGE_MAX_SEVERITY).says()).isEqualTo(intels);
        assertThat(appraising.rules(TDX_SVN_ALL16).says()).isEqualTo(all);
    }

    /** The merged status is the worse of the two, and never a third. */
    @ParameterizedTest(name = "{0} with a quoting enclave {1}: {2} by Intel''s rules, {3} by severity")
    @CsvSource({
        "UpToDate, ConfigurationNeeded, OutOfDate, ConfigurationNeeded",
        "UpToDate, SWHardeningNeeded, OutOfDate, SWHardeningNeeded",
        "UpToDate, OutOfDate, OutOfDate, OutOfDate",
        "SWHardeningNeeded, ConfigurationNeeded, OutOfDate, ConfigurationNeeded",
        "ConfigurationNeeded, SWHardeningNeeded, OutOfDateConfigurationNeeded, ConfigurationNeeded",
        "ConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded, OutOfDate",
        "ConfigurationAndSWHardeningNeeded, OutOfDate, OutOfDateConfigurationNeeded, OutOfDate",
        "OutOfDate, OutOfDateConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "OutOfDateConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded, OutOfDateConfigurationNeeded",
        "ConfigurationNeeded, UpToDate, ConfigurationNeeded, ConfigurationNeeded",
        "UpToDate, Revoked, TCB_REVOKED, TCB_REVOKED",
        "Revoked, UpToDate, TCB_REVOKED, TCB_REVOKED"
    })
    void theWorseStatusCountsWhereTheRuleSaysSo(String platform, String qe, String intels, String severity)
            throws Exception {
        Appraising domain = domain(platform, "UpToDate").qe(qe);
        Appraising enclave = Appraising.enclave(Version2.sgx(platform), Appraising.platform(11, 7))
                .qe(qe);

        for (Appraising each : new Appraising[] {domain, enclave}) {
            assertThat(each.says()).isEqualTo(intels);
            assertThat(each.rules(MERGE_MAX_SEVERITY).says()).isEqualTo(severity);
        }
    }

    @Test
    void theModulesStatusIsMergedBySeverityToo() throws Exception {
        Appraising appraising = domain("ConfigurationNeeded", "OutOfDate");

        assertThat(appraising.says()).isEqualTo("OutOfDateConfigurationNeeded");
        assertThat(appraising.rules(MERGE_MAX_SEVERITY).says()).isEqualTo("OutOfDate");
    }

    /** Verifiers that merge by severity know no relaunch. */
    @Test
    void noRelaunchIsAdvisedBySeverity() throws Exception {
        TcbInfo info = TcbDocuments.read(TcbDocuments.infoWith(OLD, level(svns(7), 11, svns(5, 0, 7), "UpToDate")));
        Appraising updated = Appraising.td15(info, Appraising.platform(11, 7), "020107", "040107");

        assertThat(updated.says()).isEqualTo("TDRelaunchAdvised");
        assertThat(updated.rules(MERGE_MAX_SEVERITY).says()).isEqualTo("OutOfDate");
    }

    @Test
    void severityIsTheOrderOfTheStatuses() {
        assertThat(TcbStatus.SW_HARDENING_NEEDED.worse(TcbStatus.CONFIGURATION_NEEDED))
                .isEqualTo(TcbStatus.CONFIGURATION_NEEDED);
        for (TcbStatus a : TcbStatus.values()) {
            for (TcbStatus b : TcbStatus.values()) {
                assertThat(a.worse(b)).isEqualTo(b.worse(a)).isIn(a, b);
                assertThat(a.worse(b).compareTo(a)).isNotNegative();
            }
        }
    }

    /** On real evidence of platforms that are current, the rules agree. */
    @ParameterizedTest
    @EnumSource(CompatibilityRule.class)
    void aVerifierOfQuotesTakesTheRules(CompatibilityRule rule) throws Exception {
        QuoteVerifier verifier = QuoteVerifier.of(TrustAnchors.intel()).withCompatibility(EnumSet.of(rule));

        assertThat(status(verifier, RealQuotes.CURRENT, RealQuotes.CURRENT_COLLATERAL, RealQuotes.JULY_1))
                .isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(status(
                        verifier,
                        "dcap/tdx-v4-00806f050000.quote",
                        "dcap/collateral/tdx-00806f050000.json",
                        Instant.ofEpochSecond(1740787200)))
                .isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(CompatibilityRule.of(rule.text())).contains(rule);
        assertThat(CompatibilityRule.of(rule.name())).isEmpty();
    }

    @Test
    void withNoRuleAVerifierIsBackAtIntels() throws Exception {
        QuoteVerifier verifier = QuoteVerifier.of(TrustAnchors.intel())
                .withCompatibility(EnumSet.allOf(CompatibilityRule.class))
                .withCompatibility(Set.of());

        assertThat(status(verifier, RealQuotes.CURRENT, RealQuotes.CURRENT_COLLATERAL, RealQuotes.JULY_1))
                .isEqualTo(TcbStatus.UP_TO_DATE);
    }

    private static TcbStatus status(QuoteVerifier verifier, String quote, String collateral, Instant at)
            throws Exception {
        return ((VerifiedQuote) verifier.verify(RealQuotes.quote(quote), RealQuotes.collateral(collateral), at))
                .tcb()
                .status();
    }

    private static Appraising domain(String platform, String module) throws MalformedEvidenceException {
        String identities = "\"tdxModuleIdentities\":[" + module("TDX_01", isvLevel(1, module)) + "],";
        TcbInfo info =
                TcbDocuments.read(TcbDocuments.infoWith(identities, level(svns(7), 11, svns(5, 0, 7), platform)));
        return Appraising.td10(info, Appraising.platform(11, 7), "050107");
    }
}
