package dev.teeproof.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Rust library dcap-qvl on the same quote, through its Python package, whose call costs next to nothing.
 *
 * @param version of the package
 * @param micros for one verification, where {@code processes} of them run at once
 */
record Peer(String version, double micros, int processes) {

    /** Empty where the environment variable {@code TEEPROOF_PYTHON} does not name a Python that has the package. */
    static Optional<Peer> measured(int processes) throws IOException, InterruptedException {
        String python = System.getenv("TEEPROOF_PYTHON");
        if (python == null || python.isEmpty()) {
            return Optional.empty();
        }
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            running.add(start(python));
        }
        String version = "";
        double micros = 0;
        for (Process process : running) {
            String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", 2);
            if (process.waitFor() != 0 || words.length != 2) {
                throw new IllegalStateException(python + " could not measure dcap-qvl");
            }
            version = words[0];
            micros += Double.parseDouble(words[1]) / processes;
        }
        return Optional.of(new Peer(version, micros, processes));
    }

    private static Process start(String python) throws IOException {
        Path folder = Fixture.folder();
        return new ProcessBuilder(
                        python,
                        "-c",
                        script(),
                        folder.resolve(QuoteFixture.QUOTE).toString(),
                        folder.resolve(QuoteFixture.COLLATERAL).toString(),
                        Long.toString(QuoteFixture.AT.getEpochSecond()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String script() throws IOException {
        try (InputStream script = Peer.class.getResourceAsStream("peer.py")) {
            if (script == null) {
                throw new IllegalStateException("peer.py is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of all processes together. */
    double perSecond() {
        return processes * 1e6 / micros;
    }
}
