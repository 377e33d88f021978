package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Python tool sev-snp-measure on the same firmware, called in its process again and again: neither its start nor its
 * imports are counted, reading the file is.
 *
 * @param micros for one launch digest, the median
 */
record LaunchPeer(String version, double micros) {

    /** Empty where the environment variable {@code TEEPROOF_PYTHON} does not name a Python that has the tool. */
    static Optional<LaunchPeer> measured() throws IOException, InterruptedException {
        String python = System.getenv("TEEPROOF_PYTHON");
        if (python == null || python.isEmpty()) {
            return Optional.empty();
        }
        Path file = Files.createTempFile("teeproof-bench", ".fd");
        try {
            Bytes image = GeneratedFirmware.image();
            Files.write(file, image.toArray());
            Process process = new ProcessBuilder(
                            python,
                            "-c",
                            script(),
                            file.toString(),
                            Integer.toString(LaunchBenchmark.VCPUS),
                            LaunchBenchmark.TYPE,
                            LaunchBenchmark.digest(image).toHex())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", 2);
            if (process.waitFor() != 0 || words.length != 2) {
                throw new IllegalStateException(python + " could not measure sev-snp-measure");
            }
            return Optional.of(new LaunchPeer(words[0], Double.parseDouble(words[1])));
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the firmware can be launched", e);
        } finally {
            Files.delete(file);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = LaunchPeer.class.getResourceAsStream("launch_peer.py")) {
            if (script == null) {
                throw new IllegalStateException("launch_peer.py is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
