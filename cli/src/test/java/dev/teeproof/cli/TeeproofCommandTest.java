package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.conformance.Conformance;
import dev.teeproof.verifier.render.Ink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeeproofCommandTest {

    private static final String LITE = "dstack/tdx-lite-attestation.json";
    private static final String COLLATERAL = "dcap/collateral/tdx-90c06f000000-2026-04.json";
    private static final String OS_IMAGE = "e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db";

    private static CommandRun run(InputStream in, Instant now, Ink ink, String... args) {
        return CommandRun.of(in, now, ink, Map.of(), args);
    }

    private static CommandRun run(String... args) {
        return run(InputStream.nullInputStream(), Instant.parse("2026-04-15T12:00:00Z"), Ink.PLAIN, args);
    }

    private static String file(String name) {
        return Conformance.path(name).toString();
    }

    @Test
    void realEvidenceIsAffirmedAtTheInstantThatIsNamed() {
        CommandRun run = run("verify", file(LITE), "--collateral", file(COLLATERAL), "--at", "2026-04-15T12:00:00Z");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("AFFIRMING")
                .contains("Nobody has said which OS image to expect")
                .contains("event 3 of the runtime log, replayed to RTMR3, signed by the TDX module, Intel SGX Root CA")
                .contains("Holds until 2026-04-15T22:06:09Z")
                .doesNotContain("Reason");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void unixSecondsAndTheClockNameInstantsToo() {
        assertThat(run("verify", file(LITE), "--collateral", file(COLLATERAL), "--at", "1776254400")
                        .status())
                .isZero();
        assertThat(run("verify", file(LITE), "--collateral", file(COLLATERAL)).status())
                .isZero();
    }

    @Test
    void evidenceComesFromStandardInput() {
        InputStream in = new ByteArrayInputStream(Conformance.bytes(LITE));
        CommandRun run = run(
                in, Instant.parse("2026-04-15T12:00:00Z"), Ink.PLAIN, "verify", "-", "--collateral", file(COLLATERAL));

        assertThat(run.status()).isZero();
    }

    @Test
    void expiredCollateralIsContraindicatedWithItsReasonLast() {
        CommandRun run = run("verify", file(LITE), "--collateral", file(COLLATERAL), "--at", "2026-04-16T00:00:00Z");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("CONTRAINDICATED")
                .contains("CRL_EXPIRED: the revocation list of Intel SGX PCK Platform CA was valid until")
                .endsWith("or judge old evidence as of its own time with --at INSTANT.\n");
    }

    @Test
    void anImageThatIsNotAtHandGivesNoVerdict() {
        CommandRun run =
                run("verify", file("dstack/quote-report.json"), "--collateral", file(COLLATERAL), "--at", "1775001600");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).startsWith("NONE").contains("OS_IMAGE_MISSING: the OS image 14ad42d0270b444e");
    }

    @Test
    void withoutCollateralThereIsNoVerdict() {
        CommandRun run = run("verify", file(LITE), "--offline");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("COLLATERAL_MISSING").contains("--collateral FILE");
    }

    @Test
    void theExpectedImageIsCompared() {
        CommandRun expected = run("verify", file(LITE), "--collateral", file(COLLATERAL), "--os-image", OS_IMAGE);
        CommandRun other = run("verify", file(LITE), "--collateral", file(COLLATERAL), "--os-image", "00".repeat(32));

        assertThat(expected.status()).isZero();
        assertThat(expected.out()).contains("the one that --os-image expects").doesNotContain("Nobody has said");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out())
                .contains("OS_IMAGE_REFERENCE: the OS image " + OS_IMAGE + " is none that --os-image expects");
    }

    @Test
    void jsonIsForPrograms() {
        CommandRun run = run("verify", file(LITE), "--collateral", file(COLLATERAL), "--json");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("{")
                .contains("\"verdict\": \"affirming\"")
                .contains("\"until\": \"2026-04-15T22:06:09Z\"")
                .contains("\"kind\": \"replayed_to\"");
    }

    @Test
    void colourIsForTerminals() {
        CommandRun coloured = run(
                InputStream.nullInputStream(),
                Instant.parse("2026-04-15T12:00:00Z"),
                Ink.ANSI,
                "verify",
                file(LITE),
                "--collateral",
                file(COLLATERAL));

        assertThat(coloured.out()).startsWith("\u001b[32mAFFIRMING\u001b[0m");
        assertThat(run("verify", file(LITE), "--offline").out()).doesNotContain("\u001b");
        assertThat(Main.ink(null, null)).isEqualTo(Ink.PLAIN);
    }

    @Test
    void whatCannotBeReadIsToldWithItsName(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.json"));
        Path torn = Files.writeString(folder.resolve("torn.json"), "{\"attestation\":\"00");

        assertThat(run("verify", folder.resolve("absent.json").toString()).err())
                .contains("absent.json does not exist");
        assertThat(run("verify", empty.toString()).err()).contains("TRUNCATED").contains("the input is empty");
        assertThat(run("verify", torn.toString()).err()).contains("torn.json cannot be read as evidence: BAD_VALUE");
        assertThat(run("verify", torn.toString()).status()).isEqualTo(2);
    }

    @Test
    void usageErrorsSayWhatToDo() {
        assertThat(run("verify").err())
                .contains("Missing required parameter: 'FILE'")
                .contains("--help");
        assertThat(run("verify", "x", "--at", "yesterday").err()).contains("--at yesterday is no instant");
        assertThat(run("verify", "x", "--accept", "Revoked").err()).contains("Revoked is never accepted");
        assertThat(run("verify", "x", "--accept", "anything").err()).contains("the names are UpToDate");
        assertThat(run("verify", "x", "--os-image", "abc").err()).contains("64 hexadecimal digits");
        assertThat(run("frobnicate").status()).isEqualTo(2);
        assertThat(run().err()).contains("a command is needed");
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("verify").status()).isEqualTo(2);
        assertThat(run("verify", "x", "--at", "yesterday").status()).isEqualTo(2);
    }

    @Test
    void helpIsWorthReading() {
        CommandRun top = run("--help");
        CommandRun verify = run("verify", "--help");

        assertThat(top.status()).isZero();
        assertThat(top.out()).contains("verify").contains("Exit status");
        assertThat(verify.status()).isZero();
        assertThat(verify.out())
                .contains("--collateral=FILE")
                .contains("OutOfDate")
                .contains("Examples:");
        assertThat(run("--version").out()).startsWith("teeproof ");
    }
}
