package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.GivenCollateral;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the README, as a user would write it. */
class ReadmeExampleTest {

    @Test
    void aMachineIsVerifiedInTenLines() throws Exception {
        byte[] sent = Conformance.bytes("dstack/tdx-lite-attestation.json");
        byte[] fetched = Conformance.bytes("dcap/collateral/tdx-90c06f000000-2026-04.json");

        Evidence evidence = Evidence.read(Bytes.copyOf(sent));
        Collateral collateral = Collateral.readContainer(Bytes.copyOf(fetched), "collateral.json");
        Verifier verifier = Verifier.builder()
                .endorsements(new GivenCollateral(List.of(collateral)))
                .build();
        AttestationResult result = verifier.verify(evidence, Instant.parse("2026-04-15T12:00:00Z"));

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().value())
                .hasToString("86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9");
    }
}
