package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.verifier.render.Ink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeCommandTest {

    private static final String REAL = "dstack/simulator-app-compose.json";
    private static final String FIRST = "5d03fc63fc0d3870a7ea4c689b8ccf79e9871346b491a6d667f6a7eade83db26";
    private static final String SECOND = "0318a5fd616089657b10220dd0d2f11a0cd505495870887acf1e2ba4263975e7";

    @TempDir
    private Path folder;

    private Path docker = Path.of("");
    private Path output = Path.of("");

    @BeforeEach
    void writeTheDockerCompose() throws IOException {
        docker = Files.writeString(folder.resolve("docker-compose.yml"), "services: {}\n");
        output = folder.resolve("app-compose.json");
    }

    private static CommandRun run(InputStream in, String... args) {
        String[] all = Stream.concat(Stream.of("compose"), Stream.of(args)).toArray(String[]::new);
        return CommandRun.of(in, Instant.parse("2026-04-15T12:00:00Z"), Ink.PLAIN, Map.of(), all);
    }

    private static CommandRun run(String... args) {
        return run(InputStream.nullInputStream(), args);
    }

    /** Blanks part the options; ENV stands for a file of variables. */
    private CommandRun create(String options) throws IOException {
        Path environment = Files.writeString(folder.resolve(".env"), "# secrets\n\n B = 2 \nA=1=2\nB=3\n");
        List<String> arguments = new ArrayList<>(List.of(
                "create", "--name", "demo", "--docker-compose", docker.toString(), "--output", output.toString()));
        for (String option : options.isEmpty() ? List.<String>of() : List.of(options.split(" "))) {
            arguments.add(option.equals("ENV") ? environment.toString() : option);
        }
        return run(arguments.toArray(String[]::new));
    }

    private JsonObject written() throws Exception {
        return Json.readObject(Bytes.copyOf(Files.readAllBytes(output)), "file");
    }

    private static String real() {
        return Conformance.path(REAL).toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 380, " + FIRST,
        "' --event-log-version 1', 380, " + FIRST,
        "' --event-log-version 2', 408, " + SECOND,
    })
    void createWritesWhatVmmCliWrites(String version, int size, String hash) throws IOException {
        CommandRun run = create("--kms --gateway --public-logs --public-sysinfo" + version);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("App compose file created at: " + output + "\nCompose hash: " + hash + "\n");
        assertThat(run.status()).isZero();
        assertThat(Files.size(output)).isEqualTo(size);
        assertThat(run("hash", output.toString()).out()).isEqualTo(hash + "\n");
        assertThat(run("check", output.toString()).status()).isZero();
    }

    @Test
    void createTakesEveryOption() throws Exception {
        Path script = Files.writeString(folder.resolve("pre.sh"), "echo é\r\n");
        CommandRun run = create(
                "--kms --local-key-provider --key-provider kms --key-provider-id aabb --env-file ENV --no-instance-id"
                        + " --secure-time --swap 1.5G --prelaunch-script " + script);

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("WITHOUT_EFFECT: local_key_provider_enabled");
        assertThat(Files.readString(output)).endsWith("""
                    "local_key_provider_enabled": true,
                    "key_provider_id": "aabb",
                    "public_logs": false,
                    "public_sysinfo": false,
                    "allowed_envs": [
                        "B",
                        "A"
                    ],
                    "no_instance_id": true,
                    "secure_time": true,
                    "key_provider": "kms",
                    "pre_launch_script": "echo é\\r\\n",
                    "swap_size": 1610612736
                }""");
    }

    @ParameterizedTest
    @CsvSource({
        "512, 536870912",
        "512m, 536870912",
        "2GB, 2147483648",
        "0.5G, 536870912",
        "1T, 1099511627776",
        "2.0, 2097152"
    })
    void swapIsInMegabytesUnlessItSaysOtherwise(String size, long bytes) throws Exception {
        create("--swap " + size);

        assertThat(written().unsigned("swap_size", Long.MAX_VALUE)).isEqualTo(bytes);
    }

    @Test
    void noSwapIsLeftOut() throws Exception {
        create("--swap 0");

        assertThat(written().members()).doesNotContainKey("swap_size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--event-log-version 3 | --event-log-version is 1 or 2, not 3",
                "--event-log-version v2 | --event-log-version is 1 or 2, not v2",
                "--key-provider KMS | --key-provider is none, kms, local or tpm, not KMS",
                "--env-file ENV | --env-file needs --kms",
                "--env-file nowhere --kms | nowhere does not exist",
                "--swap 1.5 | is not a whole number of megabytes",
                "--swap 2K | has none of the units M, G and T",
                "--swap -1 | is no size",
                "--swap 9000000T | is too large",
                "--prelaunch-script nowhere | nowhere does not exist",
            })
    void whatCannotBeMeantLeavesNoFile(String options, String message) throws IOException {
        CommandRun run = create(options);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(output).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path absent = folder.resolve("absent");
        output = absent.resolve("app-compose.json");
        CommandRun noFolder = create("");
        output = Files.createDirectory(folder.resolve("taken"));
        CommandRun aFolder = create("");

        assertThat(noFolder.status()).isEqualTo(2);
        assertThat(noFolder.err()).contains("cannot be written: there is no such folder");
        assertThat(absent).doesNotExist();
        assertThat(aFolder.status()).isEqualTo(2);
        assertThat(aFolder.err()).contains("cannot be written");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("docker-compose.yml", ".env", "taken");
        }
    }

    @Test
    void aRefusalKeepsTheOldFileAndAFileReplacesIt() throws IOException {
        Files.writeString(output, "old");

        assertThat(create("--event-log-version 0").status()).isEqualTo(2);
        assertThat(output).hasContent("old");
        assertThat(create("").status()).isZero();
        assertThat(Files.readString(output)).startsWith("{\n    \"manifest_version\": 2,");
    }

    @Test
    void linesThatAreNoVariablesAndIdsThatNoGuestReadsAreToldAloud() throws IOException {
        Path odd = Files.writeString(folder.resolve("odd"), "A=1\nB\n=2\n");
        CommandRun run = create("--kms --key-provider-id 0xab --env-file " + odd);

        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains("line 2 of " + odd + " is not KEY=VALUE")
                .contains("line 3 of")
                .contains("no guest reads this file: app-compose.key_provider_id");
    }

    @Test
    void hashIsOfTheBytesAsTheyAre() throws IOException {
        byte[] bytes = Conformance.bytes(REAL);

        assertThat(run("hash", real()).out())
                .isEqualTo("65b4e574f16973956908b6359920593c3b7d9f36f38e81a47f996a0c0d5435bb\n");
        assertThat(run(new ByteArrayInputStream(bytes), "hash", "-").out())
                .isEqualTo(run("hash", real()).out());
        assertThat(run("hash", file("none", "")).out())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n");
    }

    @Test
    void theHashOfTheSdkIsAskedForByName() throws IOException {
        String file =
                file("sdk.json", "{\"runner\":\"docker-compose\",\"bash_script\":\"x\",\"pre_launch_script\":\"\"}");

        assertThat(run("hash", file, "--normalized", "--drop-unused").out())
                .isEqualTo("1120e42a7b5f2ca50128696ea414771441b4fa92373427108a7173181cc80b55\n");
        assertThat(run("hash", file, "--normalized").out()).hasSize(65).doesNotStartWith("1120e42a");
        assertThat(run("hash", file, "--drop-unused").err()).contains("--drop-unused needs --normalized");
    }

    @Test
    void showPrintsEveryMemberWithWhatStandsForIt() {
        CommandRun run = run("show", real());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("compose_hash              65b4e574f16973956908b6359920593c3b7d9f36f38e81a47f996a0c0d5435bb")
                .contains("app_id                    65b4e574f16973956908b6359920593c3b7d9f36\n")
                .contains("  docker_compose_file     21 lines, 582 characters")
                .contains("  storage_fs              ext4\n")
                .contains("  event_log_version       1 (absent)")
                .contains("  requirements            none (absent)");
    }

    @Test
    void showPrintsJsonForPrograms() throws Exception {
        JsonObject shown =
                Json.readObject(Bytes.utf8(run("show", real(), "--json").out()), "shown");

        assertThat(shown.string("app_id")).isEqualTo("65b4e574f16973956908b6359920593c3b7d9f36");
        assertThat(shown.object("fields").bool("public_tcbinfo", false)).isTrue();
        assertThat(shown.object("fields").string("docker_compose_file")).startsWith("services:\n");
        assertThat(shown.array("absent").strings())
                .contains("event_log_version")
                .doesNotContain("name");
        assertThat(shown.array("warnings").elements()).isEmpty();
    }

    @Test
    void namesAndValuesFromAFileDoNotSteerTheTerminal() throws IOException {
        String hostile = file(
                "hostile.json",
                "{\"manifest_version\":2,\"name\":\"\\u001b[2J\",\"runner\":\"\\u001b[31m\",\"\\u001b[1m\":\"\\u202e\"}");
        String other = file("other.json", "{\"manifest_version\":2,\"name\":\"n\",\"runner\":\"\\u001b[32m\"}");

        for (CommandRun run : List.of(run("show", hostile), run("check", hostile), run("diff", hostile, other))) {
            assertThat(run.out()).contains("\ufffd").doesNotContain("\u001b").doesNotContain("\u202e");
        }
    }

    @Test
    void diffSaysWhatChangedFromWhatToWhat() throws IOException {
        create("--kms");
        String first = Files.copy(output, folder.resolve("first.json")).toString();
        Files.writeString(docker, "services:\n  a: {}\n");
        create("--event-log-version 2");
        CommandRun run = run("diff", first, output.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("kms_enabled: true → false\n")
                .contains(
                        "docker_compose_file: 1 line, 13 characters → 2 lines, 18 characters; line 1: \"services: {}\" → \"services:\"\n")
                .contains("event_log_version: absent (which means 1) → 2\n")
                .containsPattern("compose hash: [0-9a-f]{64} → [0-9a-f]{64}\n")
                .containsPattern("normalized hash: [0-9a-f]{64} → [0-9a-f]{64}\n");
    }

    @Test
    void diffTellsOtherMembersFromOtherBytes() throws Exception {
        create("");
        String same = Files.copy(output, folder.resolve("same.json")).toString();
        String lineEnd = file("line-end.json", Files.readString(output) + "\n");
        CommandRun differently = run("diff", output.toString(), lineEnd);
        CommandRun json = run("diff", output.toString(), lineEnd, "--json");

        assertThat(run("diff", output.toString(), same).status()).isZero();
        assertThat(run("diff", output.toString(), same).out()).startsWith("compose hash: the same, ");
        assertThat(differently.status()).isEqualTo(1);
        assertThat(differently.out())
                .startsWith("the same members and values, written otherwise")
                .contains("normalized hash: the same, ");
        JsonObject read = Json.readObject(Bytes.utf8(json.out()), "diff");
        assertThat(json.status()).isEqualTo(1);
        assertThat(read.bool("same_compose_hash", true)).isFalse();
        assertThat(read.bool("same_normalized_hash", false)).isTrue();
        assertThat(read.array("differences").elements()).isEmpty();
    }

    @Test
    void checkTellsCleanFromWarningsFromUnreadable() throws Exception {
        String warned = file(
                "warned.json",
                "{\"manifest_version\":2,\"name\":\"n\",\"runner\":\"nerdctl-compose\",\"docker_compose_file\":\"\",\"secure_time\":true,"
                        + "\"event_log_version\":1}");
        String unreadable = file(
                "unreadable.json",
                "{\"manifest_version\":2,\"name\":\"n\",\"runner\":\"bash\",\"event_log_version\":\"2\"}");
        CommandRun run = run("check", warned);
        CommandRun json = run("check", warned, "--json");
        CommandRun broken = run("check", unreadable);

        assertThat(run("check", real()).out()).isEqualTo("nothing to say about it\n");
        assertThat(run("check", real()).status()).isZero();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("refused: MANIFEST_TOO_OLD: runner is nerdctl-compose, which needs manifest_version \"3\"")
                .contains("warning: DEFAULT_WRITTEN: event_log_version is 1, as without it");
        assertThat(Json.readArray(Bytes.utf8(json.out()), "check")
                        .objects()
                        .get(0)
                        .string("kind"))
                .isEqualTo("REFUSED");
        assertThat(json.status()).isEqualTo(1);
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.err())
                .contains("cannot be read as an app-compose.json: WRONG_TYPE, app-compose.event_log_version");
    }

    @Test
    void diffNeedsTwoFiles() {
        assertThat(run("diff", real()).status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "create ", "show ", "hash ", "diff ", "check "})
    void eachCommandHasAHelpText(String command) {
        CommandRun run = run((command + "--help").split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: teeproof compose");
    }
}
