package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.attester.clients.AgentConnection;
import dev.teeproof.attester.clients.AgentConnection.Answer;
import dev.teeproof.attester.clients.RunningMachine;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand clients at once: nobody meets an error, everybody gets the answer to the own question, and memory does not grow. */
@Timeout(300)
class AgentLoadTest {

    private static final int CLIENTS = 2_000;

    /** File descriptors: two for each connection, and those of everything else. */
    private static final long DESCRIPTORS = 5_000;

    /** Bytes that pools of buffers may take after the first round. */
    private static final long MAX_GROWTH = 64L << 20;

    @TempDir
    private Path directory;

    /** One client's question; it throws if the answer is not the right one. */
    private interface Question {
        void ask(AgentConnection connection, int client) throws IOException, MalformedEvidenceException;
    }

    @Test
    void twoThousandClientsAtOnceAreAnsweredAndMemoryStays() throws Exception {
        assumeTrue(
                descriptors() >= DESCRIPTORS,
                "a process may open fewer than " + DESCRIPTORS
                        + " files here (ulimit -n): no two thousand connections");
        try (RunningMachine machine = RunningMachine.tdx(directory, RunningMachine.compose(2))) {
            int before = events().size();
            round("warm-up", machine, AgentLoadTest::quote);
            long early = heap();
            round("GetQuote", machine, AgentLoadTest::quote);
            long late = heap();
            round("GetQuote, EmitEvent, Info, Version", machine, AgentLoadTest::anything);
            long last = heap();
            System.out.printf(
                    Locale.ROOT,
                    "heap after %d clients each: %.1f MiB, %.1f MiB, %.1f MiB%n",
                    CLIENTS,
                    early / 1048576.0,
                    late / 1048576.0,
                    last / 1048576.0);

            assertThat(late - early).isLessThan(MAX_GROWTH);
            assertThat(last - early).isLessThan(MAX_GROWTH);
            List<RuntimeEvent> emitted = events().subList(before, events().size());
            assertThat(emitted)
                    .hasSize(CLIENTS / 4)
                    .extracting(RuntimeEvent::event)
                    .doesNotHaveDuplicates();
            assertThat(machine.verify(machine.attest(Bytes.zeros(64), false)).reasons())
                    .isEmpty();
        }
    }

    /** All connections are open before anybody asks. */
    private static void round(String name, RunningMachine machine, Question question) throws Exception {
        List<AgentConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                connections.add(AgentConnection.to(machine.simulation().socket()));
            }
            CountDownLatch start = new CountDownLatch(1);
            Queue<String> trouble = new ConcurrentLinkedQueue<>();
            long[] nanos = new long[CLIENTS];
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.add(Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                        long begin = System.nanoTime();
                        question.ask(connections.get(client), client);
                        nanos[client] = System.nanoTime() - begin;
                    } catch (Exception | AssertionError e) {
                        trouble.add(client + ": " + e);
                    }
                }));
            }
            long begin = System.nanoTime();
            start.countDown();
            for (Thread client : clients) {
                client.join();
            }
            double took = (System.nanoTime() - begin) / 1e9;
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d at once in %.2f s, median %.0f ms, p99 %.0f ms%n",
                    name,
                    CLIENTS,
                    took,
                    nanos[CLIENTS / 2] / 1e6,
                    nanos[CLIENTS * 99 / 100] / 1e6);

            assertThat(trouble).as(name).isEmpty();
        } finally {
            for (AgentConnection connection : connections) {
                connection.close();
            }
        }
    }

    /** A quote over report data of the client's own, with a log that replays to its register. */
    private static void quote(AgentConnection connection, int client) throws IOException, MalformedEvidenceException {
        Bytes reportData = Digest.SHA_512.of(Bytes.utf8("client " + client));
        Answer answer = answered(connection.post("/GetQuote", "{\"report_data\":\"" + reportData + "\"}"));
        assertThat(Quote.parse(answer.json().hex("quote")).body().reportData()).isEqualTo(reportData);
        assertThat(answer.json().hex("report_data")).isEqualTo(reportData);
    }

    private static void anything(AgentConnection connection, int client)
            throws IOException, MalformedEvidenceException {
        switch (client % 4) {
            case 0 -> quote(connection, client);
            case 1 ->
                assertThat(answered(connection.post("/EmitEvent", "{\"event\":\"of-" + client + "\",\"payload\":\"\"}"))
                                .text())
                        .isEqualTo("null");
            case 2 ->
                assertThat(answered(connection.post("/Info", "{}")).json().string("app_name"))
                        .isEqualTo("tested");
            default ->
                assertThat(answered(connection.post("/Version", "")).json().string("version"))
                        .isEqualTo(RunningMachine.VERSION);
        }
    }

    private static Answer answered(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private List<RuntimeEvent> events() throws Exception {
        return Simulation.openLog(directory).snapshot().runtime().events();
    }

    private static long descriptors() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "MaxFileDescriptorCount");
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
