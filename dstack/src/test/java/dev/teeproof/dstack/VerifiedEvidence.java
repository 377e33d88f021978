package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** A real attestation with its quote verified at an instant for which collateral is at hand. */
record VerifiedEvidence(Platform.Tdx platform, Stack stack, VerifiedQuote quote) {

    static VerifiedEvidence lite() throws MalformedEvidenceException {
        return verify(RealEvidence.lite(), 1776254400);
    }

    static VerifiedEvidence quoteReport() throws MalformedEvidenceException {
        return verify(RealEvidence.quoteReport(), 1775001600);
    }

    private static VerifiedEvidence verify(Attestation attestation, long at) throws MalformedEvidenceException {
        Platform.Tdx platform = RealEvidence.tdx(attestation);
        Bytes collateral = Bytes.copyOf(Conformance.bytes("dcap/collateral/tdx-90c06f000000-2026-04.json"));
        QuoteVerdict verdict = QuoteVerifier.of(TrustAnchors.intel())
                .verify(
                        Quote.parse(platform.quote()),
                        Collateral.readContainer(collateral, "test"),
                        Instant.ofEpochSecond(at));
        return new VerifiedEvidence(
                platform, attestation.stack(), Assertions.assertInstanceOf(VerifiedQuote.class, verdict));
    }

    /** The code of the check that failed; those before it did not, and those after it were not run. */
    DstackCheck failure() {
        CheckList checks = new CheckList(DstackCheck.TDX);
        CheckFailedException failure = Assertions.assertThrows(
                CheckFailedException.class, () -> ReplayedLog.bind(platform, stack, quote, checks));
        DstackCheck code =
                Assertions.assertInstanceOf(DstackCheck.class, failure.check().code());
        int at = DstackCheck.TDX.indexOf(code);
        List<Check> made = checks.checks();
        assertThat(made.subList(0, at)).extracting(Check::outcome).isSubsetOf(Outcome.PASSED, Outcome.NOT_APPLICABLE);
        assertThat(made.get(at).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(made.subList(at + 1, made.size())).extracting(Check::outcome).containsOnly(Outcome.NOT_RUN);
        return code;
    }

    VerifiedEvidence with(Stack other) {
        return new VerifiedEvidence(platform, other, quote);
    }

    VerifiedEvidence with(Platform.Tdx other) {
        return new VerifiedEvidence(other, stack, quote);
    }
}
