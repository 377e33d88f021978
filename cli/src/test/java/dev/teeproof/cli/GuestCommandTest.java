package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.simulation.Simulation;
import dev.teeproof.attester.simulation.SimulationPlan;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.verifier.render.Ink;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of a guest, against a simulated machine. */
@Timeout(120)
class GuestCommandTest {

    private static final Bytes COMPOSE = Bytes.utf8(
            "{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"docker-compose\",\"event_log_version\":2}");

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private static Path directory;

    private static Simulation tdx;
    private static Simulation snp;

    @BeforeAll
    static void start() throws Exception {
        tdx = start("tdx", TeeKind.TDX);
        snp = start("snp", TeeKind.SNP);
    }

    private static Simulation start(String name, TeeKind kind) throws Exception {
        return Simulation.start(
                directory.resolve(name),
                new SimulationPlan(
                        kind,
                        Optional.of(COMPOSE),
                        Optional.of(Bytes.of(7)),
                        Optional.empty(),
                        OptionalInt.empty(),
                        false),
                AT,
                Bytes.of(1),
                "test");
    }

    @AfterAll
    static void stop() {
        tdx.close();
        snp.close();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(
                InputStream.nullInputStream(), AT, Ink.PLAIN, Map.of("HOME", directory.toString()), arguments);
    }

    private static Bytes written(String file) throws Exception {
        return Bytes.copyOf(Files.readAllBytes(directory.resolve(file)));
    }

    private static String path(String file) {
        return directory.resolve(file).toString();
    }

    @Test
    void aQuoteIsWrittenRawWithTheReportDataThatWasAskedFor() throws Exception {
        CommandRun run = run(
                "quote",
                "get",
                "--agent",
                tdx.socket().toString(),
                "--report-data",
                "0x00ff",
                "--output",
                path("q.bin"));

        assertThat(run.status()).as(run.err()).isZero();
        TdReport report = (TdReport) Quote.parse(written("q.bin")).body();
        assertThat(report.reportData()).isEqualTo(Bytes.concat(Bytes.hex("00ff"), Bytes.zeros(62)));
    }

    @Test
    void theAnswerWithHashInputsIsWhatVerifyTakes() throws Exception {
        CommandRun run = run(
                "quote",
                "get",
                "--agent",
                tdx.agentUrl().toString(),
                "--hash-inputs",
                "--json",
                "--output",
                path("q.json"));

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject answer = Json.readObject(written("q.json"), "answer");
        TdxEventLog log = TdxEventLog.readJson(Bytes.utf8(answer.string("event_log")), "event_log");
        assertThat(log.events().stream().filter(TdxEvent::isRuntime))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(
                                Digest.SHA_384.of(Bytes.hex(event.hashInput().orElseThrow())))
                        .isEqualTo(event.digest()));
        assertThat(verified("q.json").out()).startsWith("AFFIRMING");
        String told = Files.readString(directory.resolve("q.json"));
        Files.writeString(
                directory.resolve("other.json"), told.replaceFirst("\"report_data\": \"00", "\"report_data\": \"01"));
        assertThat(verified("other.json").out()).startsWith("CONTRAINDICATED").contains("REPORT_DATA");
    }

    private static CommandRun verified(String file) {
        return run(
                "verify",
                path(file),
                "--root",
                tdx.rootCa().toString(),
                "--pccs",
                tdx.pccsUrl().toString(),
                "--insecure-http",
                "--no-cache");
    }

    @Test
    void anAttestationIsWrittenRawOrInHexadecimalText() throws Exception {
        CommandRun raw = run("attest", "--agent", "unix:" + snp.socket(), "--output", path("a.bin"));
        CommandRun hex = run("attest", "--agent", snp.socket().toString(), "--hex");

        assertThat(raw.status()).as(raw.err()).isZero();
        assertThat(raw.err()).contains("wrote " + path("a.bin"));
        Attestation attestation = Attestation.decode(written("a.bin"));
        assertThat(attestation.platform()).isInstanceOf(Platform.Snp.class);
        assertThat(attestation.stack().runtimeEvents().events()).isEmpty();
        assertThat(Attestation.decode(Bytes.hex(hex.out().strip())).platform()).isInstanceOf(Platform.Snp.class);
    }

    @Test
    void anSnpMachineHasNoQuote() {
        CommandRun run = run("quote", "get", "--agent", snp.socket().toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("none with Intel TDX", "teeproof attest");
    }

    @ParameterizedTest
    @CsvSource({
        "00, there is no socket",
        "0g, --report-data",
        "0, --report-data",
    })
    void whatCannotBeAskedIsRefusedInWords(String reportData, String words) {
        CommandRun run = run("attest", "--agent", path("nothing.sock"), "--report-data", reportData);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }

    @Test
    void reportDataThatIsTooLongIsRefusedBeforeAnybodyIsAsked() {
        CommandRun run = run("attest", "--agent", path("nothing.sock"), "--report-data", "00".repeat(65));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("65 bytes");
    }

    @Test
    void theSimulatorsVariableNamesTheAgent() {
        CommandRun run = CommandRun.of(
                InputStream.nullInputStream(),
                AT,
                Ink.PLAIN,
                Map.of("DSTACK_SIMULATOR_ENDPOINT", tdx.socket().toString()),
                "attest",
                "--hex");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("83a776657273696f6e01");
    }

    @Test
    void anEventIsMeasuredFromTheShellInSilence() {
        CommandRun extended = run("extend", "-e", "from-the-shell", "-p", "00ff", "--simulated", path("tdx"));
        CommandRun shown = run("eventlog", "show", "--agent", tdx.socket().toString());

        assertThat(extended.status()).as(extended.err()).isZero();
        assertThat(extended.out()).isEmpty();
        assertThat(extended.err()).isEmpty();
        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("compose-hash", "system-ready", "from-the-shell 00ff", "dstack's event log");
        CommandRun refused = run("extend", "-e", "a\nb", "--simulated", path("tdx"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("BAD_EVENT", "control character");
        CommandRun nowhere = run("extend", "-e", "a", "--simulated", path("nothing"));
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).contains("teeproof simulate --dir");
    }

    @Test
    void aLogIsOfAFileOrOfAnAgent() {
        assertThat(run("eventlog", "show").err()).contains("name a log");
        assertThat(run("eventlog", "show", "x", "--agent", "y").err()).contains("not both");
    }

    /** Nothing here runs in a TDX or SNP guest that would let tests extend its registers. */
    @Test
    void withoutTheHardwareTheAgentSaysWhatWasLookedAt() {
        CommandRun agent = run("agent", "--socket", path("s.sock"), "--tappd-socket", path("t.sock"));

        assertThat(agent.status()).isEqualTo(1);
        assertThat(agent.err()).contains("NO_TEE", "teeproof simulate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--platform | sev | there are tdx and snp",
                "--seed | 0g | --seed",
                "--port | 70000 | no port",
                "--fault | NOTHING | QUOTE_FORGED",
                "--app-compose | nothing.json | does not exist",
            })
    void aSimulationThatCannotBeIsRefusedInWords(String option, String value, String words) {
        CommandRun run = run("simulate", "--dir", path("other"), option, value);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }

    @Test
    void aMachineThatRunsIsNotStartedTwice() {
        CommandRun twice = run("simulate", "--dir", path("tdx"));

        assertThat(twice.status()).isEqualTo(2);
        assertThat(twice.err()).contains("another simulation runs in");
        assertThat(tdx.addressesFile()).exists();
    }
}
