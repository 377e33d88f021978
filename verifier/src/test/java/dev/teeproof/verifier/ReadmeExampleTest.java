package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.GivenCollateral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the README, as a user would write it. */
class ReadmeExampleTest {

    private static final List<String> PRINTED = new ArrayList<>();

    @Test
    void theExampleAffirmsTheRealMachineAndNamesItsApp() throws Exception {
        example(
                Conformance.path("dstack/tdx-lite-attestation.json"),
                Conformance.path("dcap/collateral/tdx-90c06f000000-2026-04.json"));

        assertThat(PRINTED)
                .containsExactly("86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9 Intel SGX Root CA");
    }

    @Test
    void theReadmeShowsWhatThisTestRuns() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", ReadmeExampleTest.class.getName().replace('.', '/') + ".java"));
        String readme = Files.readString(Path.of("../README.md"));
        String block = readme.substring(readme.indexOf("```java\n") + 8);
        List<String> lines = block.substring(0, block.indexOf("```"))
                .lines()
                .map(String::strip)
                .toList();

        assertThat(lines).hasSizeGreaterThan(8);
        for (String line : lines) {
            assertThat(source).contains(line.replace("System.out.println(", "PRINTED.add("));
        }
    }

    // spotless:off
    private static void example(Path attestation, Path container) throws IOException, MalformedEvidenceException {
        Evidence evidence = Evidence.read(Bytes.copyOf(Files.readAllBytes(attestation)));
        Collateral collateral = Collateral.readContainer(Bytes.copyOf(Files.readAllBytes(container)), "collateral.json");
        Verifier verifier = Verifier.builder()
                .endorsements(new GivenCollateral(List.of(collateral)))
                .build();
        AttestationResult result = verifier.verify(evidence, Instant.parse("2026-04-15T12:00:00Z"));
        if (result.verdict() == Verdict.AFFIRMING) {
            Claim app = result.claim(ClaimName.COMPOSE_HASH).orElseThrow();
            PRINTED.add(app.value() + " " + app.proof().trustAnchor().orElseThrow().name());
        }
    }
    // spotless:on
}
