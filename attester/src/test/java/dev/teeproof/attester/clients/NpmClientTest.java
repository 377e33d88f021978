package dev.teeproof.attester.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.simulation.Simulation;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dstack's client for JavaScript, unmodified, over a unix socket and over HTTP. */
@Timeout(180)
class NpmClientTest {

    private static final Bytes COMPOSE = RunningMachine.compose(1);

    /** Measured by the guest itself before any client comes, so that every log has it. */
    private static final String FOREIGN_NAME = "naïve.☃";

    @TempDir
    private static Path directory;

    private static RunningMachine machine;
    private static Steps steps;

    @BeforeAll
    static void askForEverythingInOneProcess() throws Exception {
        PeerScript script = PeerScript.node("npm.js", "@phala/dstack-sdk");
        machine = RunningMachine.tdx(directory, COMPOSE);
        Simulation simulation = machine.simulation();
        Simulation.openLog(directory).emit(FOREIGN_NAME, Bytes.utf8("päyload"));
        // The client waits half a second for isReachable, and the first quote of a process takes longest.
        machine.call("Info", "{}");
        steps = new Steps(script.run(
                Map.of(
                        "DSTACK_SIMULATOR_ENDPOINT", simulation.socket().toString(),
                        "TAPPD_SIMULATOR_ENDPOINT", simulation.tappdSocket().toString()),
                simulation.agentUrl().toString()));
    }

    @AfterAll
    static void stop() {
        if (machine != null) {
            machine.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void quotesHaveTheReportDataAndALogThatReplaysToAllRegisters(String way) throws Exception {
        steps.quote(way + ".quoteOfText", Steps.padded("some text"));
        steps.quote(way + ".quoteOfBytes", Bytes.ofRepeated(0xab, 64));

        assertThat(log(way + ".quoteOfText").runtimeEvents().events())
                .contains(new RuntimeEvent(FOREIGN_NAME, Bytes.utf8("päyload"), EventLogVersion.V1));
        assertThat(steps.value(way + ".quoteOfText").string("vm_config")).startsWith("{\"os_image_hash\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void theClientRefusesMoreThan64BytesItself(String way) throws Exception {
        assertThat(steps.error(way + ".quoteOfTooMany"))
                .isEqualTo("Report data is too large, it should be less than 64 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void anAttestationIsOneThatCanBeReadAndIsAffirmed(String way) throws Exception {
        Bytes bytes = steps.value(way + ".attest").hex("attestation");

        Attestation attestation = Attestation.decode(bytes);
        assertThat(attestation.stack().reportData()).isEqualTo(Steps.padded("some text"));
        assertThat(attestation.platform()).isInstanceOf(Platform.Tdx.class);
        assertThat(machine.verify(bytes).reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void infoTellsTheAppAndTheRegistersThatAreInTheQuotes(String way) throws Exception {
        AppCompose compose = AppCompose.read(COMPOSE);
        for (String call : List.of(".info", ".tappdInfo")) {
            JsonObject info = steps.value(way + call);
            JsonObject tcb = info.object("tcb_info");

            assertThat(info.hex("app_id")).isEqualTo(compose.appId());
            assertThat(info.string("app_name")).isEqualTo("tested");
            assertThat(info.hex("compose_hash")).isEqualTo(Digest.SHA_256.of(COMPOSE));
            assertThat(info.string("cloud_vendor")).isEqualTo("Teeproof");
            assertThat(tcb.string("app_compose")).isEqualTo(COMPOSE.toUtf8("compose"));
            assertThat(tcb.hex("compose_hash")).isEqualTo(Digest.SHA_256.of(COMPOSE));
        }
        List<String> before = QuoteFields.rtmrs(steps.quote(way + ".quoteOfBytes"));
        JsonObject tcb = steps.value(way + ".info").object("tcb_info");
        assertThat(List.of(tcb.string("rtmr0"), tcb.string("rtmr1"), tcb.string("rtmr2"), tcb.string("rtmr3")))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void versionAndReachabilityAreTold(String way) throws Exception {
        assertThat(steps.value(way + ".version").string("version")).isEqualTo(RunningMachine.VERSION);
        assertThat(steps.value(way + ".version").string("rev")).isEmpty();
        assertThat(steps.plain(way + ".reachable")).contains(new JsonBoolean(true));
        assertThat(steps.plain(way + ".tappdReachable")).contains(new JsonBoolean(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void anEventIsExtendedIntoRtmr3AndIntoNothingElse(String way) throws Exception {
        List<String> before = QuoteFields.rtmrs(steps.quote(way + ".quoteOfBytes"));
        List<String> after = QuoteFields.rtmrs(steps.quote(way + ".quoteAfterEvent", Steps.padded("after")));
        RuntimeEvent event = new RuntimeEvent("of." + way, Bytes.utf8("measured"), EventLogVersion.V1);

        assertThat(after.subList(0, 3)).isEqualTo(before.subList(0, 3));
        assertThat(after.get(3))
                .isEqualTo(Digest.SHA_384
                        .of(Bytes.hex(before.get(3)), event.digest(Digest.SHA_384))
                        .toHex());
        assertThat(log(way + ".quoteAfterEvent").events()).last().isEqualTo(TdxEvent.ofRuntime(event));
    }

    /** Over a unix socket the client announces fewer bytes than it sends, so its request is torn and says no event. */
    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void aNameThatIsNotAsciiHangsNobodyAndIsMeasuredWhereItArrivesWhole(String way) throws Exception {
        List<RuntimeEvent> events =
                log(way + ".quoteAfterNotAscii").runtimeEvents().events();

        assertThat(steps.millis(way + ".emitNotAscii")).isLessThan(8_000);
        steps.quote(way + ".quoteAfterNotAscii", Steps.padded("after"));
        assertThat(events.getLast().event()).isEqualTo(way.equals("unix") ? "of.unix" : "grüß€.http");
    }

    /** The client does not say that an event was refused; the log does. */
    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void aNameOfTheSystemsIsNotMeasured(String way) throws Exception {
        assertThat(log(way + ".quoteAfterNotAscii").runtimeEvents().events())
                .filteredOn(event -> event.event().equals("app-id"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void whatNeedsKeysIsRefused(String way) throws Exception {
        // The client looks into answers that are not there, or hands on what the agent said.
        assertThat(steps.error(way + ".key")).contains("undefined");
        assertThat(steps.error(way + ".sign")).contains("undefined");
        assertThat(steps.value(way + ".tlsKey").string("error"))
                .isEqualTo("GetTlsKey is not served: this agent holds no keys yet");
        assertThat(steps.value(way + ".verify").string("error"))
                .isEqualTo("Verify is not served: this agent holds no keys yet");
        assertThat(steps.value(way + ".tappdKey").string("error"))
                .isEqualTo("DeriveKey is not served: this agent holds no keys yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void theOlderClientsQuotesHashOrTakeTheReportDataRaw(String way) throws Exception {
        Bytes input = Bytes.utf8("app-data:some text");

        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdHashed"))).isEqualTo(Digest.SHA_512.of(input));
        assertThat(steps.value(way + ".tappdHashed").string("algorithm")).isEqualTo("sha512");
        assertThat(steps.value(way + ".tappdHashed").string("prefix")).isEqualTo("app-data");
        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdSha256")))
                .isEqualTo(Bytes.concat(Digest.SHA_256.of(input), Bytes.zeros(32)));
        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdRaw"))).isEqualTo(Bytes.ofRepeated(0xcd, 64));
        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdRawShort"))).isEqualTo(Steps.paddedInFront("short"));
        assertThat(steps.error(way + ".tappdUnknown")).isEqualTo("invalid hash algorithm");
    }

    private static TdxEventLog log(String step) throws MalformedEvidenceException {
        return new TdxEventLog(steps.value(step).array("event_log").objects().stream()
                .map(NpmClientTest::event)
                .toList());
    }

    private static TdxEvent event(JsonObject json) {
        try {
            return TdxEvent.readJson(json);
        } catch (MalformedEvidenceException e) {
            throw new AssertionError(e);
        }
    }
}
