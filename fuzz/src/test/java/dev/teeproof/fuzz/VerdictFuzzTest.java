package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.util.List;

/**
 * A quote that parses gets a verdict, and no exception, whatever is in its certificates, even where every signature is
 * taken for right: an attacker with keys of his own reaches as far.
 */
class VerdictFuzzTest {

    private static final SimulatedTdx MACHINE =
            TdxBlueprint.of(SeedCorpus.SEED, SeedCorpus.AT).build();
    private static final Collateral COLLATERAL = MACHINE.collateral();
    private static final QuoteVerifier CREDULOUS = QuoteVerifier.of(TrustAnchors.of(List.of(MACHINE.root())))
            .withSignatures((key, message, signature) -> true);

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, quote -> verdict(Quote.parse(quote)).checks());
    }

    private static QuoteVerdict verdict(Quote quote) throws MalformedEvidenceException {
        return CREDULOUS.verify(quote, COLLATERAL, SeedCorpus.AT);
    }
}
