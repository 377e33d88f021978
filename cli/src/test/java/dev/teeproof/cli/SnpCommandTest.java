package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.verifier.render.Ink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user with a real report, its key's certificate in a file, and no network. */
class SnpCommandTest {

    private static final String REPORT = Conformance.path("snp/milan-v2.report").toString();
    private static final String VCEK = Conformance.path("snp/milan-v2.vcek.der").toString();
    private static final String DSTACK =
            Conformance.path("dstack/sev-snp-attestation.json").toString();
    private static final String ACCEPTED = "OutOfDate,provisional-firmware";

    private static CommandRun run(String... args) {
        return run(InputStream.nullInputStream(), args);
    }

    private static CommandRun run(InputStream in, String... args) {
        return CommandRun.of(in, Instant.parse("2026-07-01T00:00:00Z"), Ink.PLAIN, Map.of(), args);
    }

    /** At an instant at which all certificates are valid, with the key's at hand, and offline. */
    private static CommandRun verify(String report, String... more) {
        List<String> args = new ArrayList<>(
                List.of("snp", "verify", report, "--endorsements", VCEK, "--offline", "--at", "2026-07-01T00:00:00Z"));
        args.addAll(Arrays.asList(more));
        return run(args.toArray(String[]::new));
    }

    private static Path written(Path folder, String form) throws IOException {
        Bytes report = Bytes.copyOf(Conformance.bytes("snp/milan-v2.report"));
        byte[] bytes = report.toArray();
        String text = form.equals("hex") ? report.toHex() : Base64.getEncoder().encodeToString(bytes);
        Path file = folder.resolve("report");
        return form.equals("raw") ? Files.write(file, bytes) : Files.writeString(file, text + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "hex", "base64"})
    void aReportIsShownAndVerifiedInEveryForm(String form, @TempDir Path folder) throws IOException {
        String file = written(folder, form).toString();

        CommandRun show = run("snp", "show", file);
        CommandRun strict = verify(file);
        CommandRun accepting = verify(file, "--accept", ACCEPTED);

        assertThat(show.status()).isZero();
        assertThat(show.out()).isEqualTo(run("snp", "show", REPORT).out());
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.out())
                .startsWith("WARNING")
                .containsPattern("NOT ACCEPTED TCB_STATUS_REJECTED +the TCB status is OutOfDate")
                .containsPattern("NOT ACCEPTED PROVISIONAL_FIRMWARE");
        assertThat(accepting.out()).startsWith("AFFIRMING");
        assertThat(accepting.status()).isZero();
        assertThat(accepting.err()).isEmpty();
    }

    @Test
    void theFieldsAreThoseOfTheReport() {
        CommandRun text = run("snp", "show", REPORT);
        CommandRun json = run("snp", "show", REPORT, "--json");
        Bytes report = Bytes.copyOf(Conformance.bytes("snp/milan-v2.report"));
        String measurement = report.slice(0x90, 0xc0).toHex();

        assertThat(text.out()).contains("measurement").contains(measurement);
        assertThat(json.status()).isZero();
        assertThat(json.out())
                .startsWith("{")
                .contains("\"version\": 2")
                .contains(report.slice(0x1a0, 0x1e0).toHex())
                .contains(measurement);
    }

    @Test
    void aReportComesFromStandardInputAndTheVerdictInJson() {
        CommandRun run = run(
                new ByteArrayInputStream(Conformance.bytes("snp/milan-v2.report")),
                "snp",
                "verify",
                "-",
                "--endorsements",
                VCEK,
                "--offline",
                "--accept",
                ACCEPTED,
                "--json");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("{").contains("\"verdict\": \"affirming\"");
    }

    @Test
    void withoutTheKeysCertificateThereIsNoVerdict() {
        CommandRun run = run("snp", "verify", REPORT, "--offline");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out())
                .startsWith("NONE")
                .contains("VEK_MISSING")
                .contains("--endorsements")
                .contains("--offline forbids to fetch it");
    }

    @Test
    void theCertificateOfAnotherChipIsNotTakenForTheKeys() {
        String debug = Conformance.path("snp/milan-v2-debug.report").toString();

        assertThat(verify(debug, "--accept", ACCEPTED).status()).isEqualTo(3);
    }

    @Test
    void whatMustBeCheckedAndCannotGivesNoVerdict() {
        CommandRun run = verify(REPORT, "--accept", ACCEPTED, "--require-crl");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).startsWith("NONE").contains("CRL_MISSING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dcap/tdx-v5-90c06f000000.quote",
                "dcap/sgx-v3-00a067110000.quote",
                "dstack/sev-snp-attestation.json",
                "snp/milan-v2.vcek.der"
            })
    void anythingButAReportIsUnusable(String file) {
        CommandRun run = run("snp", "verify", Conformance.path(file).toString(), "--offline");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be read as a report").contains("is this the right file?");
        assertThat(run("snp", "show", Conformance.path(file).toString()).status())
                .isEqualTo(2);
    }

    @Test
    void verifyTellsReportsAndAttestationsByThemselves(@TempDir Path folder) throws IOException {
        Path table = Files.write(folder.resolve("extended.bin"), extended().toArray());

        CommandRun report = run("verify", REPORT, "--endorsements", VCEK, "--offline", "--accept", ACCEPTED);
        CommandRun extended = run("verify", table.toString(), "--offline", "--accept", ACCEPTED);
        CommandRun strict = run("verify", DSTACK, "--offline");
        CommandRun dstack = run("verify", DSTACK, "--offline", "--accept", "OutOfDate");

        assertThat(report.status()).isZero();
        assertThat(extended.out()).startsWith("AFFIRMING");
        assertThat(extended.status()).isZero();
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.out()).startsWith("WARNING").contains("TCB_STATUS_REJECTED");
        assertThat(dstack.out()).startsWith("AFFIRMING").contains("dstack on AMD SEV-SNP");
        assertThat(dstack.status()).isZero();
    }

    /** The report with a table of its key's certificate alone: GUID, offset, length, an entry of zeros, the certificate. */
    private static Bytes extended() {
        Bytes vcek = Bytes.copyOf(Conformance.bytes("snp/milan-v2.vcek.der"));
        Bytes entry = new ByteWriter()
                .bytes(Bytes.hex("63da758de6644564adc5f4b93be8accd"))
                .u32le(48)
                .u32le(vcek.size())
                .bytes(Bytes.zeros(24))
                .bytes(vcek)
                .toBytes();
        return Bytes.concat(Bytes.copyOf(Conformance.bytes("snp/milan-v2.report")), entry);
    }
}
