package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.clients.AgentConnection;
import dev.teeproof.attester.clients.AgentConnection.Answer;
import dev.teeproof.attester.guest.RuntimeEventLog.Snapshot;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is killed fifty times while an app measures events through its agent. */
@Timeout(300)
class AgentCrashTest {

    private static final int KILLS = 50;

    /** Milliseconds after which a machine is killed, at most; the first event of a process takes tens of them. */
    private static final int LONGEST = 250;

    @TempDir
    private Path directory;

    @Test
    void noEventIsLostDoubledOrOutOfOrderWhereverTheMachineIsKilled() throws Exception {
        Path machine = directory.resolve("machine");
        Path errors = directory.resolve("errors");
        Random random = new Random(4951);
        List<RuntimeEvent> expected = new ArrayList<>();
        int acknowledged = 0;
        int unanswered = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (MachineProcess process = MachineProcess.start(machine, errors)) {
                if (kill == 0) {
                    expected.addAll(measured(machine));
                } else if (requireWhatWasAcknowledged(machine, expected, kill - 1)) {
                    unanswered++;
                }
                acknowledged += emitUntilKilled(process, machine, kill, random, expected);
            }
        }
        try (MachineProcess last = MachineProcess.start(machine, errors)) {
            assertThat(last).isNotNull();
            unanswered += requireWhatWasAcknowledged(machine, expected, KILLS - 1) ? 1 : 0;
        }
        System.out.printf(
                "%d kills: %d events acknowledged, %d measured and not acknowledged%n",
                KILLS, acknowledged, unanswered);

        assertThat(acknowledged).isGreaterThan(KILLS);
        assertThat(Files.readString(errors)).doesNotContain("Exception");
    }

    /** Emits one event after the other; those that are acknowledged are expected from now on. */
    private static int emitUntilKilled(
            MachineProcess process, Path machine, int kill, Random random, List<RuntimeEvent> expected)
            throws Exception {
        long delay = TimeUnit.MILLISECONDS.toNanos(1) * random.nextInt(LONGEST) + random.nextInt(1_000_000);
        int acknowledged = 0;
        try (AgentConnection connection = AgentConnection.to(machine.resolve("dstack.sock"))) {
            Thread killer = Thread.ofPlatform().start(() -> {
                try {
                    TimeUnit.NANOSECONDS.sleep(delay);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                process.kill();
            });
            while (emitted(connection, event(kill, acknowledged))) {
                expected.add(event(kill, acknowledged));
                acknowledged++;
            }
            killer.join();
        }
        return acknowledged;
    }

    /** Whether an event was acknowledged; not if the connection broke. */
    private static boolean emitted(AgentConnection connection, RuntimeEvent event) {
        try {
            Answer answer = connection.post(
                    "/EmitEvent", "{\"event\":\"" + event.event() + "\",\"payload\":\"" + event.payload() + "\"}");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static RuntimeEvent event(int kill, int number) {
        return new RuntimeEvent("killed-" + kill, Bytes.utf8(String.valueOf(number)), EventLogVersion.V2);
    }

    private static List<RuntimeEvent> measured(Path machine) throws Exception {
        Snapshot snapshot = Simulation.openLog(machine).snapshot();
        assertThat(snapshot.runtime().replay(Digest.SHA_384)).isEqualTo(snapshot.rtmr3());
        return snapshot.runtime().events();
    }

    /**
     * The log is what was acknowledged, in order. One event more may stand at its end, the one whose answer was cut off: it is
     * expected from now on.
     *
     * @return whether there is one more
     */
    private static boolean requireWhatWasAcknowledged(Path machine, List<RuntimeEvent> expected, int kill)
            throws Exception {
        List<RuntimeEvent> measured = measured(machine);
        if (measured.size() <= expected.size()) {
            assertThat(measured).isEqualTo(expected);
            return false;
        }
        long ofThisRun = expected.stream()
                .filter(event -> event.event().equals("killed-" + kill))
                .count();
        expected.add(event(kill, Math.toIntExact(ofThisRun)));
        assertThat(measured).isEqualTo(expected);
        return true;
    }
}
