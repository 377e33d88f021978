package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.clients.AgentConnection;
import dev.teeproof.attester.clients.AgentConnection.Answer;
import dev.teeproof.attester.clients.RunningMachine;
import dev.teeproof.attester.guest.BootTimeEvents;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What apps may measure through an agent: dstack's events or entries of the log of Confidential Containers. */
@Timeout(120)
class AppEventTest {

    private static final String ENTRY =
            "{\"domain\":\"github.com/confidential-containers\",\"operation\":\"PullImage\","
                    + "\"content\":\"{\\\"image\\\":\\\"a\\\"}\"}";

    @TempDir
    private Path directory;

    private static SimulationPlan coco(TeeKind kind) {
        return new SimulationPlan(
                kind,
                Optional.of(RunningMachine.compose(1)),
                Optional.of(RunningMachine.SEED),
                Optional.empty(),
                OptionalInt.empty(),
                true);
    }

    @Test
    void namesThatAreTheSystemsTooLongOrUnreadableAreRefusedAndNothingIsMeasured() throws Exception {
        try (RunningMachine machine = RunningMachine.tdx(directory, RunningMachine.compose(1))) {
            List<String> refusals = new ArrayList<>();
            int before =
                    Simulation.openLog(directory).snapshot().runtime().events().size();

            for (String name : BootTimeEvents.RESERVED) {
                assertThat(refusal(machine, name))
                        .isEqualTo("the event " + name + " is the system's: choose another name");
            }
            refusals.add(refusal(machine, ""));
            refusals.add(refusal(machine, "é".repeat(128) + "x"));
            refusals.add(refusal(machine, "a\\nb"));
            refusals.add(refusal(machine, "a\\u0000"));
            refusals.add(refusal(machine, "a\\u0085"));
            refusals.add(refusal(machine, "a:b"));

            assertThat(refusals)
                    .containsExactly(
                            "the event was not measured: BAD_EVENT: the event has no name",
                            "the event was not measured: BAD_EVENT: the event's name is longer than 256 bytes",
                            "the event was not measured: BAD_EVENT: the event's name has a control character",
                            "the event was not measured: BAD_EVENT: the event's name has a control character",
                            "the event was not measured: BAD_EVENT: the event's name has a control character",
                            refusals.getLast());
            assertThat(refusals.getLast())
                    .startsWith("the event was not measured: BAD_EVENT: ")
                    .contains("colon");
            assertThat(Simulation.openLog(directory).snapshot().runtime().events())
                    .hasSize(before);
            machine.emit("é".repeat(128), "as long as it may be");
        }
    }

    @Test
    void aPayloadMayHave64KiBAndNoByteMore() throws Exception {
        try (RunningMachine machine = RunningMachine.tdx(directory)) {
            machine.emit("large", "x".repeat(64 << 10));
            Answer refused = machine.call(
                    "EmitEvent", "{\"event\":\"larger\",\"payload\":\"" + "78".repeat((64 << 10) + 1) + "\"}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().string("error"))
                    .isEqualTo("the event was not measured: BAD_EVENT: the event's payload is longer than 65536 bytes");
            assertThat(machine.verify(machine.attest(Bytes.zeros(64), false)).reasons())
                    .isEmpty();
        }
    }

    @Test
    void anEntryOfConfidentialContainersIsInTheLogAndInRtmr3() throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, coco(TeeKind.TDX))) {
            Bytes empty = quote(machine).slice(520, 568);
            Answer extended = aael(machine, ENTRY);
            Answer quoted = machine.call("GetQuote", "{\"report_data\":\"00\"}");
            TdxEventLog log = TdxEventLog.readJson(Bytes.utf8(quoted.json().string("event_log")), "event_log");
            List<TdxEvent> runtime =
                    log.events().stream().filter(event -> event.imr() == 3).toList();

            assertThat(extended.status()).isEqualTo(200);
            assertThat(extended.contentType()).isEqualTo("application/json");
            assertThat(extended.text()).isEqualTo("{\"success\":\"true\"}");
            assertThat(empty.isZero()).isTrue();
            assertThat(runtime).hasSize(1);
            assertThat(runtime.getFirst().eventType()).isEqualTo(6);
            Bytes text = Bytes.utf8("github.com/confidential-containers PullImage {\"image\":\"a\"}");
            assertThat(runtime.getFirst().digest())
                    .isEqualTo(Digest.SHA_384.of(Bytes.utf8("LEAA"), Bytes.of(text.size(), 0, 0, 0), text));
            assertThat(log.replay(3))
                    .isEqualTo(quoted.json().hex("quote").slice(520, 568))
                    .isEqualTo(Digest.SHA_384.of(empty, runtime.getFirst().digest()));
        }
        try (RunningMachine machine = RunningMachine.start(directory, coco(TeeKind.TDX))) {
            assertThat(quote(machine).slice(520, 568).isZero()).isFalse();
        }
    }

    @Test
    void aMachineWithThatLogTakesNoEventsOfDstacks() throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, coco(TeeKind.TDX))) {
            assertThat(refusal(machine, "of-the-app"))
                    .isEqualTo("EmitEvent is not served: this machine keeps the event log of Confidential"
                            + " Containers (POST /aa/aael), and a register has one log");
            Attestation attestation = Attestation.decode(machine.attest(Bytes.zeros(64), false));
            assertThat(attestation.stack().runtimeEvents().events()).isEmpty();
        }
    }

    @Test
    void entriesThatCannotBeReadBackAreRefused() throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, coco(TeeKind.TDX))) {
            for (String entry : List.of(
                    "{\"domain\":\"a b\",\"operation\":\"c\",\"content\":\"d\"}",
                    "{\"domain\":\"a\",\"operation\":\"\",\"content\":\"d\"}",
                    "{\"domain\":\"a\",\"operation\":\"c\",\"content\":\"d\\ne\"}")) {
                Answer answer = aael(machine, entry);
                assertThat(answer.status()).as(entry).isEqualTo(500);
                assertThat(answer.text()).isEqualTo("[ERROR:attestation-agent] AA extend runtime measurement failed");
            }
            assertThat(aael(machine, "{\"domain\":\"a\"}").status()).isEqualTo(500);
            assertThat(aael(machine, "no JSON").status()).isEqualTo(500);
            assertThat(quote(machine).slice(520, 568).isZero()).isTrue();
            try (AgentConnection connection =
                    AgentConnection.to(machine.simulation().agentUrl())) {
                Answer elsewhere = connection.post("/aa/evidence", "{}");
                assertThat(elsewhere.status()).isEqualTo(404);
                assertThat(elsewhere.text()).isEqualTo("URL NOT FOUND");
            }
        }
    }

    /** Confidential Containers, REST API: the very bytes of its agent. */
    @Test
    void whereThatLogIsNotKeptTheAnswerSaysWhy() throws Exception {
        try (RunningMachine machine = RunningMachine.tdx(directory.resolve("dstack"))) {
            Answer answer = aael(machine, ENTRY);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"success\":\"false\",\"message\": \"Attestation Agent does not enable eventlog recording\"}");
        }
        try (RunningMachine machine = RunningMachine.start(directory.resolve("snp"), coco(TeeKind.SNP))) {
            Answer answer = aael(machine, ENTRY);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"success\":\"false\",\"message\": \"The platform does not support runtime measurement\"}");
        }
    }

    private static Answer aael(RunningMachine machine, String body) throws Exception {
        try (AgentConnection connection =
                AgentConnection.to(machine.simulation().agentUrl())) {
            return connection.post("/aa/aael", body);
        }
    }

    private static Bytes quote(RunningMachine machine) throws Exception {
        return machine.call("GetQuote", "{\"report_data\":\"00\"}").json().hex("quote");
    }

    private static String refusal(RunningMachine machine, String name) throws Exception {
        Answer answer = machine.call("EmitEvent", "{\"event\":\"" + name + "\",\"payload\":\"00\"}");
        assertThat(answer.status()).as(name).isEqualTo(400);
        return answer.json().string("error");
    }
}
