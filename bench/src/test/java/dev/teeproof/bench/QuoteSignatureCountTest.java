package dev.teeproof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.QuoteVerifier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many signatures the verification of a quote computes, at each degree of acquaintance that is measured. */
class QuoteSignatureCountTest {

    private final AtomicInteger computed = new AtomicInteger();
    private final SignatureVerifier counting = (key, message, signature) -> {
        computed.incrementAndGet();
        return SignatureVerifier.ofPlatform().verifies(key, message, signature);
    };
    private final Platforms platforms = Platforms.simulated(3);

    @Test
    void aVerifierThatRemembersNothingComputesNineEachTime() throws MalformedEvidenceException {
        QuoteVerifier forgetting = QuoteVerifier.of(platforms.anchors()).withSignatures(counting);

        assertThat(computedBy(forgetting, 0)).isEqualTo(9);
        assertThat(computedBy(forgetting, 0)).isEqualTo(9);
    }

    @Test
    void eachNewPlatformComputesThree() throws MalformedEvidenceException {
        QuoteVerifier remembering = platforms.verifier(counting);

        assertThat(computedBy(remembering, 0)).isEqualTo(9);
        assertThat(computedBy(remembering, 1)).isEqualTo(3);
        assertThat(computedBy(remembering, 2)).isEqualTo(3);
    }

    @Test
    void aQuoteOfAKnownPlatformComputesOneHoweverOftenItComes() throws MalformedEvidenceException {
        QuoteVerifier remembering = platforms.verifier(counting);
        computedBy(remembering, 0);

        assertThat(computedBy(remembering, 0)).isEqualTo(1);
        assertThat(computedBy(remembering, 0)).isEqualTo(1);
    }

    private int computedBy(QuoteVerifier verifier, int platform) throws MalformedEvidenceException {
        int before = computed.get();
        platforms.verified(verifier, platform);
        return computed.get() - before;
    }
}
