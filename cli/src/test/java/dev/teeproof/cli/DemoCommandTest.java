package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.verifier.render.Ink;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo affirms its machine, refuses each broken copy, and writes what verify takes. */
class DemoCommandTest {

    private static final Map<SnpMachineFault, String> SNP_CHECKS = Map.ofEntries(
            Map.entry(SnpMachineFault.REPORT_FORGED, "REPORT_SIGNATURE"),
            Map.entry(SnpMachineFault.STRANGE_ROOT, "VEK_CHAIN_UNTRUSTED"),
            Map.entry(SnpMachineFault.VEK_OF_ANOTHER_CHIP, "VEK_CHIP_MISMATCH"),
            Map.entry(SnpMachineFault.ISSUER_REVOKED, "CA_REVOKED"),
            Map.entry(SnpMachineFault.CRL_EXPIRED, "CRL_EXPIRED"),
            Map.entry(SnpMachineFault.DEBUG, "WORKLOAD_DEBUG"),
            Map.entry(SnpMachineFault.TCB_OUT_OF_DATE, "TCB_STATUS_REJECTED"),
            Map.entry(SnpMachineFault.PROVISIONAL_FIRMWARE, "PROVISIONAL_FIRMWARE"),
            Map.entry(SnpMachineFault.REPORT_DATA_OF_SOMEBODY_ELSE, "REPORT_DATA"),
            Map.entry(SnpMachineFault.MR_CONFIG_CHANGED, "HOST_DATA"),
            Map.entry(SnpMachineFault.ANOTHER_COMMAND_LINE, "SNP_MEASUREMENT_MISMATCH"));

    private static CommandRun run(String... args) {
        return CommandRun.of(
                InputStream.nullInputStream(), Instant.parse("2026-04-15T12:00:00Z"), Ink.PLAIN, Map.of(), args);
    }

    /** The command lines that a demo printed. */
    private static List<String[]> printed(CommandRun demo, Path folder) {
        return demo.out()
                .lines()
                .filter(line -> line.contains(folder.toString()))
                .map(line -> line.strip().replaceFirst("^teeproof ", "").split(" "))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo tdx"})
    void tdxIsAffirmedAndEachBrokenCopyRefused(String command, @TempDir Path folder) {
        String[] words = (command + " --out " + folder).split(" ");
        CommandRun demo = run(words);

        assertThat(demo.status()).isZero();
        assertThat(demo.out())
                .startsWith("A simulated TDX machine")
                .contains("AFFIRMING  every check passed")
                .contains("Next, with real evidence:");
        for (Fault fault : TdxDemo.shown()) {
            assertThat(demo.out()).containsPattern("(CONTRAINDICATED|WARNING) +" + Pattern.quote(fault.words()));
        }
        String[] verify = printed(demo, folder).getFirst();
        assertThat(run(verify).status()).isZero();
        assertThat(run(verify).out())
                .contains("signed by the TDX module, Simulated SGX Root CA (a root of the caller's");
        CommandRun withoutRoot = run(Arrays.copyOf(verify, verify.length - 2));
        assertThat(withoutRoot.status()).isEqualTo(1);
        assertThat(withoutRoot.out()).contains("PCK_CHAIN_UNTRUSTED").contains("--root FILE");
    }

    @Test
    void snpIsAffirmedAndEachBrokenCopyRefusedAtItsCheck() {
        CommandRun demo = run("demo", "snp");

        assertThat(demo.out())
                .startsWith("A simulated SEV-SNP machine")
                .contains("AFFIRMING  every check passed")
                .contains("Next, with real evidence:");
        assertThat(SnpDemo.shown()).containsExactlyInAnyOrderElementsOf(SNP_CHECKS.keySet());
        SNP_CHECKS.forEach((fault, check) -> assertThat(demo.out())
                .containsPattern("(CONTRAINDICATED|WARNING) +" + Pattern.quote(fault.words()) + "\n +" + check + ": "));
        assertThat(demo.status()).isZero();
    }

    @Test
    void theCommandsThatTheSnpDemoPrintsAreAffirmedWithItsRootAlone(@TempDir Path folder) {
        CommandRun demo = run("demo", "snp", "--seed", "3", "--out", folder.toString());

        List<String[]> commands = printed(demo, folder);
        assertThat(commands).hasSize(2);
        for (String[] command : commands) {
            CommandRun verify = run(command);
            assertThat(verify.err()).isEmpty();
            assertThat(verify.out()).startsWith("AFFIRMING");
            assertThat(verify.status()).isZero();
        }
        String report = folder.resolve("report.bin").toString();
        CommandRun stranger = run("snp", "verify", report, "--offline");
        assertThat(stranger.status()).isEqualTo(1);
        assertThat(stranger.out()).contains("VEK_CHAIN_UNTRUSTED");
    }

    @Test
    void anotherSeedIsAnotherMachine() {
        CommandRun one = run("demo", "snp", "--seed", "2");
        CommandRun other = run("demo", "snp", "--seed", "3");

        assertThat(one.status()).isZero();
        assertThat(run("demo", "snp", "--seed", "2").out()).isEqualTo(one.out());
        assertThat(other.out()).isNotEqualTo(one.out());
    }

    @Test
    void aKindThatThereIsNoneOfIsAUsageError() {
        CommandRun demo = run("demo", "sgx");

        assertThat(demo.status()).isEqualTo(2);
        assertThat(demo.err()).contains("there are tdx and snp");
    }
}
