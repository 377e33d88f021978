package dev.teeproof.verifier;

import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Claim;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One appraisal of a quote that came by itself. */
record BareQuoteAppraisal(QuoteAppraisal quotes, AppraisalPolicy policy) {

    AttestationResult result(Evidence.BareQuote evidence, Instant at) {
        Quote sent = evidence.quote();
        CheckList checks = new CheckList(quotes.quotes().checks(sent.tee()));
        checks.record(new ForeignDemands(policy).ofBareQuote());
        List<Claim> claims = new ArrayList<>();
        List<EndorsementUse> used = List.of();
        List<String> caveats = new ArrayList<>(evidence.warnings());
        try {
            VerifiedQuote quote = quotes.verify(sent, at, checks);
            used = quote.endorsements();
            caveats.addAll(quote.notes());
            QuoteClaims.of(quote, claims);
            if (!policy.quote().expected().namesWorkload()) {
                caveats.add(
                        "nobody has said which workload to expect: the platform is judged, its measurements are shown");
            }
        } catch (CheckFailedException e) {
            checks.because("an earlier check failed");
            QuoteClaims.unproven(sent, claims);
        } catch (SourceUnavailableException e) {
            checks.because(e.source() + ": " + e.lastAnswer());
            QuoteClaims.unproven(sent, claims);
        }
        String kind = "quote of version " + sent.header().version() + " of an Intel "
                + (sent.tee() == Tee.TDX ? "TDX domain" : "SGX enclave");
        return new AttestationResult(kind, checks.checks(), claims, used, caveats, at);
    }
}
