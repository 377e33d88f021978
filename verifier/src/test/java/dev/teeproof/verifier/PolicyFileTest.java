package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AcceptedState;
import dev.teeproof.dcap.CompatibilityRule;
import dev.teeproof.dcap.ExpectedReport;
import dev.teeproof.dcap.TcbPolicy;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dstack.ExpectedApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that cannot be read, or that would demand nothing, is refused with its name. */
class PolicyFileTest {

    @Test
    void anEmptyPolicyIsTheStrictest() throws Exception {
        assertThat(PolicyFile.read(Bytes.utf8("{}"))).isEqualTo(AppraisalPolicy.STRICT);
    }

    @Test
    void everyMemberIsRead() throws Exception {
        AppraisalPolicy policy = PolicyFile.read(Bytes.utf8("""
                {"accept":["SWHardeningNeeded","sept-ve","unidentified-app"],"greatest_age":{"OutOfDate":"90d"},
                "deny_advisories":"intel-sa-00960","allow_advisories":[],"least_evaluation":17,
                "least_tcb_date":"2024-03-13T00:00:00Z","compatibility":"merge-max-severity",
                "require_events":{"storage-fs":"7A6673","boot-mr-done":""},"compose_hash":"%s","app_id":"%s",
                "insecure_allow_debug":true,"expect":{"isv_prod_id":"0001","report_data":"ab","least_isv_svn":3}}""".formatted("11".repeat(32), "22".repeat(20))));
        TcbPolicy tcb = policy.quote().tcb();

        assertThat(tcb.acceptedStatuses())
                .containsExactlyInAnyOrder(TcbStatus.UP_TO_DATE, TcbStatus.SW_HARDENING_NEEDED, TcbStatus.OUT_OF_DATE);
        assertThat(tcb.greatestAges()).containsEntry(TcbStatus.OUT_OF_DATE, Duration.ofDays(90));
        assertThat(tcb.deniedAdvisories()).containsExactly("INTEL-SA-00960");
        assertThat(tcb.allowedAdvisories()).contains(Set.of());
        assertThat(tcb.leastEvaluationDataNumber()).contains(17);
        assertThat(tcb.leastTcbDate()).contains(Instant.parse("2024-03-13T00:00:00Z"));
        assertThat(policy.quote().acceptedStates()).containsExactly(AcceptedState.SEPT_VE);
        assertThat(policy.app())
                .isEqualTo(new ExpectedApp(
                        Map.of("storage-fs", Bytes.utf8("zfs"), "boot-mr-done", Bytes.empty()),
                        Optional.of(Bytes.hex("11".repeat(32))),
                        Optional.of(Bytes.hex("22".repeat(20)))));
        assertThat(policy.acceptUnidentifiedApp()).isTrue();
        assertThat(policy.compatibility()).containsExactly(CompatibilityRule.MERGE_MAX_SEVERITY);
        assertThat(policy.quote().insecureAllowDebug()).isTrue();
        assertThat(policy.quote().expected().leastIsvSvn()).contains(3);
        assertThat(policy.quote().expected().values().get(ExpectedReport.Field.REPORT_DATA))
                .containsExactly(Bytes.concat(Bytes.of(0xab), Bytes.zeros(63)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"acept\":[]}|BAD_VALUE|policy.acept",
                "{\"accept\":[]}|BAD_LENGTH|policy.accept",
                "{\"accept\":\"\"}|BAD_LENGTH|policy.accept",
                "{\"accept\":\"Revoked\"}|BAD_VALUE|policy.accept",
                "{\"accept\":null}|WRONG_TYPE|policy.accept",
                "{\"expect\":null}|WRONG_TYPE|policy.expect",
                "{\"expect\":{}}|BAD_LENGTH|policy.expect",
                "{\"expect\":{\"mrtd\":null}}|WRONG_TYPE|policy.expect.mrtd",
                "{\"expect\":{\"mrtd\":[]}}|BAD_LENGTH|policy.expect.mrtd",
                "{\"expect\":{\"mrtd\":\"00\"}}|BAD_VALUE|policy.expect.mrtd",
                "{\"expect\":{\"mr-td\":\"00\"}}|BAD_VALUE|policy.expect.mr-td",
                "{\"expect\":{\"least_isv_svn\":null}}|WRONG_TYPE|policy.expect.least_isv_svn",
                "{\"greatest_age\":{}}|BAD_LENGTH|policy.greatest_age",
                "{\"greatest_age\":{\"OutOfDate\":null}}|WRONG_TYPE|policy.greatest_age.OutOfDate",
                "{\"greatest_age\":{\"OutOfDate\":\"99999d\"}}|BAD_VALUE|policy.greatest_age.OutOfDate",
                "{\"greatest_age\":{\"Revoked\":\"1d\"}}|BAD_VALUE|policy.greatest_age",
                "{\"deny_advisories\":\"INTEL-SA-960\"}|BAD_VALUE|policy.deny_advisories",
                "{\"deny_advisories\":null}|WRONG_TYPE|policy.deny_advisories",
                "{\"allow_advisories\":null}|WRONG_TYPE|policy.allow_advisories",
                "{\"least_tcb_date\":\"2024\"}|BAD_VALUE|policy.least_tcb_date",
                "{\"least_evaluation\":null}|WRONG_TYPE|policy.least_evaluation",
                "{\"require_events\":{}}|BAD_LENGTH|policy.require_events",
                "{\"require_events\":null}|WRONG_TYPE|policy.require_events",
                "{\"require_events\":[\"a\"]}|WRONG_TYPE|policy.require_events",
                "{\"require_events\":{\"a\":null}}|WRONG_TYPE|policy.require_events.a",
                "{\"require_events\":{\"a\":[\"00\"]}}|WRONG_TYPE|policy.require_events.a",
                "{\"require_events\":{\"a\":\"0\"}}|BAD_LENGTH|policy.require_events.a",
                "{\"require_events\":{\"a\":\"xx\"}}|BAD_VALUE|policy.require_events.a",
                "{\"require_events\":{\"a\":\"00\",\"a\":\"01\"}}|DUPLICATE|policy.require_events",
                "{\"require_events\":{\"system-ready\":\"\"}}|BAD_VALUE|policy.require_events.system-ready",
                "{\"compose_hash\":\"00\"}|BAD_LENGTH|policy.compose_hash",
                "{\"compose_hash\":null}|WRONG_TYPE|policy.compose_hash",
                "{\"app_id\":\"00\"}|BAD_LENGTH|policy.app_id",
                "{\"compatibility\":\"lax\"}|BAD_VALUE|policy.compatibility"
            })
    void aRuleThatWouldNotBiteIsRefused(String json, Malformation code, String path) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> PolicyFile.read(Bytes.utf8(json)));

        assertThat(fault).as("the refusal").isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }
}
