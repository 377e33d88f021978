package dev.teeproof.verifier;

import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.SnpVerifier;
import dev.teeproof.sources.AmdSource;
import dev.teeproof.sources.CollateralSource;
import java.time.Instant;

/**
 * Appraises evidence: is the machine genuine, and what exactly does it run?
 *
 * <p>The answer is an {@link AttestationResult}, whatever the evidence is worth; the only exception to it is evidence that
 * cannot be read, which {@link Evidence#read} refuses. Thread-safe. It opens no sockets and no files, and takes the time
 * as an argument.
 */
public final class Verifier {

    private final QuoteAppraisal quotes;
    private final SnpAppraisal reports;
    private final AppraisalPolicy policy;
    private final ReferenceValues references;

    private Verifier(Builder builder) {
        this.policy = builder.policy;
        this.quotes = new QuoteAppraisal(
                QuoteVerifier.of(builder.anchors)
                        .withPolicy(policy.quote())
                        .withCompatibility(policy.compatibility())
                        .withSignatures(builder.signatures)
                        .remembering(builder.remembered),
                builder.endorsements);
        this.reports = new SnpAppraisal(
                SnpVerifier.of(builder.amdAnchors)
                        .withPolicy(policy.snp())
                        .withSignatures(builder.signatures)
                        .remembering(builder.remembered),
                builder.amdEndorsements);
        this.references = builder.references;
    }

    /** A builder whose defaults are the strictest: Intel's and AMD's roots alone, UpToDate alone, no endorsements. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Appraises evidence as of an instant.
     *
     * @param at the instant at which certificates, lists and documents must be valid
     */
    public AttestationResult verify(Evidence evidence, Instant at) {
        return switch (evidence) {
            case Evidence.DstackTdx dstack -> new DstackTdxAppraisal(dstack, quotes, policy, references).result(at);
            case Evidence.DstackSnp dstack -> new DstackSnpAppraisal(dstack, reports, policy, references).result(at);
            case Evidence.BareQuote bare -> new BareQuoteAppraisal(quotes, policy).result(bare, at);
            case Evidence.BareReport bare -> new BareReportAppraisal(reports, policy).result(bare, at);
        };
    }

    /** Collects what a verifier needs. */
    public static final class Builder {

        private CollateralSource endorsements = quote -> {
            throw new SourceUnavailableException("Intel's collateral", "no source was configured");
        };
        private AmdSource amdEndorsements = (item, at) -> {
            throw new SourceUnavailableException("AMD's endorsements", "no source was configured");
        };
        private TrustAnchors anchors = TrustAnchors.intel();
        private AmdTrustAnchors amdAnchors = AmdTrustAnchors.amd();
        private SignatureVerifier signatures = SignatureVerifier.ofPlatform();
        private AppraisalPolicy policy = AppraisalPolicy.STRICT;
        private ReferenceValues references = ReferenceValues.NONE;
        private int remembered;

        private Builder() {}

        /** Where Intel's collateral comes from; without one, no quote is affirmed. */
        public Builder endorsements(CollateralSource source) {
            this.endorsements = source;
            return this;
        }

        /** Where certificates of report-signing keys that did not come along, and AMD's revocation lists, come from. */
        public Builder endorsements(AmdSource source) {
            this.amdEndorsements = source;
            return this;
        }

        /** The roots that quotes may end at; Intel's by default. */
        public Builder trustAnchors(TrustAnchors roots) {
            this.anchors = roots;
            return this;
        }

        /** The roots that reports may end at; AMD's by default. */
        public Builder trustAnchors(AmdTrustAnchors roots) {
            this.amdAnchors = roots;
            return this;
        }

        /** What is accepted; {@link AppraisalPolicy#STRICT} by default. */
        public Builder policy(AppraisalPolicy accepted) {
            this.policy = accepted;
            return this;
        }

        /** Who computes signatures; the platform by default. */
        public Builder signatures(SignatureVerifier verifier) {
            this.signatures = verifier;
            return this;
        }

        /**
         * For a verifier of many machines: how many facts it remembers of each kind, such as verified certificates; none by
         * default.
         *
         * @see QuoteVerifier#remembering
         */
        public Builder remembering(int facts) {
            this.remembered = facts;
            return this;
        }

        /** What is expected; nothing by default, and the result says so. */
        public Builder referenceValues(ReferenceValues expected) {
            this.references = expected;
            return this;
        }

        public Verifier build() {
            return new Verifier(this);
        }
    }
}
