package dev.teeproof.verifier;

import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Claim;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.VerifiedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One appraisal of an SNP report that came by itself, with or without certificates. */
record BareReportAppraisal(SnpAppraisal reports, AppraisalPolicy policy) {

    AttestationResult result(Evidence.BareReport evidence, Instant at) {
        SnpReport sent = evidence.sent().report();
        CheckList checks = new CheckList(reports.reports().checks());
        checks.record(new ForeignDemands(policy).ofBareReport());
        List<Claim> claims = new ArrayList<>();
        List<EndorsementUse> used = List.of();
        List<String> caveats = new ArrayList<>(evidence.warnings());
        try {
            VerifiedReport report = reports.verify(sent, evidence.endorsement(), at, checks, caveats);
            used = report.endorsements();
            SnpClaims.of(report, claims);
            if (!policy.snp().expected().namesWorkload()) {
                caveats.add(
                        "nobody has said which workload to expect: the platform is judged, its measurement is shown");
            }
        } catch (CheckFailedException e) {
            checks.because("an earlier check failed");
            SnpClaims.unproven(sent, claims);
        } catch (SourceUnavailableException e) {
            checks.because(e.source() + ": " + e.lastAnswer());
            SnpClaims.unproven(sent, claims);
        }
        String kind = "report of version " + sent.version() + " of an AMD SEV-SNP guest";
        return new AttestationResult(kind, checks.checks(), claims, used, caveats, at);
    }
}
