package dev.teeproof.verifier;

import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.dstack.AppInfo;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.ReplayedLog;
import dev.teeproof.dstack.Stack;
import dev.teeproof.dstack.VmConfig;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Claim;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One appraisal of one dstack attestation on Intel TDX: quote, event log, app identity, OS image, in this order. Each
 * step takes what the one before proved.
 */
final class DstackTdxAppraisal {

    private final Evidence.DstackTdx evidence;
    private final QuoteAppraisal quotes;
    private final AppraisalPolicy policy;
    private final OsImageAppraisal osImage;

    private final CheckList checks;
    private final List<Claim> claims = new ArrayList<>();
    private final List<String> caveats = new ArrayList<>();
    private List<EndorsementUse> used = List.of();

    DstackTdxAppraisal(
            Evidence.DstackTdx evidence, QuoteAppraisal quotes, AppraisalPolicy policy, ReferenceValues references) {
        this.evidence = evidence;
        this.quotes = quotes;
        this.policy = policy;
        this.osImage = new OsImageAppraisal(evidence.attestation().stack().config(), references);
        this.checks = new CheckList(planned());
        checks.record(new ForeignDemands(policy).ofQuote());
    }

    /** What this kind of evidence needs. The configuration chooses the image's path, and with it the image's checks. */
    private List<CheckCode> planned() {
        List<CheckCode> planned = new ArrayList<>(quotes.quotes().checks(Tee.TDX));
        planned.addAll(DstackCheck.TDX);
        planned.addAll(policy.app().checks());
        planned.addAll(osImage.variant() == VmConfig.Variant.LITE ? ImageCheck.LITE : ImageCheck.LEGACY);
        return planned;
    }

    AttestationResult result(Instant at) {
        try {
            appraise(at);
        } catch (CheckFailedException e) {
            checks.because("an earlier check failed");
        } catch (SourceUnavailableException e) {
            checks.because(e.source() + ": " + e.lastAnswer());
        }
        caveats.addAll(0, evidence.warnings());
        return new AttestationResult("dstack on Intel TDX", checks.checks(), claims, used, caveats, at);
    }

    private void appraise(Instant at) throws CheckFailedException, SourceUnavailableException {
        Quote sent = evidence.quote();
        Platform.Tdx platform = evidence.platform();
        Stack stack = evidence.attestation().stack();
        VerifiedQuote quote;
        try {
            quote = quotes.verify(sent, at, checks);
        } catch (CheckFailedException | SourceUnavailableException e) {
            QuoteClaims.unproven(sent, claims);
            DstackClaims.unproven(stack, osImage.config(), claims);
            throw e;
        }
        used = quote.endorsements();
        caveats.addAll(quote.notes());
        QuoteClaims.of(quote, claims);
        ReplayedLog log;
        try {
            log = ReplayedLog.bind(platform, stack, quote, checks);
        } catch (CheckFailedException e) {
            DstackClaims.unprovenConfig(osImage.config(), claims);
            throw e;
        }
        AppInfo app = AppInfo.of(quote.tdReport(), log.log());
        checks.record(appIdentity(app, log.log()));
        checks.record(policy.app().check(log));
        DstackClaims.ofLog(log, app, stack, policy.app(), claims);
        osImage.appraise(quote, platform.eventLog(), checks, claims);
        caveats.addAll(osImage.caveats());
    }

    /**
     * dstack measures {@code app-id} (20 bytes), {@code compose-hash} (32 bytes), up to five {@code init-script-hash} (32
     * bytes) and, before the app is in control, {@code system-ready}: without it the app could have measured the others.
     */
    private Check appIdentity(AppInfo app, RuntimeLog log) {
        String words;
        if (app.appId().size() != 20 || app.composeHash().size() != 32) {
            words = "the runtime log does not say which app runs (app-id has "
                    + app.appId().size() + " bytes, compose-hash "
                    + app.composeHash().size() + ")";
        } else if (!app.initScriptsAreHashes()) {
            words = "the runtime log has other init-script-hash events than up to five of 32 bytes";
        } else if (log.systemEvents() == log.events().size()) {
            words = "the runtime log has no system-ready, so the app could have measured its identity itself";
        } else {
            return Check.passed(DstackCheck.APP_IDENTITY, "the runtime log says which app runs");
        }
        boolean accepted = policy.acceptUnidentifiedApp();
        return Check.accepted(
                DstackCheck.APP_IDENTITY,
                accepted,
                words + (accepted ? ", accepted as unidentified-app" : " (accept it as unidentified-app)"));
    }
}
