package dev.teeproof.verifier;

import static dev.teeproof.dstack.DstackCheck.APP_IDENTITY;
import static dev.teeproof.dstack.DstackCheck.RTMR3_REPLAY;

import dev.teeproof.dstack.BoundMrConfig;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.dstack.MrConfig;
import dev.teeproof.dstack.Stack;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Claim;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.VerifiedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One appraisal of one dstack attestation on AMD SEV-SNP: report, what the host bound the guest to, OS image, app identity. Each step
 * takes what the one before proved.
 */
final class DstackSnpAppraisal {

    private final Evidence.DstackSnp evidence;
    private final SnpAppraisal reports;
    private final AppraisalPolicy policy;
    private final ReferenceValues references;

    private final CheckList checks;
    private final List<Claim> claims = new ArrayList<>();
    private final List<String> caveats = new ArrayList<>();
    private List<EndorsementUse> used = List.of();

    DstackSnpAppraisal(
            Evidence.DstackSnp evidence, SnpAppraisal reports, AppraisalPolicy policy, ReferenceValues references) {
        this.evidence = evidence;
        this.reports = reports;
        this.policy = policy;
        this.references = references;
        List<CheckCode> planned = new ArrayList<>(reports.reports().checks());
        planned.addAll(DstackCheck.SNP);
        planned.addAll(policy.app().checks());
        planned.addAll(ImageCheck.SNP);
        this.checks = new CheckList(planned);
        checks.record(new ForeignDemands(policy).ofReport());
        if (!policy.app().events().isEmpty()) {
            checks.record(policy.app().unboundEvents());
        }
    }

    AttestationResult result(Instant at) {
        caveats.addAll(evidence.warnings());
        try {
            appraise(at);
        } catch (CheckFailedException e) {
            checks.because("an earlier check failed");
        } catch (SourceUnavailableException e) {
            checks.because(e.source() + ": " + e.lastAnswer());
        }
        return new AttestationResult("dstack on AMD SEV-SNP", checks.checks(), claims, used, caveats, at);
    }

    private void appraise(Instant at) throws CheckFailedException, SourceUnavailableException {
        SnpReport sent = evidence.report();
        VerifiedReport report;
        try {
            report = reports.verify(sent, evidence.endorsement(), at, checks, caveats);
        } catch (CheckFailedException | SourceUnavailableException e) {
            SnpClaims.unproven(sent, claims);
            throw e;
        }
        used = report.endorsements();
        SnpClaims.of(report, claims);
        Stack stack = evidence.attestation().stack();
        BoundMrConfig mrConfig = BoundMrConfig.bind(evidence.platform(), stack, report, checks);
        checks.record(Check.notApplicable(
                RTMR3_REPLAY,
                "SEV-SNP has no runtime measurement register: nothing binds the runtime events that came along"));
        checks.record(appIdentity(mrConfig.config()));
        checks.record(policy.app().check(mrConfig));
        BoundSnpGuest guest;
        try {
            guest = BoundSnpGuest.bind(mrConfig, stack.config(), checks);
        } catch (CheckFailedException e) {
            // The host chose HOST_DATA, and only an image that is known holds a guest to it.
            DstackSnpClaims.ofMrConfig(mrConfig, new Proof.Unproven(), stack, policy.app(), claims);
            throw e;
        }
        DstackSnpClaims.ofMrConfig(mrConfig, mrConfig.proof(), stack, policy.app(), claims);
        // An image that is not expected still is what the machine runs.
        checks.record(references.check(guest.image().osImageHash()));
        DstackSnpClaims.ofImage(guest, references, claims);
        if (references.osImageHashes().isEmpty()) {
            caveats.add(
                    "nobody has said which OS image to expect: that the guest is the app that mr_config says is what this"
                            + " image, whatever it is, saw to");
        }
    }

    private Check appIdentity(MrConfig config) {
        if (config.appId().isPresent()) {
            return Check.passed(APP_IDENTITY, "mr_config says which app runs");
        }
        boolean accepted = policy.acceptUnidentifiedApp();
        return Check.accepted(
                APP_IDENTITY,
                accepted,
                "mr_config names no app, so the guest may call itself what its compose hash gives"
                        + (accepted ? ", accepted as unidentified-app" : " (accept it as unidentified-app)"));
    }
}
