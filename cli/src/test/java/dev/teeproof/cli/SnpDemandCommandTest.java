package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.conformance.Conformance;
import dev.teeproof.verifier.render.Ink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who demands more of a real guest and its platform than the default does. */
class SnpDemandCommandTest {

    private static final String MEASUREMENT =
            "a1f3930413247bb38cfc171579ea3c12d5fe4901f0c792f63fd75d98f1ef827c23500644e0e692e6be917f9050d3d38c";

    private static CommandRun verify(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "snp",
                "verify",
                Conformance.path("snp/milan-v2.report").toString(),
                "--endorsements",
                Conformance.path("snp/milan-v2.vcek.der").toString(),
                "--offline",
                "--accept",
                "OutOfDate,provisional-firmware"));
        args.addAll(Arrays.asList(more));
        return CommandRun.of(
                InputStream.nullInputStream(),
                Instant.parse("2026-07-01T00:00:00Z"),
                Ink.PLAIN,
                Map.of(),
                args.toArray(String[]::new));
    }

    @Test
    void aLeastTcbThatIsNotReachedIsToldWithBothValues() {
        CommandRun run = verify("--least-tcb", "reported:snp=24");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("FAILED +REPORTED_TCB_TOO_OLD")
                .contains("expected at least snp=24")
                .containsPattern("found +boot loader 3, TEE 0, SNP firmware 8, microcode 115");
    }

    @ParameterizedTest
    @CsvSource({
        "--least-tcb, 'reported:bl=2,snp=5', --least-tcb, 'reported:snp=255', REPORTED_TCB_TOO_OLD",
        "--guest-policy, smt=yes, --guest-policy, smt=no, GUEST_POLICY_REJECTED",
        "--vmpl, 0, --vmpl, 2, EXPECTED_VMPL",
        "--least-guest-svn, 0, --least-guest-svn, 4294967295, GUEST_SVN_TOO_OLD",
        "--expect, measurement=" + MEASUREMENT
                + ", --expect, measurement=000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000, EXPECTED_MEASUREMENT"
    })
    void aDemandThatHoldsIsAffirmedAndOneThatDoesNotHasItsCheck(
            String option, String holds, String other, String fails, String check) {
        CommandRun affirmed = verify(option, holds);
        CommandRun refused = verify(other, fails);

        assertThat(affirmed.out()).startsWith("AFFIRMING");
        assertThat(affirmed.status()).isZero();
        assertThat(refused.out()).contains(check + ": ");
        assertThat(refused.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--least-tcb snp=24",
                "--least-tcb reported:snpp=24",
                "--least-tcb reported:snp=256",
                "--least-tcb reportet:snp=24",
                "--guest-policy smt",
                "--guest-policy debug=no",
                "--platform ecc=maybe",
                "--least-abi 1",
                "--least-firmware 1.55",
                "--vmpl 4",
                "--id-key 00",
                "--expect measurement=00",
                "--accept masked-chip"
            })
    void aMisspeltDemandIsAUsageErrorThatNamesIt(String demand) {
        CommandRun run = verify(demand.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(demand.substring(0, demand.indexOf(' ')));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aPolicyFileDemandsTheSame(@TempDir Path folder) throws IOException {
        Path policy = Files.writeString(
                folder.resolve("policy.toml"),
                "[snp]\nleast_tcb = [\"reported:snp=24\"]\nguest_policy = \"smt=yes\"\n[snp.expect]\nmeasurement = \""
                        + MEASUREMENT + "\"\n");
        Path misspelt = Files.writeString(folder.resolve("misspelt.toml"), "[snp]\nleast_tcp = \"reported:snp=24\"\n");

        CommandRun refused = verify("--policy", policy.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("REPORTED_TCB_TOO_OLD").doesNotContain("EXPECTED_MEASUREMENT: ");
        Files.writeString(policy, Files.readString(policy).replace("snp=24", "snp=8"));
        assertThat(verify("--policy", policy.toString()).status()).isZero();
        CommandRun unusable = verify("--policy", misspelt.toString());
        assertThat(unusable.status()).isEqualTo(2);
        assertThat(unusable.err()).contains("least_tcp");
    }
}
