package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.verifier.render.Ink;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventlogCommandTest {

    private static final String RTMR0 =
            "274c2344116db7c663470693b5ba62b8621eac28cb41d2f816ddf188f9f423f900a1c44d32386fd3c993dc814e62af9d";
    private static final String RTMR1 =
            "bdcf4ee0f7fdfe7c73fbb19ded73193aee23a6726b86d3b282ea097cf4c9ed7a0db21b5c1ccd513e410d90e310836b26";

    @TempDir
    private Path folder;

    private static CommandRun run(InputStream in, String... args) {
        String[] all = Stream.concat(Stream.of("eventlog"), Stream.of(args)).toArray(String[]::new);
        return CommandRun.of(in, Instant.parse("2026-04-15T12:00:00Z"), Ink.PLAIN, Map.of(), all);
    }

    private static CommandRun run(String... args) {
        return run(InputStream.nullInputStream(), args);
    }

    private static String file(String name) {
        return Conformance.path("eventlog/" + name).toString();
    }

    private String written(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void showPrintsATable() {
        CommandRun run = run("show", file("dstack-ccel.bin"));

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("CCMR 1 (RTMR0)")
                .contains("EV_EFI_VARIABLE_DRIVER_CONFIG")
                .contains("SecureBoot")
                .contains("EV_PLATFORM_CONFIG_FLAGS acpi-loader")
                .contains("EV_PLATFORM_CONFIG_FLAGS acpi-tables")
                .endsWith("18 records, TCG crypto-agile log (TPM 2.0, CCEL)\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void showPrintsJsonForPrograms() throws Exception {
        CommandRun run = run("show", file("trustee/CCEL_AAEL_alibabacloud"), "--json");

        var records = Json.readArray(Bytes.utf8(run.out()), "records").objects();
        assertThat(records).hasSize(87);
        JsonObject last = records.get(86);
        assertThat(last.string("register")).isEqualTo("CCMR 4 (RTMR3)");
        assertThat(last.string("binding")).isEqualTo("BOUND");
        assertThat(last.object("data").string("kind")).isEqualTo("tagged_event");
    }

    @Test
    void showPrintsTheFirmwaresState() {
        assertThat(run("show", file("tpm/rhel8-uefi.bin"), "--firmware").out())
                .containsIgnoringCase("secure")
                .contains("grub_kernel_cmdline");
    }

    @Test
    void replayPrintsTheRegisters() {
        assertThat(run("replay", file("dstack-ccel.bin")).out())
                .isEqualTo("CCMR 1 (RTMR0)  sha384    " + RTMR0 + "  (13 events)\n" + "CCMR 2 (RTMR1)  sha384    "
                        + RTMR1 + "  (5 events)\n");
        assertThat(run("replay", file("nelr-example.log")).out())
                .contains("CCMR 3 (RTMR2)")
                .contains("4693cf54a9c8b386");
        assertThat(run("replay", file("nelr-example.log"), "--pcr", "3").out()).contains("CCMR 4 (RTMR3)");
    }

    @Test
    void replayEndsBehindANamedEvent() {
        CommandRun run = run("replay", file("trustee/CCEL_AAEL_alibabacloud"), "--through", "coco.com some-operation");

        assertThat(run.out()).contains("CCMR 4 (RTMR3)").contains("(1 event)");
        assertThat(run("replay", file("dstack-ccel.bin"), "--through", "x").err())
                .isEqualTo("teeproof: warning: no measured event is called x; the whole log was replayed\n");
    }

    @Test
    void convertWritesTheProposalsJsonAndSaysWhatItDrops() throws Exception {
        CommandRun run = run("convert", file("nelr-example.log"), "--to", "cel-json");

        assertThat(run.status()).isZero();
        assertThat(Json.readObject(Bytes.utf8(run.out()), "cel").string("mr")).startsWith("4693cf54a9c8b386");
        assertThat(run.err()).startsWith("teeproof: COMMENTS: ").contains("comments and empty lines are dropped");
    }

    @Test
    void convertRefusesWhatTheFormatCannotCarry() {
        CommandRun run = run("convert", file("nelr-example.log"), "--to", "cel-tlv");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(
                        "teeproof: not converted: NO_CONTENT_TYPE_CODE, record 0: CC-CEL, the content type of native event"
                                + " logs, has no number: use cel-json\n");
    }

    @Test
    void convertToTrusteeEqualsTrusteesClaims() throws Exception {
        CommandRun run = run("convert", file("trustee/CCEL_data_ovmf"), "--to", "trustee");

        assertThat(Json.write(Json.read(Bytes.utf8(run.out()), "claims")))
                .isEqualTo(Json.write(Json.read(
                        Bytes.copyOf(Conformance.bytes("eventlog/trustee/CCEL_data_ovmf_out.json")), "expected")));
    }

    @Test
    void mergeAndSplitAreEachOthersReverse() throws Exception {
        String nelr = written("runtime", "INIT sha384/" + "0".repeat(96) + "\na.example b\n");
        String merged = folder.resolve("machine.json").toString();

        CommandRun merge = run("merge", file("dstack-ccel.bin"), "3=" + nelr, "--to", "cel-json", "--output", merged);
        CommandRun split =
                run("split", merged, "--output", folder.resolve("logs").toString());

        assertThat(merge.status()).isZero();
        assertThat(merge.err()).contains("HEADER").contains("PADDING");
        assertThat(split.status()).isZero();
        assertThat(folder.resolve("logs/2-nelr")).hasSameBinaryContentAs(Path.of(nelr));
        assertThat(run("replay", folder.resolve("logs/1-tcg2").toString()).out())
                .isEqualTo(run("replay", file("dstack-ccel.bin")).out());
        assertThat(run("split", merged, "--output", folder.resolve("logs").toString())
                        .status())
                .as("nothing is written over")
                .isEqualTo(2);
    }

    @Test
    void diffNamesTheFirstEventThatParts() throws Exception {
        String init = "INIT sha384/" + "0".repeat(96);
        String one = written("one", init + "\na\nb\n");
        String other = written("other", init + "\na\nc\n");

        CommandRun run = run("diff", one, other);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("CCMR 3 (RTMR2): alike for 2 events, then part at record 2 and record 2: sha384 ");
        assertThat(run("diff", one, one).status()).isZero();
    }

    @Test
    void verifyComparesALogWithTheQuoteBesideIt() {
        CommandRun run =
                run("verify", Conformance.path("dstack/quote-report.json").toString());

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(4).allMatch(line -> line.endsWith("matches"));
    }

    @ParameterizedTest
    @CsvSource({"00, 1, DIFFERS: no single event explains it", "27, 3, not compared: there is no value to compare with"
    })
    void verifySaysWhichRegisterAndWhy(String begins, int status, String words) {
        CommandRun run = run(
                "verify",
                file("dstack-ccel.bin"),
                "--register",
                "rtmr0=" + begins + RTMR0.substring(2),
                "--bank",
                "sha384");

        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).contains(words);
    }

    @Test
    void verifySaysWhichEventsDataWasChanged() throws Exception {
        byte[] log = Conformance.bytes("eventlog/dstack-ccel.bin");
        String text = new String(log, StandardCharsets.ISO_8859_1);
        // The name in a variable: its digest covers all of it.
        log[text.indexOf("S\0e\0c\0u\0r\0e\0B")] = 'Z';
        Path changed = Files.write(folder.resolve("changed"), log);

        CommandRun run =
                run("verify", changed.toString(), "--register", "rtmr0=" + RTMR0, "--register", "rtmr1=" + RTMR1);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("matches")
                .contains("(EV_EFI_VARIABLE_DRIVER_CONFIG): its data is not what was measured");
    }

    @Test
    void extendWritesALogThatReplaysToTheRegister() {
        String logs = folder.resolve("logs").toString();
        String registers = folder.resolve("registers").toString();

        CommandRun first = run(
                "extend", "--log-dir", logs, "--simulated", registers, "--event", "a.example b", "--comment", "why");
        CommandRun second = run("extend", "--log-dir", logs, "--simulated", registers, "--event", "a.example c");
        CommandRun comment = run("extend", "--log-dir", logs, "--simulated", registers, "--comment", "no event");

        assertThat(first.out()).startsWith("CCMR 4 (RTMR3) extended with ").contains("record 1 of its log");
        assertThat(comment.out()).isEqualTo("written; nothing was extended\n");
        String value = second.out().replaceAll("(?s).*it holds ([0-9a-f]{96});.*", "$1");
        CommandRun replay = run("replay", folder.resolve("logs/ccmr4.nelr").toString(), "--pcr", "3");
        assertThat(replay.out()).contains(value).contains("(3 events)");
    }

    @Test
    void extendRefusesByNameWhatIsNotThereYet() {
        CommandRun run = run("extend", "--log-dir", folder.toString(), "--event", "a");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("registers of hardware are not there yet");
    }

    @Test
    void standardInputIsReadAsWell() {
        InputStream in = new ByteArrayInputStream(Conformance.bytes("eventlog/dstack-ccel.bin"));

        assertThat(run(in, "replay", "-").out()).contains(RTMR0);
    }

    @ParameterizedTest
    @CsvSource({
        "show;/does/not/exist, does not exist",
        "replay;x;--from;y, there is no format y",
        "replay;x;--space;y, --space is pcr or ccmr",
        "convert;x;--to;y, there is no format y",
        "replay;x;--bank;md5, there is no hash algorithm md5",
        "diff;x, diff",
        "extend;--log-dir;x;--simulated;y;--format;tcg2, logs are written as nelr"
    })
    void whatCannotBeUsedIsSaid(String args, String words) {
        CommandRun run = run(args.split(";", -1));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }

    @Test
    void aFileThatIsNoLogIsSaidToBeNone() throws Exception {
        CommandRun run = run("show", written("x", "hello"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("UNKNOWN_FORMAT").contains("--from FORMAT");
    }
}
