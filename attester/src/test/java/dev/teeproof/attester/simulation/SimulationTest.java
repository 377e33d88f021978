package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.attester.clients.AgentConnection;
import dev.teeproof.attester.clients.RunningMachine;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a simulation begins, goes on and ends in its directory. */
@Timeout(120)
class SimulationTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void whatSimulatorJsonNamesIsThereAndAnswers(TeeKind kind) throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, RunningMachine.plan(kind))) {
            JsonObject addresses = addresses();

            assertThat(addresses.members().keySet())
                    .containsExactly(
                            "agent", "agent_http", "tappd", "pccs", "kds", "root_ca", "root_ca_der", "app_compose");
            for (String socket : List.of("agent", "tappd")) {
                try (AgentConnection connection = AgentConnection.to(Path.of(addresses.string(socket)))) {
                    assertThat(connection.post("/Version", "").json().string("version"))
                            .isEqualTo(RunningMachine.VERSION);
                }
            }
            try (AgentConnection connection = AgentConnection.to(URI.create(addresses.string("agent_http")))) {
                assertThat(connection
                                .post("/prpc/DstackGuest.Info", "{}")
                                .json()
                                .string("app_name"))
                        .isEqualTo("simulated");
            }
            assertThat(addresses.string("agent_http"))
                    .isEqualTo(machine.simulation().agentUrl().toString());
            assertThat(get(addresses.string("pccs") + "/sgx/certification/v4/rootcacrl"))
                    .isEqualTo(200);
            assertThat(get(addresses.string("kds") + "/vcek/v1/Milan/cert_chain"))
                    .isEqualTo(200);
            Bytes der = bytes(addresses.string("root_ca_der"));
            if (kind == TeeKind.TDX) {
                assertThat(Certificate.readPem(bytes(addresses.string("root_ca")), "root"))
                        .singleElement()
                        .extracting(Certificate::der)
                        .isEqualTo(der);
            }
            assertThat(Json.readObject(bytes(addresses.string("app_compose")), "app_compose")
                            .string("name"))
                    .isEqualTo("simulated");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestartInTheSameDirectoryGoesOnWhereTheLogEnded(TeeKind kind) throws Exception {
        Bytes root;
        Bytes appId;
        List<RuntimeEvent> before;
        try (RunningMachine machine = RunningMachine.start(directory, RunningMachine.plan(kind))) {
            machine.emit("before", "1");
            root = bytes(directory.resolve("root_ca.der").toString());
            appId = machine.call("Info", "{}").json().hex("app_id");
            before = Simulation.openLog(directory).snapshot().runtime().events();
        }
        // A plan that says nothing takes what the directory holds.
        SimulationPlan nothing = new SimulationPlan(
                kind, Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
        try (RunningMachine machine = RunningMachine.start(directory, nothing)) {
            assertThat(bytes(directory.resolve("root_ca.der").toString())).isEqualTo(root);
            assertThat(machine.call("Info", "{}").json().hex("app_id")).isEqualTo(appId);
            machine.emit("after", "2");
            List<RuntimeEvent> events =
                    Simulation.openLog(directory).snapshot().runtime().events();
            assertThat(events.subList(0, events.size() - 1)).isEqualTo(before);
            assertThat(events).extracting(RuntimeEvent::event).endsWith("before", "after");
            assertThat(events).extracting(RuntimeEvent::event).containsOnlyOnce("system-ready");
            assertThat(machine.verify(machine.attest(Bytes.zeros(64), false)).reasons())
                    .isEmpty();
        }
    }

    /** Collateral is good for thirty days; after twenty it is made anew, under the same root. */
    @Test
    void aRestartMuchLaterHasFreshCollateralUnderTheSameKey() throws Exception {
        RunningMachine.tdx(directory).close();
        String made = Json.readObject(bytes(directory.resolve("machine.json").toString()), "machine")
                .string("made");
        Instant later = RunningMachine.AT.plus(Duration.ofDays(40));
        Simulation.start(directory, RunningMachine.plan(TeeKind.TDX), later, RunningMachine.FRESH, "later")
                .close();

        assertThat(made).isEqualTo(RunningMachine.AT.toString());
        assertThat(Json.readObject(bytes(directory.resolve("machine.json").toString()), "machine")
                        .string("made"))
                .isEqualTo(later.toString());
    }

    @Test
    void anotherMachineForTheSameDirectoryIsRefusedInWords() throws Exception {
        SimulationPlan plan = RunningMachine.plan(TeeKind.TDX);
        RunningMachine.start(directory, plan).close();

        refused(
                new SimulationPlan(
                        plan.kind(),
                        Optional.of(RunningMachine.compose(1)),
                        plan.seed(),
                        plan.fault(),
                        plan.port(),
                        plan.coco()),
                "has booted with another app-compose.json (compose hash ");
        refused(RunningMachine.plan(TeeKind.SNP), "is another one (Intel TDX, seed 5eed)");
        refused(
                new SimulationPlan(
                        plan.kind(),
                        plan.appCompose(),
                        Optional.of(Bytes.of(1)),
                        plan.fault(),
                        plan.port(),
                        plan.coco()),
                "is another one (Intel TDX, seed 5eed)");
        refused(
                new SimulationPlan(plan.kind(), plan.appCompose(), plan.seed(), plan.fault(), plan.port(), true),
                "is another one (Intel TDX, seed 5eed)");
        refused(
                new SimulationPlan(
                        plan.kind(),
                        Optional.of(Bytes.utf8("{}")),
                        plan.seed(),
                        plan.fault(),
                        plan.port(),
                        plan.coco()),
                "another app-compose.json");
    }

    @Test
    void aComposeFileThatNoGuestTakesIsRefusedInWords() {
        SimulationPlan plan = RunningMachine.plan(TeeKind.TDX);
        refused(
                new SimulationPlan(
                        plan.kind(),
                        Optional.of(Bytes.utf8("{}")),
                        plan.seed(),
                        plan.fault(),
                        plan.port(),
                        plan.coco()),
                "no guest takes this app-compose.json: app-compose.");
    }

    @Test
    void whatCanBeConnectedToGoesWithTheSimulationAndTheRestStays() throws Exception {
        URI url;
        try (RunningMachine machine = RunningMachine.tdx(directory)) {
            assertThat(files()).contains("dstack.sock", "tappd.sock", "simulator.json");
            url = machine.simulation().agentUrl();
        }

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "app-compose.json",
                        "log",
                        "machine.json",
                        "registers",
                        "root_ca.der",
                        "root_ca.pem",
                        "simulation.lock",
                        "dstack.sock.lock",
                        "tappd.sock.lock");
        assertThatThrownBy(() -> AgentConnection.to(url)).isInstanceOf(IOException.class);
    }

    @Test
    void theSocketOfAMachineThatWasKilledIsReplaced() throws Exception {
        Path machine = directory.resolve("machine");
        try (MachineProcess process = MachineProcess.start(machine, directory.resolve("errors"))) {
            process.kill();
        }
        assertThat(machine.resolve("dstack.sock")).exists();
        assertThat(machine.resolve("simulator.json")).exists();

        try (RunningMachine restarted = RunningMachine.tdx(machine, RunningMachine.compose(2))) {
            assertThat(restarted.call("Version", "").status()).isEqualTo(200);
        }
        assertThat(machine.resolve("dstack.sock")).doesNotExist();
    }

    @Test
    void aFileWhereTheSocketBelongsIsNotRemoved() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("dstack.sock"), "somebody's notes");

        refused(RunningMachine.plan(TeeKind.TDX), "dstack.sock is there and is no socket");
        assertThat(directory.resolve("dstack.sock")).hasContent("somebody's notes");
    }

    @Test
    void whatWasNeverStartedLeavesNoMachineBehind() throws Exception {
        SimulationPlan plan = RunningMachine.plan(TeeKind.TDX);
        refused(
                new SimulationPlan(
                        plan.kind(), plan.appCompose(), plan.seed(), Optional.of("NO_SUCH_FAULT"), plan.port(), false),
                "has no fault NO_SUCH_FAULT");

        assertThat(directory.resolve("machine.json")).doesNotExist();
        assertThat(directory.resolve("app-compose.json")).doesNotExist();
        RunningMachine.tdx(directory).close();
    }

    /** The first goes on as if nothing had been. */
    @Test
    void aSecondSimulationInTheSameDirectoryIsRefused() throws Exception {
        try (RunningMachine first = RunningMachine.tdx(directory)) {
            refused(RunningMachine.plan(TeeKind.TDX), "another simulation runs in " + directory);

            first.emit("still", "here");
            assertThat(first.verify(first.attest(Bytes.zeros(64), false)).reasons())
                    .isEmpty();
            assertThat(addresses().string("agent_http"))
                    .isEqualTo(first.simulation().agentUrl().toString());
        }
    }

    private void refused(SimulationPlan plan, String words) {
        assertThatThrownBy(() -> RunningMachine.start(directory, plan).close())
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining(words);
    }

    private JsonObject addresses() throws Exception {
        return Json.readObject(bytes(directory.resolve("simulator.json").toString()), "simulator");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Bytes bytes(String file) throws IOException {
        return Bytes.copyOf(Files.readAllBytes(Path.of(file)));
    }

    private static int get(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
