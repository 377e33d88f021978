package dev.teeproof.verifier;

import dev.teeproof.dcap.PolicyCheck;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.snp.SnpPolicyCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy demands that evidence of the vendor at hand cannot show. It fails: whoever demands a measurement of an SNP guest must
 * not have a TDX domain affirmed. Report data is of both kinds, and is demanded of both where the policy demands it of both.
 */
record ForeignDemands(AppraisalPolicy policy) {

    /** Of an Intel quote. */
    List<Check> ofQuote() {
        List<CheckCode> demanded = new ArrayList<>(policy.snp().checks());
        if (policy.quote().checks().contains(PolicyCheck.EXPECTED_REPORT_DATA)) {
            demanded.remove(SnpPolicyCheck.EXPECTED_REPORT_DATA);
        }
        return failed(demanded, "an SNP guest, and this is a quote of Intel's");
    }

    /** Of a quote without the attestation that says what runs. */
    List<Check> ofBareQuote() {
        List<Check> checks = new ArrayList<>(ofQuote());
        checks.addAll(policy.app().missing("a bare quote has no event log"));
        return checks;
    }

    /** Of a report without the attestation that says what runs. */
    List<Check> ofBareReport() {
        List<Check> checks = new ArrayList<>(ofReport());
        checks.addAll(policy.app().missing("a bare report has no mr_config"));
        return checks;
    }

    /** Of an SNP report. */
    List<Check> ofReport() {
        List<CheckCode> demanded = new ArrayList<>(policy.quote().checks());
        if (policy.snp().checks().contains(SnpPolicyCheck.EXPECTED_REPORT_DATA)) {
            demanded.remove(PolicyCheck.EXPECTED_REPORT_DATA);
        }
        return failed(demanded, "an Intel platform, and this is a report of AMD's");
    }

    private static List<Check> failed(List<CheckCode> demanded, String words) {
        return demanded.stream()
                .map(code -> Check.failed(code, "the policy demands this of " + words))
                .toList();
    }
}
