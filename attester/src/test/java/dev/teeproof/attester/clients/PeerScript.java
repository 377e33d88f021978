package dev.teeproof.attester.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A script that uses somebody else's package and prints one JSON object. Its test is skipped where the package is not at hand. */
record PeerScript(String interpreter, String file) {

    private static final int PATIENCE_SECONDS = 120;

    /** Node, with a package in the folder that {@code TEEPROOF_NODE_MODULES} names. */
    static PeerScript node(String file, String module) {
        Optional<String> modules = Optional.ofNullable(System.getenv("TEEPROOF_NODE_MODULES"));
        assumeTrue(
                modules.isPresent(),
                "TEEPROOF_NODE_MODULES names no node_modules folder: " + module + " is not asked for anything");
        assumeTrue(
                Files.isDirectory(Path.of(modules.orElseThrow(), module.split("/", -1))),
                module + " is not in the folder that TEEPROOF_NODE_MODULES names");
        return new PeerScript("node", file);
    }

    /** The Python that {@code TEEPROOF_PYTHON} names, with a module. */
    static PeerScript python(String file, String module) throws IOException, InterruptedException {
        Optional<String> python = Optional.ofNullable(System.getenv("TEEPROOF_PYTHON"));
        assumeTrue(python.isPresent(), "TEEPROOF_PYTHON names no Python: its " + module + " is not asked for anything");
        int imported = new ProcessBuilder(python.orElseThrow(), "-c", "import " + module)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assumeTrue(imported == 0, "the Python that TEEPROOF_PYTHON names cannot import " + module);
        return new PeerScript(python.orElseThrow(), file);
    }

    /** Runs it to its end; what its package warns of on standard error is nobody's business. */
    JsonObject run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException, URISyntaxException, MalformedEvidenceException {
        Path script = Path.of(Objects.requireNonNull(PeerScript.class.getResource("/clients/" + file))
                .toURI());
        List<String> command = new ArrayList<>(List.of(interpreter, script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            Bytes printed = Bytes.copyOf(out.readAllBytes());
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("exit code of %s", command).isZero();
            return Json.readObject(printed, file);
        } finally {
            process.destroyForcibly();
        }
    }
}
