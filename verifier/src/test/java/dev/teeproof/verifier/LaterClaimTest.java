package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.sources.GivenCollateral;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the documents of a later evaluation say is a claim with a proof only where they are genuine. */
class LaterClaimTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final QuoteBlueprint PLAN =
            QuoteBlueprint.of(QuoteKind.TDX_V4, 3, AT).earlyDocuments();

    @Test
    void genuineDocumentsProveTheLaterStatus() throws MalformedEvidenceException {
        Claim later = claim(PLAN);

        assertThat(later.value()).hasToString("OutOfDate by evaluation 19");
        assertThat(later.proof().trustAnchor()).isPresent();
    }

    @Test
    void forgedDocumentsProveNothing() throws MalformedEvidenceException {
        Claim later = claim(PLAN.sentCollateral("tcb_info_early_signature", signature -> "00".repeat(64)));

        assertThat(later.value().toString()).startsWith("TCB_INFO_SIGNATURE");
        assertThat(later.proof().trustAnchor()).isEmpty();
    }

    private static Claim claim(QuoteBlueprint plan) throws MalformedEvidenceException {
        SimulatedQuote made = plan.build();
        AttestationResult result = Verifier.builder()
                .trustAnchors(TrustAnchors.of(List.of(made.root())))
                .endorsements(new GivenCollateral(List.of(made.collateral())))
                .build()
                .verify(new Evidence.BareQuote(Quote.parse(made.quote())), AT);
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        return result.claim(ClaimName.LATER_TCB_STATUS).orElseThrow();
    }
}
