package dev.teeproof.verifier;

import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dstack.Platform;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.SourceUnavailableException;
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
        this.references = builder.references;
    }

    /** A builder whose defaults are the strictest: Intel's root alone, UpToDate alone, no collateral. */
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
            case Evidence.Dstack dstack ->
                switch (dstack.attestation().platform()) {
                    case Platform.Tdx tdx ->
                        new DstackTdxAppraisal(
                                        dstack.quote(),
                                        tdx,
                                        dstack.attestation().stack(),
                                        quotes,
                                        policy,
                                        references)
                                .result(dstack.warnings(), at);
                };
            case Evidence.BareQuote bare ->
                new BareQuoteAppraisal(quotes, policy.quote().expected().namesWorkload()).result(bare, at);
        };
    }

    /** Collects what a verifier needs. */
    public static final class Builder {

        private CollateralSource endorsements = quote -> {
            throw new SourceUnavailableException("Intel's collateral", "no source was configured");
        };
        private TrustAnchors anchors = TrustAnchors.intel();
        private SignatureVerifier signatures = SignatureVerifier.ofPlatform();
        private AppraisalPolicy policy = AppraisalPolicy.STRICT;
        private ReferenceValues references = ReferenceValues.NONE;
        private int remembered;

        private Builder() {}

        /** Where collateral comes from; without one, no evidence is affirmed. */
        public Builder endorsements(CollateralSource source) {
            this.endorsements = source;
            return this;
        }

        /** The roots that are trusted; Intel's by default. */
        public Builder trustAnchors(TrustAnchors roots) {
            this.anchors = roots;
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
