package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.PlatformInfo;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCheck;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.snp.SnpPolicyCheck;
import dev.teeproof.snp.SnpProduct;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every demand on an SNP guest, met and missed: which check says so, and with which values. */
class SnpPolicyTest {

    private static final String ID_KEY = "1d".repeat(48);
    private static final String AUTHOR_KEY = "a0".repeat(48);
    private static final String TCB = "boot loader 4, TEE 0, SNP firmware 24, microcode 219";

    /** With everything that can be demanded: an ID block of known keys, an ABI, mitigations, a platform that has some features. */
    private static final SnpBlueprint GUEST = SnpCase.report(SnpProduct.MILAN)
            .version(5)
            .policy(0x3011f)
            .guestSvn(7)
            .ids(Bytes.hex("fa".repeat(16)), Bytes.hex("13".repeat(16)))
            .keyInfo(1)
            .keyDigests(Bytes.hex(ID_KEY), Bytes.hex(AUTHOR_KEY))
            .mitigations(Bytes.of(5, 0, 0, 0, 0, 0, 0, 0), Bytes.of(7, 0, 0, 0, 0, 0, 0, 0x80));

    private static AttestationResult verify(SnpBlueprint guest, SnpPolicy policy) throws Exception {
        return SnpCase.verify(guest.mint(), SnpCase.roots(SnpProduct.MILAN), AppraisalPolicy.STRICT.with(policy));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "LEAST_TCB|current:bl=4,tee=0,snp=24,ucode=219|CURRENT_TCB_TOO_OLD|PASSED|PASSED",
                "LEAST_TCB|current:ucode=220|CURRENT_TCB_TOO_OLD|at least ucode=220|" + TCB,
                "LEAST_TCB|reported:snp=25,bl=0|REPORTED_TCB_TOO_OLD|at least bl=0,snp=25|" + TCB,
                "LEAST_TCB|reported:snp=24|REPORTED_TCB_TOO_OLD|PASSED|PASSED",
                "LEAST_TCB|committed:tee=1|COMMITTED_TCB_TOO_OLD|at least tee=1|" + TCB,
                "LEAST_TCB|committed:tee=0|COMMITTED_TCB_TOO_OLD|PASSED|PASSED",
                "LEAST_TCB|launch:bl=5|LAUNCH_TCB_TOO_OLD|at least bl=5|" + TCB,
                "LEAST_TCB|launch:bl=3|LAUNCH_TCB_TOO_OLD|PASSED|PASSED",
                "LEAST_ABI|1.31|ABI_TOO_OLD|PASSED|PASSED",
                "LEAST_ABI|0.255|ABI_TOO_OLD|PASSED|PASSED",
                "LEAST_ABI|1.32|ABI_TOO_OLD|at least 1.32|1.31",
                "LEAST_ABI|2.0|ABI_TOO_OLD|at least 2.0|1.31",
                "LEAST_FIRMWARE|1.55.29|FIRMWARE_TOO_OLD|PASSED|PASSED",
                "LEAST_FIRMWARE|1.54.200|FIRMWARE_TOO_OLD|PASSED|PASSED",
                "LEAST_FIRMWARE|1.55.30|FIRMWARE_TOO_OLD|at least 1.55.30|1.55.29",
                "LEAST_FIRMWARE|1.56.0|FIRMWARE_TOO_OLD|at least 1.56.0|1.55.29",
                "LEAST_GUEST_SVN|7|GUEST_SVN_TOO_OLD|PASSED|PASSED",
                "LEAST_GUEST_SVN|8|GUEST_SVN_TOO_OLD|at least 8|7",
                "LEAST_GUEST_SVN|4294967295|GUEST_SVN_TOO_OLD|at least 4294967295|7",
                "VMPL|0|EXPECTED_VMPL|PASSED|PASSED",
                "VMPL|1|EXPECTED_VMPL|1|0",
                "LAUNCH_MITIGATIONS|4|LAUNCH_MITIGATIONS|PASSED|PASSED",
                "LAUNCH_MITIGATIONS|0x6|LAUNCH_MITIGATIONS|at least the bits 6|5",
                "CURRENT_MITIGATIONS|8000000000000001|CURRENT_MITIGATIONS|PASSED|PASSED",
                "CURRENT_MITIGATIONS|8|CURRENT_MITIGATIONS|at least the bits 8|8000000000000007",
                "ID_KEY|1d|ID_BLOCK|PASSED|PASSED",
                "AUTHOR_KEY|a0|ID_BLOCK|PASSED|PASSED",
                "GUEST_POLICY|smt=yes|GUEST_POLICY_REJECTED|PASSED|PASSED",
                "PLATFORM|ecc=yes|PLATFORM_INFO_REJECTED|PASSED|PASSED"
            })
    void aDemandIsMetOrMissedWithBothValues(
            SnpDemand demand, String value, SnpPolicyCheck code, String expected, String actual) throws Exception {
        boolean digest = demand == SnpDemand.ID_KEY || demand == SnpDemand.AUTHOR_KEY;
        AttestationResult result = verify(GUEST, demand.addedTo(SnpPolicy.STRICT, digest ? value.repeat(48) : value));
        Check check = result.check(code).orElseThrow();

        if (expected.equals("PASSED")) {
            assertThat(check.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        } else {
            assertThat(result.reasons()).containsExactly(check);
            assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(check.expected()).contains(expected);
            assertThat(check.actual()).contains(actual);
        }
    }

    @Test
    void everyDemandIsInATable() throws Exception {
        CsvSource table = Arrays.stream(SnpPolicyTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("aDemandIsMetOrMissedWithBothValues"))
                .findFirst()
                .orElseThrow()
                .getAnnotation(CsvSource.class);
        Set<SnpDemand> found = Arrays.stream(table.value())
                .map(line -> SnpDemand.valueOf(line.substring(0, line.indexOf('|'))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SnpDemand.class)));

        assertThat(found).isEqualTo(EnumSet.complementOf(EnumSet.of(SnpDemand.CSP_ID)));
    }

    @ParameterizedTest
    @CsvSource({
        "smt, 16, SMT is allowed",
        "single-socket, 20, the guest keeps to a single socket",
        "cxl, 21, CXL devices are allowed",
        "mem-aes-256-xts, 22, memory is encrypted with AES-256-XTS",
        "rapl-disabled, 23, RAPL is disabled",
        "ciphertext-hiding, 24, ciphertext is hidden from the host",
        "page-swap-disabled, 25, the host cannot move or swap pages"
    })
    void aBitOfTheGuestPolicyIsDemandedOrForbidden(String feature, int bit, String words) throws Exception {
        SnpBlueprint with = GUEST.policy(0x20000 | 1L << bit);
        SnpBlueprint without = GUEST.policy(0x20000);
        SnpPolicy demanded = SnpDemand.GUEST_POLICY.addedTo(SnpPolicy.STRICT, feature + "=yes");
        SnpPolicy forbidden = SnpDemand.GUEST_POLICY.addedTo(SnpPolicy.STRICT, feature + "=no");

        assertThat(verify(with, demanded).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(verify(without, forbidden).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(verify(without, demanded).reasons())
                .extracting(Check::code, Check::statement)
                .containsExactly(tuple(
                        SnpPolicyCheck.GUEST_POLICY_REJECTED,
                        "the guest policy is not as demanded: it is not so that " + words));
        assertThat(verify(with, forbidden).reasons())
                .extracting(Check::statement)
                .containsExactly("the guest policy is not as demanded: it is so that " + words);
    }

    @ParameterizedTest
    @EnumSource
    void aFeatureOfThePlatformIsDemandedOrForbidden(PlatformInfo.Feature feature) throws Exception {
        List<PlatformInfo.Feature> features = List.of(PlatformInfo.Feature.values());
        int[] bits = {0, 1, 2, 3, 4, 5, 7};
        SnpBlueprint with = GUEST.platformInfo(1L << bits[features.indexOf(feature)]);
        SnpBlueprint without = GUEST.platformInfo(0xff ^ 1L << bits[features.indexOf(feature)]);
        SnpPolicy demanded = SnpDemand.PLATFORM.addedTo(SnpPolicy.STRICT, feature.text() + "=yes");
        SnpPolicy forbidden = SnpDemand.PLATFORM.addedTo(SnpPolicy.STRICT, feature.text() + "=no");

        assertThat(verify(with, demanded).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(verify(without, forbidden).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(verify(without, demanded).reasons())
                .extracting(Check::code)
                .containsExactly(SnpPolicyCheck.PLATFORM_INFO_REJECTED);
        assertThat(verify(with, forbidden).reasons().get(0).statement()).endsWith("it has: " + feature.inWords());
    }

    @Test
    void anIdBlockMustBeOfAKeyThatIsNamed() throws Exception {
        SnpPolicy other = SnpDemand.ID_KEY.addedTo(SnpPolicy.STRICT, "00".repeat(48));
        SnpPolicy author = SnpDemand.AUTHOR_KEY.addedTo(SnpPolicy.STRICT, AUTHOR_KEY);

        assertThat(verify(GUEST, other).reasons().get(0).statement()).contains(ID_KEY, AUTHOR_KEY);
        assertThat(verify(GUEST, SnpDemand.ID_KEY.addedTo(other, ID_KEY)).verdict())
                .isEqualTo(Verdict.AFFIRMING);
        assertThat(verify(GUEST.keyInfo(0), author).reasons())
                .as("the digest of an author key that nobody says has signed")
                .extracting(Check::code)
                .containsExactly(SnpPolicyCheck.ID_BLOCK);
        assertThat(verify(GUEST.keyInfo(0).keyDigests(Bytes.zeros(48), Bytes.zeros(48)), other)
                        .reasons()
                        .get(0)
                        .statement())
                .isEqualTo("the guest was launched without an ID block, and one is demanded");
    }

    @Test
    void earlierReportsSayNothingOfMitigations() throws Exception {
        SnpPolicy policy = SnpDemand.LAUNCH_MITIGATIONS.addedTo(SnpPolicy.STRICT, "1");

        assertThat(verify(SnpCase.report(SnpProduct.MILAN), policy).reasons())
                .extracting(Check::code)
                .containsExactly(SnpPolicyCheck.LAUNCH_MITIGATIONS);
    }

    @Test
    void aCloudProviderIsAcceptedByNamingIt() throws Exception {
        SnpBlueprint guest = SnpCase.report(SnpProduct.MILAN).signingKey(SigningKey.VLEK);
        SnpPolicy right = SnpDemand.CSP_ID.addedTo(SnpPolicy.STRICT, "CN=simulated-cloud.example");
        SnpPolicy wrong = SnpDemand.CSP_ID.addedTo(SnpPolicy.STRICT, "CN=another.example");
        Check missed = verify(guest, wrong).reasons().get(0);

        assertThat(verify(guest, right).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(missed.code()).isEqualTo(SnpPolicyCheck.EXPECTED_CSP_ID);
        assertThat(missed.expected()).contains("CN=another.example");
        assertThat(missed.actual()).contains("CN=simulated-cloud.example");
        assertThat(verify(SnpCase.report(SnpProduct.MILAN), right)
                        .reasons()
                        .get(0)
                        .actual())
                .contains("none");
    }

    @ParameterizedTest
    @EnumSource
    void aFieldHasOneOfTheValuesThatAreExpected(ExpectedGuest.Field field) throws Exception {
        SimulatedReport report = GUEST.mint();
        Bytes value = SnpCase.valueOf(field, report);
        Bytes other = Tamper.flip(value, 0);
        SnpPolicy missing = SnpDemand.expecting(SnpPolicy.STRICT, field, other.toHex());
        SnpPolicy either = SnpDemand.expecting(missing, field, value.toHex());
        Check missed = verify(GUEST, missing).reasons().get(0);

        assertThat(verify(GUEST, either).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(missed.code()).isEqualTo(field.check());
        assertThat(missed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(missed.expected()).contains(other.toHex());
        assertThat(missed.actual()).contains(value.toHex());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnpDemand.expecting(SnpPolicy.STRICT, field, value.toHex() + "00"));
    }

    @Test
    void shorterReportDataStandsForItselfAndZeros() throws Exception {
        SnpBlueprint guest = GUEST.reportData(Bytes.utf8("nonce"));
        String nonce = Bytes.utf8("nonce").toHex();

        assertThat(verify(guest, SnpDemand.expecting(SnpPolicy.STRICT, ExpectedGuest.Field.REPORT_DATA, nonce))
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
        assertThat(verify(guest, SnpDemand.expecting(SnpPolicy.STRICT, ExpectedGuest.Field.REPORT_DATA, nonce + "01"))
                        .verdict())
                .isEqualTo(Verdict.CONTRAINDICATED);
    }

    @Test
    void whereAListIsRequiredNothingIsAffirmedWithoutOne() throws Exception {
        SimulatedReport report = GUEST.mint();
        AppraisalPolicy policy = AppraisalPolicy.STRICT.with(
                SnpPolicy.STRICT.toBuilder().requireCrl().build());
        AttestationResult without = Verifier.builder()
                .trustAnchors(report.trustAnchors())
                .policy(policy)
                .build()
                .verify(Evidence.read(report.extended()), SnpCase.AT);
        AttestationResult with = SnpCase.verify(report, report.trustAnchors(), policy);

        assertThat(without.verdict()).isEqualTo(Verdict.NONE);
        assertThat(without.reasons()).extracting(Check::code).containsExactly(SnpCheck.CRL_MISSING);
        assertThat(without.claim(ClaimName.REVOCATION).orElseThrow().value())
                .hasToString("not checked: no revocation list was at hand");
        assertThat(with.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(with.claim(ClaimName.REVOCATION).orElseThrow().value().toString())
                .startsWith("not revoked by the revocation list of ARK-Milan of 2026-05-31T");
    }

    /** Each name accepts its own state; all the other names together do not. */
    @ParameterizedTest
    @CsvSource({
        "migratable, MIGRATION_AGENT, MIGRATION_AGENT",
        "vmpl, VMPL_1, VMPL_NOT_ZERO",
        "vlek, VLEK_SIGNED, VLEK_SIGNED",
        "masked-chip-id, CHIP_ID_MASKED, CHIP_ID_MASKED",
        "provisional-firmware, PROVISIONAL_FIRMWARE, PROVISIONAL_FIRMWARE",
        "OutOfDate, TCB_OUT_OF_DATE, TCB_STATUS_REJECTED"
    })
    void aStateIsAcceptedByItsNameAlone(String name, SnpMachineFault fault, SnpCheck code) throws Exception {
        SimulatedReport report = fault.in(SnpCase.report(SnpProduct.MILAN)).mint();
        AppraisalPolicy others = AppraisalPolicy.STRICT;
        for (String other : AppraisalPolicy.names()) {
            others = other.equals(name) ? others : others.accepting(other);
        }
        AttestationResult refused = SnpCase.verify(report, SnpCase.roots(SnpProduct.MILAN), others);

        assertThat(SnpCase.verify(report, SnpCase.roots(SnpProduct.MILAN), AppraisalPolicy.STRICT.accepting(name))
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
        assertThat(refused.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(refused.reasons()).extracting(Check::code).containsExactly((CheckCode) code);
        assertThat(refused.reasons().get(0).statement()).endsWith("(accept it as " + name + ")");
    }

    @Test
    void guestsThatCanBeDebuggedAreAllowedAsInsecureAlone() throws Exception {
        SimulatedReport report =
                SnpMachineFault.DEBUG.in(SnpCase.report(SnpProduct.MILAN)).mint();

        assertThat(SnpCase.verify(report, report.trustAnchors(), AppraisalPolicy.STRICT.withInsecureAllowDebug())
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
    }
}
