package dev.teeproof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of docs/guide.md in one shell, as a reader does. */
@Timeout(300)
class GuideTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void everyCommandOfTheGuideDoesWhatItSays() throws Exception {
        assumeTrue(
                Stream.of("curl", "python3").allMatch(GuideTest::isThere),
                "the guide's commands need curl and python3, and one of them is not there");
        List<String> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(10);

        String output = run(String.join("\n", blocks));

        assertThat(output)
                .contains("App compose file created at: app-compose.json")
                .contains("a simulated machine with Intel TDX is running")
                .contains("{\"name\":\"compose-hash\",\"payload\":\"")
                .contains("a simulated machine with AMD SEV-SNP is running");
        // Compose and report data; the single event; after the app's event; with the image; SEV-SNP.
        assertThat(output.lines().filter(line -> line.startsWith("AFFIRMING"))).hasSize(5);
        assertThat(output).contains("CONTRAINDICATED").contains("exit status 1").endsWith("the guide has ended\n");
        assertThat(directory.resolve("machine/dstack.sock")).doesNotExist();
        assertThat(directory.resolve("machine/simulator.json")).doesNotExist();
    }

    private static boolean isThere(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<String> blocks() throws Exception {
        Path guide = Path.of("..", "docs", "guide.md");
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(guide));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private String run(String commands) throws Exception {
        Path command = directory.resolve("bin/teeproof");
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(
                command,
                "#!/bin/sh\nexec " + ProcessHandle.current().info().command().orElseThrow()
                        + " -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                        + System.getProperty("java.class.path") + "' dev.teeproof.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Path script = directory.resolve("guide.sh");
        Files.writeString(
                script,
                "set -eu\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + commands
                        + "\necho the guide has ended\n");
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("HOME", directory.toString());
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as(() -> "ended; it said " + read(output))
                    .isTrue();
            assertThat(process.exitValue()).as(() -> read(output)).isZero();
            return Files.readString(output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
