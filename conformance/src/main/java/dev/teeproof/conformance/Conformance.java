package dev.teeproof.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Reads the folder of real evidence, logs, collateral and vectors, which is not part of the project. The system property
 * {@code teeproof.conformance} says where it lies; the build sets it from the environment variable {@code
 * TEEPROOF_CONFORMANCE}. A test that asks for a file is skipped, saying so, where there is no such folder; a file that is
 * missing from a folder that is there fails the test.
 */
public final class Conformance {

    private Conformance() {}

    /** The content of a file of the folder. */
    public static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a file of the folder, as UTF-8. */
    public static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Where a file of the folder lies. */
    public static Path path(String file) {
        String folder = System.getProperty("teeproof.conformance", "");
        boolean present = !folder.isEmpty() && Files.isDirectory(Path.of(folder));
        Assumptions.assumeTrue(
                present,
                "the conformance folder is not at hand (looked at '" + folder
                        + "'; set TEEPROOF_CONFORMANCE): this test of real evidence is skipped");
        return Path.of(folder).resolve(file);
    }
}
