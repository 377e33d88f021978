package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.eventlog.runtime.Steps.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers that are processes of their own, and are killed. */
@Timeout(300)
class CrashTest {

    private static final int KILLS_OF_A_LOG = 20;
    private static final int LOGS_OF_A_LANE = 5;

    /** Events of a writer that is to be killed before it has measured them. */
    private static final int ENOUGH = 100_000;

    @TempDir
    private Path directory;

    /** What the kills of one lane met with. */
    private record Met(int kills, int acknowledged, int interrupted) {}

    /**
     * Two hundred kills, one lane of them with every step forced to the medium. Each is checked after a restart, in this
     * process or in the next one that is killed.
     */
    @Test
    void noEventIsLostDoubledOrTornWhereverAWriterIsKilled() throws Exception {
        List<Callable<Met>> lanes =
                List.of(() -> lane(Durability.MEDIUM, new Random(495)), () -> lane(Durability.PROCESS, new Random(17)));
        List<Met> met = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<Met> lane : threads.invokeAll(lanes)) {
                met.add(lane.get());
            }
        }

        assertThat(met).allSatisfy(lane -> {
            assertThat(lane.kills).isEqualTo(100);
            assertThat(lane.acknowledged).as("events that were acknowledged").isPositive();
            assertThat(lane.interrupted).as("kills in the midst of an event").isPositive();
        });
    }

    private Met lane(Durability durability, Random random) throws Exception {
        int acknowledged = 0;
        int interrupted = 0;
        for (int log = 0; log < LOGS_OF_A_LANE; log++) {
            MeasuredDirectory measured =
                    new MeasuredDirectory(directory.resolve(durability + "-" + log), MeasurementFormat.NELR);
            Map<String, Integer> runs = new TreeMap<>();
            for (int kill = 0; kill < KILLS_OF_A_LOG; kill++) {
                String writer = "writer-" + kill;
                WriterProcess process = WriterProcess.start(measured, durability, writer, ENOUGH, Optional.empty());
                switch (random.nextInt(6)) {
                    case 0 -> Thread.sleep(random.nextInt(300));
                    case 1 -> {
                        process.awaitLines(1);
                        Thread.sleep(random.nextInt(60));
                    }
                    default -> {
                        process.awaitLines(2);
                        Thread.sleep(random.nextInt(20), random.nextInt(1_000_000));
                    }
                }
                process.kill();
                runs.put(writer, process.acknowledged());
                acknowledged += process.acknowledged();
                interrupted += Files.exists(measured.files().writeAhead()) ? 1 : 0;
                boolean checked = kill == KILLS_OF_A_LOG - 1 || random.nextInt(3) > 0;
                if (checked) {
                    check(measured, runs);
                }
            }
        }
        return new Met(LOGS_OF_A_LANE * KILLS_OF_A_LOG, acknowledged, interrupted);
    }

    /** Restarts and compares: each writer's events are those that were acknowledged, and at most one more. */
    private static void check(MeasuredDirectory measured, Map<String, Integer> runs) throws Exception {
        LogState state = measured.open().state(DEFAULT);
        String text = measured.text();
        int events = 0;
        for (Map.Entry<String, Integer> run : runs.entrySet()) {
            int written = Written.numbers(text, run.getKey()).size();
            assertThat(written).as("events of " + run.getKey()).isBetween(run.getValue(), run.getValue() + 1);
            Written.requireSequence(text, run.getKey(), written);
            events += written;
        }
        long init = text.isEmpty() ? 0 : 1;
        assertThat(state.records())
                .isEqualTo(events + init)
                .isEqualTo(text.lines().count());
        assertThat(state.value()).isEqualTo(measured.register());
        assertThat(measured.files().writeAhead()).doesNotExist();
        if (!text.isEmpty()) {
            assertThat(measured.replay()).isEqualTo(measured.register());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"LOCKED", "REGISTER_READ", "WRITE_AHEAD_WRITTEN", "EXTENDED", "APPENDED", "MARKED", "DELETED"})
    void aProcessThatHaltsAtAStepLeavesWhatTheNextCompletes(Step fatal) throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        halt(measured, "first", fatal);
        if (fatal == Step.WRITE_AHEAD_WRITTEN) {
            halt(measured, "second", Step.RECOVERY_EXTENDED);
        }
        if (fatal == Step.WRITE_AHEAD_WRITTEN || fatal == Step.EXTENDED) {
            halt(measured, "third", Step.RECOVERY_TRUNCATED);
            halt(measured, "fourth", Step.RECOVERY_APPENDED);
        }

        WriterProcess last = WriterProcess.start(measured, Durability.PROCESS, "last", 3, Optional.empty());

        assertThat(last.exitCode()).isZero();
        assertThat(last.acknowledged()).isEqualTo(3);
        check(measured, Map.of("last", 3));
    }

    /** The first event of a log is INIT, so that is where it halts. */
    private static void halt(MeasuredDirectory measured, String writer, Step fatal) throws Exception {
        WriterProcess process = WriterProcess.start(measured, Durability.PROCESS, writer, 1, Optional.of(fatal));
        assertThat(process.exitCode()).isEqualTo(9);
        assertThat(process.acknowledged()).isZero();
    }
}
