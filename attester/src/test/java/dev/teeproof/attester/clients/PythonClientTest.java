package dev.teeproof.attester.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.simulation.Simulation;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dstack's client for Python, unmodified: waiting and asynchronous over a unix socket, and over HTTP. */
@Timeout(180)
class PythonClientTest {

    private static final Bytes COMPOSE = RunningMachine.compose(2);

    @TempDir
    private static Path directory;

    private static RunningMachine machine;
    private static Steps steps;

    @BeforeAll
    static void askForEverythingInOneProcess() throws Exception {
        PeerScript script = PeerScript.python("sdk.py", "dstack_sdk");
        machine = RunningMachine.tdx(directory, COMPOSE);
        Simulation simulation = machine.simulation();
        // The client waits three seconds at most, and the first quote of a process takes longest.
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
    @ValueSource(strings = {"sync", "async", "http"})
    void quotesHaveTheReportDataAndALogThatReplaysToAllRegisters(String way) throws Exception {
        steps.quote(way + ".quoteOfText", Steps.padded("some text"));
        steps.quote(way + ".quoteOfBytes", Bytes.ofRepeated(0xab, 64));

        assertThat(steps.value(way + ".quoteOfText").string("vm_config")).startsWith("{\"os_image_hash\":\"");
        assertThat(steps.error(way + ".quoteOfTooMany"))
                .isEqualTo("ValueError: report_data must be less than 64 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "http"})
    void anAttestationIsOneThatCanBeReadAndIsAffirmed(String way) throws Exception {
        Bytes bytes = steps.value(way + ".attest").hex("attestation");

        assertThat(Attestation.decode(bytes).stack().reportData()).isEqualTo(Steps.padded("some text"));
        assertThat(machine.verify(bytes).reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "http"})
    void infoVersionAndReachabilityAreTold(String way) throws Exception {
        for (String call : List.of(".info", ".tappdInfo")) {
            JsonObject info = steps.value(way + call);
            assertThat(info.string("app_name")).isEqualTo("tested");
            assertThat(info.hex("compose_hash")).isEqualTo(Digest.SHA_256.of(COMPOSE));
            assertThat(info.object("tcb_info").string("app_compose")).isEqualTo(COMPOSE.toUtf8("compose"));
        }
        assertThat(steps.value(way + ".info").object("tcb_info").string("rtmr3"))
                .isEqualTo(QuoteFields.rtmrs(steps.quote(way + ".quoteOfBytes")).get(3));
        assertThat(steps.value(way + ".info").object("tcb_info").hex("os_image_hash"))
                .isEqualTo(steps.value(way + ".info").hex("os_image_hash"))
                .satisfies(hash -> assertThat(hash.size()).isEqualTo(32));
        assertThat(steps.value(way + ".version").string("version")).isEqualTo(RunningMachine.VERSION);
        assertThat(steps.plain(way + ".reachable")).contains(new JsonBoolean(true));
        assertThat(steps.plain(way + ".tappdReachable")).contains(new JsonBoolean(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "http"})
    void eventsAreMeasuredAndThoseOfTheSystemsNamesAreRefused(String way) throws Exception {
        assertThat(steps.plain(way + ".emit")).isEmpty();
        assertThat(steps.plain(way + ".emitNotAscii")).isEmpty();
        steps.quote(way + ".quoteAfterEvents", Steps.padded("after"));
        List<String> events =
                steps.value(way + ".quoteAfterEvents").array("events").strings();
        assertThat(events.subList(events.size() - 2, events.size())).containsExactly("of." + way, "grüß€." + way);
        assertThat(steps.error(way + ".emitReserved")).startsWith("HTTPStatusError: Client error '400 Bad Request'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "http"})
    void whatNeedsKeysIsRefused(String way) throws Exception {
        for (String call : List.of(".key", ".tlsKey", ".sign", ".tappdKey")) {
            assertThat(steps.error(way + call)).startsWith("HTTPStatusError: Client error '400 Bad Request'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "http"})
    void theOlderClientsQuotesHashOrTakeTheReportDataRaw(String way) throws Exception {
        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdRaw"))).isEqualTo(Bytes.ofRepeated(0xcd, 64));
        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdRawShort"))).isEqualTo(Steps.paddedInFront("short"));
        assertThat(QuoteFields.reportData(steps.quote(way + ".tappdSha512")))
                .isEqualTo(Digest.SHA_512.of(Bytes.utf8("app-data:some text")));
    }

    /** Asked for no algorithm, the client says raw and fills nothing up: dstack's agent refuses that, too. */
    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "http"})
    void rawReportDataThatIsTooShortIsRefused(String way) throws Exception {
        assertThat(steps.error(way + ".tappdWithout")).startsWith("HTTPStatusError: Client error '400 Bad Request'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    void fiveCallsInOneContextTakeOneConnection(String way) throws Exception {
        for (int i = 0; i < 5; i++) {
            steps.quote("kept." + way + "." + i, Steps.padded("kept " + i));
        }

        assertThat(steps.json().array("kept." + way + ".connections").strings())
                .singleElement()
                .asString()
                .contains("HTTP/1.1, IDLE, Request Count: 5");
    }
}
