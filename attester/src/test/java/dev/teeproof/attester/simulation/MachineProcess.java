package dev.teeproof.attester.simulation;

import dev.teeproof.attester.clients.RunningMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A simulation in a process of its own, to be killed. */
final class MachineProcess implements AutoCloseable {

    private final Process process;

    private MachineProcess(Process process) {
        this.process = process;
    }

    /** Runs in a directory until it is killed or its parent has gone; one byte on standard output says that it answers. */
    public static void main(String[] arguments) throws Exception {
        RunningMachine machine = RunningMachine.tdx(Path.of(arguments[0]), RunningMachine.compose(2));
        System.out.write('.');
        System.out.flush();
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        machine.close();
    }

    /** Starts one and waits until it answers. */
    static MachineProcess start(Path directory, Path errors) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MachineProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        InputStream out = process.getInputStream();
        if (out.read() != '.') {
            throw new IOException("the machine has not started, see " + errors);
        }
        return new MachineProcess(process);
    }

    /** SIGKILL, at once; {@link #close} waits for its death. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
