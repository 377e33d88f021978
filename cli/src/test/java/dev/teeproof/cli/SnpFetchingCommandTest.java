package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpBlueprint.SentCertificates;
import dev.teeproof.simulator.kds.KdsFault;
import dev.teeproof.simulator.kds.SimulatedKds;
import dev.teeproof.snp.SnpProduct;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user with a bare report and a network: the network is a simulated key distribution service on loopback. */
@SuppressWarnings("NullAway.Init")
class SnpFetchingCommandTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final SnpBlueprint PLAN =
            SnpBlueprint.of(SnpProduct.MILAN, 11, AT).sent(SentCertificates.NONE);
    private static final SimulatedReport MADE = PLAN.mint();

    @TempDir
    Path folder;

    private SimulatedKds kds;
    private Path report;
    private Path root;

    @BeforeEach
    void serve() throws IOException {
        kds = SimulatedKds.serving(PLAN);
        report = Files.write(folder.resolve("report.bin"), MADE.report().toArray());
        root = Files.write(folder.resolve("ark.der"), MADE.root().toArray());
    }

    @AfterEach
    void stop() {
        kds.close();
    }

    private static CommandRun run(Map<String, String> environment, String... args) {
        return CommandRun.of(InputStream.nullInputStream(), AT, Ink.PLAIN, environment, args);
    }

    private CommandRun verify(String... more) {
        List<String> args = new ArrayList<>(List.of("snp", "verify", report.toString(), "--root", root.toString()));
        args.addAll(Arrays.asList(more));
        return run(Map.of(), args.toArray(String[]::new));
    }

    private String url() {
        return kds.baseUrl().toString();
    }

    @Test
    void aReportAndANetworkAreEnoughAndTheSecondTimeTheCacheIs() {
        String cache = folder.resolve("cache").toString();
        String[] args = {"--kds", url(), "--cache", cache, "--require-crl"};

        CommandRun first = verify(args);
        int asked = kds.requests();
        kds.close();
        CommandRun second = verify(args);

        assertThat(first.out()).startsWith("AFFIRMING").contains("SNP");
        assertThat(first.status()).isZero();
        assertThat(asked).isEqualTo(3);
        assertThat(second.out()).startsWith("AFFIRMING");
        assertThat(second.status()).isZero();
    }

    @Test
    void theEnvironmentNamesAServiceToo() {
        String[] args = {"snp", "verify", report.toString(), "--root", root.toString(), "--no-cache"};

        assertThat(run(Map.of("KDS_URL", url()), args).status()).isZero();
        assertThat(kds.requests()).isPositive();
    }

    @Test
    void offlineFetchesNothing() {
        CommandRun run = verify("--kds", url(), "--offline");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("VEK_MISSING").contains("--offline forbids to fetch it");
        assertThat(kds.requests()).isZero();
    }

    @Test
    void withoutItsRootNothingThatIsFetchedIsBelieved() {
        CommandRun run = run(Map.of(), "snp", "verify", report.toString(), "--kds", url(), "--no-cache");

        assertThat(run.status()).isNotZero();
        assertThat(run.out()).doesNotContain("AFFIRMING");
    }

    @Test
    void aServiceThatDoesNotKnowTheChipGivesNoVerdictAndItsAnswerIsNamed() {
        kds.fail(KdsFault.EMPTY);

        CommandRun run = verify("--kds", url(), "--no-cache");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).startsWith("NONE").contains("VEK_MISSING").contains("404");
    }

    @Test
    void aServiceWithoutTlsOnAnotherHostIsAUsageError() {
        CommandRun run = verify("--kds", "http://kds.example");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--insecure-http");
    }
}
