package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.GuestFeature;
import dev.teeproof.snp.PlatformInfo;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.snp.SnpState;
import dev.teeproof.snp.SnpTcbStatus;
import dev.teeproof.snp.TcbKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy file demands of SNP guests, and what it cannot be made to demand by mistake. */
class SnpPolicyFileTest {

    @Test
    void everyMemberIsRead() throws Exception {
        SnpPolicy policy = PolicyFile.read(
                        Bytes.utf8("""
                {"accept":["OutOfDate","vmpl"],"insecure_allow_debug":true,"snp":{
                "least_tcb":["reported:snp=23,ucode=213","launch:bl=4"],"guest_policy":["smt=no","cxl=yes"],
                "platform":"ecc=yes","least_abi":"1.55","least_firmware":"1.55.29","least_guest_svn":"7","vmpl":"1",
                "csp_id":"CN=a","launch_mitigations":"0x3","current_mitigations":"f","id_key":"%s",
                "author_key":["%s"],"expect":{"host_data":["%s","%s"],"report_data":"ab"},"require_crl":true}}""".formatted("01".repeat(48), "02".repeat(48), "03".repeat(32), "04".repeat(32))))
                .snp();

        assertThat(policy.acceptedStatuses())
                .containsExactlyInAnyOrder(SnpTcbStatus.UP_TO_DATE, SnpTcbStatus.OUT_OF_DATE);
        assertThat(policy.acceptedStates()).containsExactlyInAnyOrder(SnpState.VMPL, SnpState.VLEK);
        assertThat(policy.leastTcbs().get(TcbKind.REPORTED)).hasToString("snp=23,ucode=213");
        assertThat(policy.leastTcbs()).containsOnlyKeys(TcbKind.REPORTED, TcbKind.LAUNCH);
        assertThat(policy.guestFeatures())
                .containsEntry(GuestFeature.SMT, false)
                .containsEntry(GuestFeature.CXL, true)
                .hasSize(2);
        assertThat(policy.platformFeatures())
                .containsEntry(PlatformInfo.Feature.ECC, true)
                .hasSize(1);
        assertThat(policy.leastAbi()).contains(new FirmwareVersion(1, 55, 0));
        assertThat(policy.leastFirmware()).contains(new FirmwareVersion(1, 55, 29));
        assertThat(policy.leastGuestSvn()).contains(7L);
        assertThat(policy.vmpl()).contains(1);
        assertThat(policy.cspId()).contains("CN=a");
        assertThat(policy.launchMitigations()).isEqualTo(3);
        assertThat(policy.currentMitigations()).isEqualTo(15);
        assertThat(policy.idBlock().orElseThrow().idKeys()).containsExactly(Bytes.hex("01".repeat(48)));
        assertThat(policy.idBlock().orElseThrow().authorKeys()).containsExactly(Bytes.hex("02".repeat(48)));
        assertThat(policy.expected().values().get(ExpectedGuest.Field.HOST_DATA))
                .hasSize(2);
        assertThat(policy.expected().values().get(ExpectedGuest.Field.REPORT_DATA))
                .containsExactly(Bytes.concat(Bytes.of(0xab), Bytes.zeros(63)));
        assertThat(policy.requireCrl()).isTrue();
        assertThat(policy.insecureAllowDebug()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|BAD_LENGTH|policy.snp",
                "null|WRONG_TYPE|policy.snp",
                "[]|WRONG_TYPE|policy.snp",
                "{\"least_tbc\":\"reported:bl=1\"}|BAD_VALUE|policy.snp.least_tbc",
                "{\"least_tcb\":null}|WRONG_TYPE|policy.snp.least_tcb",
                "{\"least_tcb\":[]}|BAD_LENGTH|policy.snp.least_tcb",
                "{\"least_tcb\":\"\"}|BAD_LENGTH|policy.snp.least_tcb",
                "{\"least_tcb\":{}}|WRONG_TYPE|policy.snp.least_tcb",
                "{\"least_tcb\":\"bl=1\"}|BAD_VALUE|policy.snp.least_tcb",
                "{\"least_tcb\":\"reported:\"}|BAD_VALUE|policy.snp.least_tcb",
                "{\"least_tcb\":\"reported:bl=256\"}|BAD_VALUE|policy.snp.least_tcb",
                "{\"least_tcb\":\"reported:bl=1,bl=2\"}|BAD_VALUE|policy.snp.least_tcb",
                "{\"least_tcb\":\"reported:bl=-1\"}|BAD_VALUE|policy.snp.least_tcb",
                "{\"least_tcb\":\"minimum:bl=1\"}|BAD_VALUE|policy.snp.least_tcb",
                "{\"guest_policy\":\"smt\"}|BAD_VALUE|policy.snp.guest_policy",
                "{\"guest_policy\":\"smt=maybe\"}|BAD_VALUE|policy.snp.guest_policy",
                "{\"guest_policy\":\"debug=yes\"}|BAD_VALUE|policy.snp.guest_policy",
                "{\"platform\":\"=yes\"}|BAD_VALUE|policy.snp.platform",
                "{\"platform\":\"ecc=true\"}|BAD_VALUE|policy.snp.platform",
                "{\"least_abi\":\"1\"}|BAD_VALUE|policy.snp.least_abi",
                "{\"least_abi\":\"1.256\"}|BAD_VALUE|policy.snp.least_abi",
                "{\"least_abi\":1.55}|WRONG_TYPE|policy.snp.least_abi",
                "{\"least_firmware\":\"1.55\"}|BAD_VALUE|policy.snp.least_firmware",
                "{\"least_guest_svn\":\"4294967296\"}|BAD_VALUE|policy.snp.least_guest_svn",
                "{\"least_guest_svn\":\"-1\"}|BAD_VALUE|policy.snp.least_guest_svn",
                "{\"vmpl\":\"4\"}|BAD_VALUE|policy.snp.vmpl",
                "{\"launch_mitigations\":\"0\"}|BAD_VALUE|policy.snp.launch_mitigations",
                "{\"current_mitigations\":\"0x\"}|BAD_VALUE|policy.snp.current_mitigations",
                "{\"id_key\":\"00\"}|BAD_VALUE|policy.snp.id_key",
                "{\"author_key\":\"zz\"}|BAD_VALUE|policy.snp.author_key",
                "{\"expect\":{}}|BAD_LENGTH|policy.snp.expect",
                "{\"expect\":null}|WRONG_TYPE|policy.snp.expect",
                "{\"expect\":{\"measurement\":\"00\"}}|BAD_VALUE|policy.snp.expect.measurement",
                "{\"expect\":{\"mrtd\":\"00\"}}|BAD_VALUE|policy.snp.expect.mrtd",
                "{\"expect\":{\"report_data\":[]}}|BAD_LENGTH|policy.snp.expect.report_data",
                "{\"require_crl\":\"true\"}|WRONG_TYPE|policy.snp.require_crl",
                "{\"require_crl\":null}|WRONG_TYPE|policy.snp.require_crl"
            })
    void aRuleThatWouldNotBiteIsRefused(String snp, Malformation code, String path) {
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> PolicyFile.read(Bytes.utf8("{\"snp\":" + snp + "}")));

        assertThat(fault).as("the refusal").isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    /** A second demand about the same thing would silently take the place of the first. */
    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "least_tcb|reported:snp=23|reported:bl=4",
                "guest_policy|smt=yes|smt=no",
                "platform|ecc=yes|ecc=no",
                "least_abi|1.55|1.0",
                "least_firmware|1.55.29|1.0.0",
                "least_guest_svn|7|0",
                "vmpl|0|1",
                "csp_id|CN=a|CN=b",
                "launch_mitigations|3|1",
                "current_mitigations|3|1"
            })
    void twoDemandsAboutTheSameThingAreRefused(String member, String first, String second) throws Exception {
        String json = "{\"snp\":{\"" + member + "\":[\"" + first + "\",\"%s\"]}}";
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> PolicyFile.read(Bytes.utf8(json.formatted(second))));

        assertThat(fault).as("the refusal").isNotNull();
        assertThat(fault.path()).isEqualTo("policy.snp." + member);
        assertThat(PolicyFile.read(Bytes.utf8(json.formatted(first))))
                .as("the same twice")
                .isEqualTo(PolicyFile.read(Bytes.utf8("{\"snp\":{\"" + member + "\":\"" + first + "\"}}")));
    }
}
