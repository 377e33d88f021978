package dev.teeproof.eventlog.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.runtime.Steps.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of its own that measures events into a native event log as fast as it can. It writes a line when it has started and
 * one for each event that was acknowledged, and may halt, without any clearing up, at the first time that it reaches a step.
 */
final class WriterProcess {

    private final Process process;
    private final Path output;

    private WriterProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Arguments: directory, durability, writer, how many events, the step to halt at or -.
     */
    public static void main(String[] arguments) throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(Path.of(arguments[0]), MeasurementFormat.NELR);
        Durability durability = Durability.valueOf(arguments[1]);
        Steps steps = step -> {
            if (step.name().equals(arguments[4])) {
                Runtime.getRuntime().halt(9);
            }
        };
        RuntimeMeasurement measurement = RuntimeMeasurement.open(
                measured.configuration().with(durability),
                SimulatedRegisters.open(
                        measured.directory().resolve("registers"),
                        measured.registers().algorithm(),
                        InitialValues.POWER_ON,
                        durability),
                steps);
        say("ready");
        int count = Integer.parseInt(arguments[3]);
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        for (int i = 0; i < count && parent.isAlive(); i++) {
            measured.extend(measurement, arguments[2], i);
            say(String.valueOf(i));
        }
    }

    /** In one write, which a death does not tear. */
    private static void say(String line) {
        PrintStream out = System.out;
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    static WriterProcess start(
            MeasuredDirectory measured, Durability durability, String writer, int count, Optional<Step> fatal)
            throws IOException {
        Path output = measured.directory().resolve(writer + ".out");
        Files.createDirectories(measured.directory());
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName(),
                        measured.directory().toString(),
                        durability.name(),
                        writer,
                        String.valueOf(count),
                        fatal.map(Step::name).orElse("-"))
                .redirectOutput(output.toFile())
                .redirectError(measured.directory().resolve(writer + ".err").toFile())
                .start();
        return new WriterProcess(process, output);
    }

    /** Waits until it has written so many lines, or has ended. */
    void awaitLines(int lines) throws IOException, InterruptedException {
        while (process.isAlive() && Files.readAllLines(output, UTF_8).size() < lines) {
            Thread.sleep(1);
        }
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** How it ended by itself. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** How many events it was told are measured, once it has ended. */
    int acknowledged() throws IOException {
        List<String> lines = Files.readAllLines(output, UTF_8);
        return Math.max(0, lines.size() - 1);
    }
}
