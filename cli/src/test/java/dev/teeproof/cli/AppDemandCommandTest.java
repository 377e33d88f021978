package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.verifier.render.Ink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A user who demands an event, an app or report data. */
class AppDemandCommandTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    private static final String REAL_COMPOSE = "86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9";

    /** What the simulator takes the compose hash of. */
    private static final String COMPOSE_FILE = "app-compose.json of simulation 1";

    @TempDir
    private Path folder;

    private CommandRun simulated(TdxBlueprint plan, String... more) throws IOException {
        SimulatedTdx machine = plan.build();
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                Files.write(folder.resolve("evidence.json"), machine.request().toArray())
                        .toString(),
                "--collateral",
                Files.write(
                                folder.resolve("collateral.json"),
                                machine.collateralContainer().toArray())
                        .toString(),
                "--root",
                Files.write(
                                folder.resolve("root.der"),
                                machine.rootCertificate().toArray())
                        .toString(),
                "--offline"));
        arguments.addAll(List.of(more));
        return run(AT, arguments);
    }

    private static CommandRun run(Instant at, List<String> arguments) {
        return CommandRun.of(InputStream.nullInputStream(), at, Ink.PLAIN, Map.of(), arguments.toArray(String[]::new));
    }

    private static CommandRun real(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                Conformance.path("dstack/tdx-lite-attestation.json").toString(),
                "--collateral",
                Conformance.path("dcap/collateral/tdx-90c06f000000-2026-04.json")
                        .toString(),
                "--offline"));
        arguments.addAll(List.of(more));
        return run(Instant.parse("2026-04-15T12:00:00Z"), arguments);
    }

    private String composeFile(String text) throws IOException {
        return Files.writeString(folder.resolve("app-compose.json"), text).toString();
    }

    @Test
    void realEvidenceIsAffirmedOnASingleEvent() {
        CommandRun right = real("--require-event", "compose-hash=" + REAL_COMPOSE);
        CommandRun wrong = real("--require-event", "compose-hash=" + "00".repeat(32));

        assertThat(right.status()).isZero();
        assertThat(right.out())
                .startsWith("AFFIRMING")
                .contains("the one that the policy expects; event 3 of the runtime log");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out())
                .startsWith("CONTRAINDICATED")
                .contains("REQUIRED_EVENT: the event compose-hash: expected " + "00".repeat(32) + ", actual "
                        + REAL_COMPOSE)
                .contains("measured before system-ready count");
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void aFileIsThatOfTheMachineToTheByte(EventLogVersion version) throws IOException {
        TdxBlueprint plan = TdxBlueprint.of(1, AT).eventVersions(version);
        CommandRun right = simulated(plan, "--compose", composeFile(COMPOSE_FILE), "--require-event", "boot-mr-done=");
        CommandRun lineEnd = simulated(plan, "--compose", composeFile(COMPOSE_FILE + "\n"));
        CommandRun otherApp = simulated(plan, "--compose", composeFile(COMPOSE_FILE), "--app-id", "00".repeat(20));

        assertThat(right.err()).isEmpty();
        assertThat(right.status()).isZero();
        assertThat(lineEnd.status()).isEqualTo(1);
        assertThat(lineEnd.out())
                .contains("EXPECTED_COMPOSE_HASH: the event compose-hash is not what the policy demands");
        assertThat(otherApp.status()).isEqualTo(1);
        assertThat(otherApp.out()).contains("EXPECTED_APP_ID: the event app-id is not what the policy demands");
    }

    @Test
    void reportDataIsComparedWhole() throws IOException {
        TdxBlueprint plan = TdxBlueprint.of(1, AT).reportData(Bytes.hex("0102"));

        assertThat(simulated(plan, "--report-data", "0102").status()).isZero();
        assertThat(simulated(plan, "--report-data", "01").out()).contains("EXPECTED_REPORT_DATA: ");
        assertThat(simulated(plan, "--report-data", "0103").status()).isEqualTo(1);
    }

    @Test
    void anSnpGuestHasAnAppAndNoEvents() {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                Conformance.path("dstack/sev-snp-attestation.json").toString(),
                "--offline",
                "--accept",
                "OutOfDate",
                "--require-event",
                "storage-fs=65787434",
                "--app-id",
                "00".repeat(20)));
        CommandRun run = run(Instant.parse("2026-07-01T00:00:00Z"), arguments);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("FAILED +REQUIRED_EVENT")
                .contains("SEV-SNP has no register that binds the runtime events of a guest")
                .containsPattern("FAILED +EXPECTED_APP_ID");
    }

    @Test
    void aBareQuoteHasNoLog() {
        List<String> arguments = List.of(
                "verify",
                Conformance.path("dcap/tdx-v5-90c06f000000.quote").toString(),
                "--collateral",
                Conformance.path("dcap/collateral/tdx-90c06f000000-2026-04.json")
                        .toString(),
                "--offline",
                "--require-event",
                "a=00");
        CommandRun run = run(Instant.ofEpochSecond(1_775_001_600), arguments);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("a bare quote has no event log");
    }

    @Test
    void aPolicyFileDemandsTheSameAndDoesNotContradictTheOptions() throws IOException {
        String toml = Files.writeString(
                        folder.resolve("policy.toml"),
                        "compose_hash = \"" + REAL_COMPOSE + "\"\n[require_events]\nstorage-fs = \"65787434\"\n")
                .toString();

        assertThat(real("--policy", toml).out())
                .contains("REQUIRED_EVENT: the event storage-fs: expected 65787434, actual 7a6673");
        assertThat(real("--policy", toml, "--require-event", "storage-fs=00").err())
                .contains("two payloads are demanded of the event storage-fs");
        assertThat(real("--policy", toml, "--require-event", "storage-fs=00").status())
                .isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--require-event | compose-hash | write NAME=HEX",
                "--require-event | a=0 | write the payload in hexadecimal digits",
                "--require-event | =00 | an event has a name",
                "--require-event | system-ready= | system-ready need not be demanded",
                "--compose | nowhere | nowhere does not exist",
                "--app-id | 00 | an app id has 20 bytes, not 1",
                "--app-id | x | write 20 bytes in hexadecimal digits",
                "--report-data | xx | write 1 to 64 bytes in hexadecimal digits",
                "--report-data | '' | write 1 to 64 bytes in hexadecimal digits",
            })
    void aDemandThatCannotBeReadIsAUsageError(String option, String value, String message) {
        CommandRun run = real(option, value);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void demandsOfOneNameAgreeOrAreAUsageError() {
        assertThat(real("--require-event", "a=00", "--require-event", "a=01").err())
                .contains("two payloads are demanded of the event a");
        assertThat(real(
                                "--require-event",
                                "compose-hash=" + REAL_COMPOSE,
                                "--require-event",
                                "compose-hash=" + REAL_COMPOSE)
                        .status())
                .isZero();
        assertThat(real("--report-data", "00".repeat(65)).status()).isEqualTo(2);
        // A challenge is not one of several values that will do.
        assertThat(real("--report-data", "01", "--expect", "report-data=02").err())
                .contains("demands another report data already");
        assertThat(real("--report-data", "01", "--expect", "report-data=0100").status())
                .isNotEqualTo(2);
    }

    @Test
    void theServiceTakesTheSameOptions() {
        CommandRun help = run(AT, List.of("serve", "--help"));

        assertThat(help.out()).contains("--require-event", "--compose=FILE", "--app-id", "--report-data");
        assertThat(run(AT, List.of("quote", "verify", "--help")).out()).doesNotContain("--require-event");
    }
}
