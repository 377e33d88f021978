package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PolicyCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.snp.SnpPolicyCheck;
import dev.teeproof.snp.SnpProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever demands something of one vendor's machine does not have the other's affirmed. */
class ForeignDemandTest {

    private static AttestationResult ofTdx(AppraisalPolicy policy) throws Exception {
        SimulatedTdx machine = TdxBlueprint.of(1, SimulatedMachineTest.AT).build();
        return SimulatedMachineTest.verify(machine, policy);
    }

    private static AttestationResult ofSnp(AppraisalPolicy policy) throws Exception {
        return SnpCase.verify(SnpCase.machine(SnpProduct.MILAN).build(), SnpCase.roots(SnpProduct.MILAN), policy);
    }

    private static AppraisalPolicy policy(String json) throws Exception {
        return PolicyFile.read(Bytes.utf8(json));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"snp\":{\"least_abi\":\"0.0\"}}|ABI_TOO_OLD",
                "{\"snp\":{\"least_tcb\":\"launch:bl=0\"}}|LAUNCH_TCB_TOO_OLD",
                "{\"snp\":{\"vmpl\":\"0\"}}|EXPECTED_VMPL",
                "{\"snp\":{\"expect\":{\"report_data\":\"00\"}}}|EXPECTED_REPORT_DATA",
                "{\"snp\":{\"guest_policy\":\"smt=yes\"}}|GUEST_POLICY_REJECTED"
            })
    void aDemandOnAnSnpGuestIsMissedByATdxMachine(String json, SnpPolicyCheck code) throws Exception {
        AttestationResult result = ofTdx(policy(json));

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(result.reasons()).extracting(Check::code).containsExactly(code);
        assertThat(result.reasons().get(0).statement())
                .isEqualTo("the policy demands this of an SNP guest, and this is a quote of Intel's");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expect\":{\"least_isv_svn\":0}}|EXPECTED_ISV_SVN",
                "{\"expect\":{\"report_data\":\"00\"}}|EXPECTED_REPORT_DATA",
                "{\"least_evaluation\":1}|TCB_EVALUATION_TOO_OLD",
                "{\"deny_advisories\":\"INTEL-SA-00960\"}|ADVISORY_REJECTED"
            })
    void aDemandOnAnIntelPlatformIsMissedByAnSnpGuest(String json, PolicyCheck code) throws Exception {
        AttestationResult result = ofSnp(policy(json));

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(result.reasons()).extracting(Check::code).containsExactly(code);
        assertThat(result.reasons().get(0).statement())
                .isEqualTo("the policy demands this of an Intel platform, and this is a report of AMD's");
    }

    /** Who demands it of both gets it checked in whichever comes. */
    @Test
    void reportDataThatIsDemandedOfBothIsComparedWithTheOneThatIsThere() throws Exception {
        String snp = SnpCase.machine(SnpProduct.MILAN)
                .build()
                .report()
                .report()
                .slice(0x50, 0x90)
                .toHex();

        assertThat(ofSnp(both(snp)).verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(ofSnp(both("00")).reasons())
                .extracting(Check::code)
                .containsExactly(SnpPolicyCheck.EXPECTED_REPORT_DATA);
        assertThat(ofTdx(both(snp)).reasons())
                .extracting(Check::code)
                .containsExactly(PolicyCheck.EXPECTED_REPORT_DATA);
    }

    private static AppraisalPolicy both(String hex) throws Exception {
        String expect = "\"expect\":{\"report_data\":\"" + hex + "\"}";
        return policy("{" + expect + ",\"snp\":{" + expect + "}}");
    }

    @Test
    void whatIsAcceptedOfOneVendorIsNoDemandOnTheOther() throws Exception {
        assertThat(ofSnp(policy("{\"accept\":[\"sept-ve\",\"SWHardeningNeeded\"]}"))
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
        assertThat(ofTdx(policy("{\"accept\":[\"vlek\",\"masked-chip-id\"],\"snp\":{\"require_crl\":true}}"))
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
    }
}
