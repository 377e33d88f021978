package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What sev-snp-measure says about many launches, in one process. */
final class PeerLaunch {

    private final Path folder;
    private final List<String> lines = new ArrayList<>();

    private PeerLaunch(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where nobody is there to ask. */
    static PeerLaunch in(Path folder) {
        assumeTrue(
                System.getenv("TEEPROOF_PYTHON") != null,
                "TEEPROOF_PYTHON names no Python that can import sevsnpmeasure: nothing is compared with it");
        return new PeerLaunch(folder);
    }

    /** A file that a question is about. */
    String file(String name, Bytes content) {
        Path file = folder.resolve(name);
        try {
            Files.write(file, content.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    void ask(String id, Map<String, Object> question) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("id", new JsonString(id));
        question.forEach((name, value) -> members.put(
                name,
                value instanceof Number number ? JsonNumber.of(number.longValue()) : new JsonString(value.toString())));
        lines.add(Json.write(JsonObject.of(members)));
    }

    /** Its answers by id. */
    Map<String, String> answers() throws IOException, InterruptedException, URISyntaxException {
        Path questions = Files.write(folder.resolve("questions.jsonl"), lines, StandardCharsets.UTF_8);
        Path script = Path.of(Objects.requireNonNull(PeerLaunch.class.getResource("/peers/measure.py"))
                .toURI());
        Process process = new ProcessBuilder(
                        Optional.ofNullable(System.getenv("TEEPROOF_PYTHON")).orElseThrow(),
                        script.toString(),
                        questions.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> answers = new LinkedHashMap<>();
        try (InputStream out = process.getInputStream()) {
            for (String line : new String(out.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    String[] fields = line.split("\t", 2);
                    answers.put(fields[0], fields[1]);
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(answers).hasSize(lines.size());
        return answers;
    }
}
