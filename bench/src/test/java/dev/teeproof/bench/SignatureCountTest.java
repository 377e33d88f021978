package dev.teeproof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.SignatureValue;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many signatures a verification computes: the part of its cost that no clock is needed for. */
class SignatureCountTest {

    private final AtomicInteger computed = new AtomicInteger();
    private final SignatureVerifier counting = (key, message, signature) -> {
        computed.incrementAndGet();
        return SignatureVerifier.ofPlatform().verifies(key, message, signature);
    };
    private Fixture fixture;

    @BeforeEach
    void readTheFixture() throws IOException {
        fixture = Fixture.in(Path.of(Conformance.path("").toString()));
    }

    @Test
    void aColdVerificationComputesNine() throws MalformedEvidenceException {
        Verifier cold = fixture.verifier(counting);

        assertThat(computedBy(cold)).isEqualTo(9);
        assertThat(computedBy(cold)).isEqualTo(9);
    }

    @Test
    void theFirstQuoteOfAnotherMachineComputesThree() throws MalformedEvidenceException {
        assertThat(computedWhenWarm(fixture.ofTheMachine())).isEqualTo(3);
    }

    @Test
    void anotherQuoteOfAKnownMachineComputesOne() throws MalformedEvidenceException {
        assertThat(computedWhenWarm(fixture.ofTheQuote())).isEqualTo(1);
    }

    @Test
    void aQuoteSeenBeforeComputesNone() throws MalformedEvidenceException {
        Verifier warm = fixture.verifier(VerifiedSignatures.over(counting, 10_000));

        computedBy(warm);
        assertThat(computedBy(warm)).isZero();
    }

    private int computedWhenWarm(Set<SignatureValue> fresh) throws MalformedEvidenceException {
        Verifier warm = fixture.verifier(Remembering.allBut(fresh, counting));
        computedBy(warm);
        return computedBy(warm);
    }

    private int computedBy(Verifier verifier) throws MalformedEvidenceException {
        int before = computed.get();
        fixture.affirmed(verifier);
        return computed.get() - before;
    }
}
