package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizedComposeTest {

    /** What the SDK gives for a document that is written as JSON here, and as an expression there. */
    record Vector(String json, String expression, boolean dropUnused, String hash) {
        Vector(String json, boolean dropUnused, String hash) {
            this(json, json, dropUnused, hash);
        }
    }

    static List<Vector> vectors() {
        return List.of(
                new Vector(
                        "{\"runner\":\"docker-compose\",\"name\":\"测试\",\"b\":1.0,\"z\":[{\"y\":1,\"x\":2}]}",
                        false,
                        "8bb17fa35869d3dc6dcc9d25d03a8bb8b1f96f64dd0586247640ee4c967ed537"),
                new Vector(
                        "{\"runner\":\"docker-compose\",\"bash_script\":\"x\",\"pre_launch_script\":\"\"}",
                        true,
                        "1120e42a7b5f2ca50128696ea414771441b4fa92373427108a7173181cc80b55"),
                new Vector(
                        "{\"runner\":\"bash\",\"10\":1,\"9\":2,\"a\":3}",
                        false,
                        "1edeaa3b0c53030c20229bdb6146078340c6906342af2a234dd1bb7f6f345270"),
                new Vector(
                        "{\"runner\":\"bash\",\"s\":\"<a>&\\\"\\\\\\u2028\\u007f\\u0001/é😀\"}",
                        false,
                        "309389ec697dc10d1dd4c7217e1a2dbb8e34d7ddaeccba88fb3fb6044b550f6b"),
                new Vector(
                        "{\"runner\":\"bash\",\"a\":1e21,\"b\":1e-7,\"c\":-0,\"d\":0.1,\"e\":123456789012345680000,\"f\":5e-324,\"g\":100}",
                        false,
                        "9e67c5ce3c859bef92513eec4d84a0ebddbf6c951bdbb105a863ce0bf7263a0e"),
                new Vector(
                        "{\"runner\":\"bash\",\"a\":null,\"c\":null,\"d\":[null,null,null]}",
                        "{runner:'bash',a:null,b:undefined,c:NaN,d:[undefined,null,NaN]}",
                        false,
                        "3ac9d3fc95bda34e3fed6ee39e0d0c9169d12a683d29b3bfd9e16c3e7e330bf0"),
                new Vector(
                        "{\"runner\":\"bash\",\"\uFF5E\":1,\"😀\":2}",
                        false,
                        "295e4d81fad3a57f6583269309bfcbb9afb10f68ea774e54f957eff0dbea6c87"));
    }

    private static JsonObject json(String text) throws MalformedEvidenceException {
        return Json.readObject(Bytes.utf8(text), "document");
    }

    private static String hash(String text, boolean dropUnused) throws MalformedEvidenceException {
        JsonObject json = json(text);
        return (dropUnused ? NormalizedCompose.withoutUnused(json) : NormalizedCompose.of(json))
                .hash()
                .toHex();
    }

    private static String text(String document) throws MalformedEvidenceException {
        return NormalizedCompose.of(json(document)).text().toUtf8("text");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theHashIsTheOneOfTheSdk(Vector vector) throws MalformedEvidenceException {
        assertThat(hash(vector.json(), vector.dropUnused())).isEqualTo(vector.hash());
    }

    @Test
    void namesThatAreIndexesComeFirstInTheOrderOfTheirNumbers() throws MalformedEvidenceException {
        assertThat(text("{\"a\":1,\"10\":2,\"9\":3,\"01\":4,\"4294967295\":5,\"4294967294\":6,\"-1\":7,\"\":8}"))
                .isEqualTo("{\"9\":3,\"10\":2,\"4294967294\":6,\"\":8,\"-1\":7,\"01\":4,\"4294967295\":5,\"a\":1}");
    }

    @Test
    void whatOnlyJavaScriptLosesIsLost() throws MalformedEvidenceException {
        assertThat(text("{\"b\":1,\"__proto__\":{\"x\":1},\"a\":2}")).isEqualTo("{\"a\":2,\"b\":1}");
        assertThat(text("{\"b\":1,\"constructor\":{\"d\":1,\"c\":2},\"1\":3}"))
                .isEqualTo("{\"1\":3,\"b\":1,\"constructor\":{\"d\":1,\"c\":2}}");
    }

    @Test
    void theRunnerSaysWhatIsUnused() throws MalformedEvidenceException {
        String both = ",\"docker_compose_file\":\"d\",\"bash_script\":\"b\",\"pre_launch_script\":null}";

        assertThat(NormalizedCompose.withoutUnused(json("{\"runner\":\"bash\"" + both))
                        .text())
                .isEqualTo(Bytes.utf8("{\"bash_script\":\"b\",\"runner\":\"bash\"}"));
        assertThat(NormalizedCompose.withoutUnused(json("{\"runner\":\"docker-compose\"" + both))
                        .text())
                .isEqualTo(Bytes.utf8("{\"docker_compose_file\":\"d\",\"runner\":\"docker-compose\"}"));
        assertThat(NormalizedCompose.withoutUnused(json("{\"runner\":\"other\"" + both))
                        .text())
                .isEqualTo(Bytes.utf8("{\"bash_script\":\"b\",\"docker_compose_file\":\"d\",\"runner\":\"other\"}"));
    }

    @Test
    void itIsTheComposeHashOnlyOfAFileInThisForm() throws MalformedEvidenceException {
        Bytes file = Bytes.copyOf(Conformance.bytes("dstack/simulator-app-compose.json"));
        AppCompose compose = AppCompose.read(file);
        NormalizedCompose normalized = NormalizedCompose.of(compose.json());

        assertThat(normalized.hash()).isNotEqualTo(compose.composeHash());
        assertThat(AppCompose.read(normalized.text()).composeHash()).isEqualTo(normalized.hash());
    }

    /** The real npm package, on the vectors and on documents that nobody chose. */
    @Test
    void theRealSdkAgrees(@TempDir Path folder)
            throws IOException, InterruptedException, MalformedEvidenceException, URISyntaxException {
        Optional<String> modules = Optional.ofNullable(System.getenv("TEEPROOF_NODE_MODULES"));
        assumeTrue(
                modules.isPresent() && Files.isDirectory(Path.of(modules.get(), "@phala", "dstack-sdk")),
                "TEEPROOF_NODE_MODULES names no node_modules folder with @phala/dstack-sdk");
        List<String> lines = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (Vector vector : vectors()) {
            lines.add(vector.expression());
            ours.add(hash(vector.json(), false) + " " + hash(vector.json(), true));
        }
        Documents documents = new Documents(20260811);
        for (int i = 0; i < 2000; i++) {
            String document = documents.next();
            lines.add(document);
            ours.add(hash(document, false) + " " + hash(document, true));
        }

        assertThat(theirs(Files.write(folder.resolve("documents"), lines))).isEqualTo(ours);
    }

    private static List<String> theirs(Path documents) throws IOException, InterruptedException, URISyntaxException {
        URL script = Objects.requireNonNull(NormalizedComposeTest.class.getResource("/peers/compose-hash.js"));
        Process process = new ProcessBuilder("node", Path.of(script.toURI()).toString(), documents.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (InputStream answers = process.getInputStream()) {
            lines = new String(answers.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    /** JSON in one line, the same for the same seed, with names and numbers that one language or another takes differently. */
    private static final class Documents {
        private static final List<String> NAMES = List.of(
                "a",
                "b",
                "Z",
                "10",
                "9",
                "1",
                "01",
                "-1",
                "4294967294",
                "4294967295",
                "",
                "é",
                "～",
                "😀",
                "__proto__",
                "constructor",
                "toString",
                "toJSON",
                "length",
                "docker_compose_file",
                "bash_script",
                "pre_launch_script");
        private static final List<String> NUMBERS = List.of(
                "0",
                "-0",
                "1.0",
                "1e21",
                "1e20",
                "123456789012345678901",
                "1e-6",
                "1e-7",
                "5e-324",
                "0.1",
                "-2.5e-3",
                "9007199254740993",
                "1.7976931348623157e308",
                "4.35",
                "2e-7",
                "100");
        private static final List<String> TEXTS = List.of(
                "", "x", "<a>&", "\\u2028", "\\u0001\\n\\t", "é😀", "\\\"\\\\\\/", "\\u007f", "docker-compose", "bash");

        private final Random random;

        Documents(long seed) {
            this.random = new Random(seed);
        }

        String next() {
            String runner = List.of("bash", "docker-compose", "nerdctl-compose").get(random.nextInt(3));
            return object(3, ",\"runner\":\"" + runner + "\"");
        }

        private String object(int depth, String last) {
            List<String> members = new ArrayList<>();
            List<String> names = new ArrayList<>(NAMES);
            for (int i = random.nextInt(6); i >= 0; i--) {
                members.add("\"" + names.remove(random.nextInt(names.size())) + "\":" + value(depth - 1));
            }
            return "{" + String.join(",", members) + last + "}";
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 0 ? 8 : 5)) {
                case 0 -> "null";
                case 1 -> random.nextBoolean() ? "true" : "false";
                case 2, 3 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
                case 4 -> "\"" + TEXTS.get(random.nextInt(TEXTS.size())) + "\"";
                case 5 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
                default -> object(depth, "");
            };
        }
    }
}
