package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.verifier.render.Ink;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureCommandTest {

    private static final String ONE_VCPU =
            "ddc5224521617a536ee7ce9dd6224d1b58a8d4fda1c741f3ac99fc4bfa04ba6e9fc98646d4a07a9079397fa3852819b5";
    private static final String OVMF_HASH =
            "086e2e9149ebf45abdc3445fba5b2da8270bdbb04094d7a2c37faaa4b24af3aa16aff8c374c2a55c467a50da6d466b74";

    @TempDir
    private Path folder;

    private static CommandRun run(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("measure"));
        all.addAll(arguments);
        return CommandRun.of(
                InputStream.nullInputStream(),
                Instant.parse("2026-04-15T12:00:00Z"),
                Ink.PLAIN,
                Map.of(),
                all.toArray(String[]::new));
    }

    /** Blanks part arguments; FIRMWARE and EMPTY stand for files. */
    private CommandRun run(String line) throws Exception {
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            arguments.add(
                    switch (word) {
                        case "FIRMWARE" ->
                            Conformance.path("launch/fixtures/ovmf_AmdSev_suffix.bin")
                                    .toString();
                        case "ORDINARY" ->
                            Conformance.path("launch/fixtures/ovmf_OvmfX64_suffix.bin")
                                    .toString();
                        case "EMPTY" -> empty.toString();
                        default -> word;
                    });
        }
        return run(arguments);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-type EPYC-v4, " + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --initrd EMPTY --vcpus 1 --vcpu-type epyc --guest-features 0x1, "
                + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-sig 0x800f12 --vmm-type QEMU, " + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-sig 8392466, " + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-family 23 --vcpu-model 1 --vcpu-stepping 2, " + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-type EPYC-v4 --ovmf-hash " + OVMF_HASH + ", " + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-type EPYC-v4 --snp-ovmf-hash " + OVMF_HASH + ", "
                + ONE_VCPU,
        "snp --ovmf FIRMWARE --kernel EMPTY --vcpus 4 --vcpu-type EPYC-v4 --guest-features 0x21, "
                + "4953b1fb416fa874980e8442b3706d345926d5f38879134e00813c5d7abcbe78eafe7b422907be0b4698e2414a631942",
        "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC-v4 --guest-features 33, "
                + "e1e1ca029dd7973ab9513295be68198472dcd4fc834bd9af9b63f6e8a1674dbf281a9278a4a2ebe0eed9f22adbcd0e2b",
        "sev-es --ovmf FIRMWARE --kernel EMPTY --vcpus 4 --vcpu-type EPYC-v4, "
                + "0dccbcaba8e90b261bd0d2e1863a2f9da714768b7b2a19363cd6ae35aa90de91",
        "sev --ovmf FIRMWARE --kernel EMPTY, 77f613d7bbcdf12a73782ea9e88b0172aeda50d1a54201cb903594ff52846898",
        "sev --ovmf ORDINARY, b4c021e085fb83ceffe6571a3d357b4a98773c83c474e47f76c876708fe316da",
        "ovmf-hash --ovmf FIRMWARE, " + OVMF_HASH,
    })
    void aDigestIsPrinted(String line, String digest) throws Exception {
        CommandRun run = run(line);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(digest + "\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void theCommandLineIsOneArgument() throws Exception {
        String firmware =
                Conformance.path("launch/fixtures/ovmf_AmdSev_suffix.bin").toString();
        String empty = Files.write(folder.resolve("empty"), new byte[0]).toString();
        CommandRun run =
                run(List.of("sev", "--ovmf", firmware, "--kernel", empty, "--append", "console=ttyS0 loglevel=7"));

        assertThat(run.out()).isEqualTo("82a3ee5d537c3620628270c292ae30cb40c3c878666a7890ee7ef2a08fb535ff\n");
    }

    @Test
    void aDigestIsPrintedInBase64() throws Exception {
        CommandRun run = run("snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-type EPYC-v4 --output-format base64");

        assertThat(run.out()).isEqualTo(Base64Text.encode(Bytes.hex(ONE_VCPU)) + "\n");
    }

    @Test
    void jsonSaysWhatItWasComputedFrom() throws Exception {
        CommandRun run = run("snp --ovmf FIRMWARE --kernel EMPTY --vcpus 1 --vcpu-type EPYC-v4 --json");
        JsonObject json = Json.readObject(Bytes.utf8(run.out()), "out");

        assertThat(json.string("launch_digest")).isEqualTo(ONE_VCPU);
        assertThat(json.string("ovmf_hash")).isEqualTo(OVMF_HASH);
        assertThat(json.string("vcpu_signature")).isEqualTo("0x800f12");
        assertThat(json.string("cmdline_hash"))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "snp --ovmf FIRMWARE --vcpus 1 | say the type of the vCPUs once",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --vcpu-sig 1 | say the type of the vCPUs once",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-family 23 --vcpu-model 1 | belong together",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC-v9 | UNSUPPORTED: --vcpu-type",
                "snp --ovmf FIRMWARE --vcpus 0 --vcpu-type EPYC | LIMIT_EXCEEDED: vcpus",
                "snp --ovmf FIRMWARE --vcpus 513 --vcpu-type EPYC | a number from 1 to 512",
                "snp --ovmf FIRMWARE --vcpus x --vcpu-type EPYC | --vcpus is a number, not x",
                "snp --ovmf FIRMWARE --vcpu-type EPYC | Missing required option: '--vcpus=N'",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-sig 0x100000000 | --vcpu-sig has 32 bits",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-sig y | --vcpu-sig is a number",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-family 300 --vcpu-model 1 --vcpu-stepping 2 | BAD_VALUE: vcpu_family",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --initrd EMPTY | --initrd needs --kernel",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --append x | --append needs --kernel",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --ovmf-hash 00 | BAD_LENGTH: --ovmf-hash",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --output-format raw | hex or base64, not raw",
                "snp --ovmf ORDINARY --kernel EMPTY --vcpus 1 --vcpu-type EPYC | MISSING: hash_table",
                "snp --ovmf EMPTY --vcpus 1 --vcpu-type EPYC | cannot be read as a firmware: BAD_LENGTH",
                "snp --ovmf nowhere --vcpus 1 --vcpu-type EPYC | nowhere does not exist",
                "snp --ovmf FIRMWARE --kernel nowhere --vcpus 1 --vcpu-type EPYC | nowhere does not exist",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --vmm-type ec2 | launches by ec2 are not computed yet",
                "sev-es --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --vmm-type gce | launches by gce are not computed yet",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --vmm-type krun | one of QEMU, ec2, gce, svsm",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --svsm EMPTY | --svsm: launches with an SVSM",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --vars-size 1 | --vars-size: launches with an SVSM",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --vars-file EMPTY | --vars-file: launches with an SVSM",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --dump-vmsa | --dump-vmsa: save areas",
                "snp --ovmf FIRMWARE --vcpus 1 --vcpu-type EPYC --mode snp | the mode is a command here",
                "sev --ovmf ORDINARY --kernel EMPTY | MISSING: hash_table",
                "id-block --measurement AAAA | --measurement has 48 bytes",
                "id-block --measurement " + ONE_VCPU + " --family-id 00 | BAD_LENGTH: --family-id",
                "id-block --measurement " + ONE_VCPU + " --guest-svn 0x100000000 | --guest-svn has 32 bits",
                "id-block --measurement " + ONE_VCPU + " --idkey EMPTY | cannot be read as a P-384 key: UNSUPPORTED",
            })
    void whatCannotBeComputedIsAUsageError(String line, String message) throws Exception {
        CommandRun run = run(line);

        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void anIdBlockIsMadeWithTheDigestsOfItsKeys() throws Exception {
        Path key = folder.resolve("key.pem");
        Files.writeString(key, """
                -----BEGIN PUBLIC KEY-----
                MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEsg/RocK9K2UYOnbiOQrIBfbY5eKvcl5a
                jpPPh+wCn51F6zJrBLkr63FOFPqYb4qaLJSguKswzHY1JnWUSHaJHpVP9u9YJqYj
                G6bW1/br+2jOMw4eWTlO+3CAiD3caTZL
                -----END PUBLIC KEY-----
                """);
        CommandRun run = run(List.of(
                "id-block",
                "--measurement",
                "B28FLQi9p6cAqipgjFyqawDrrSl7bWioWkWx5mmlWLZ+G5HShKMB/mPE+gdQRn7t",
                "--idkey",
                key.toString(),
                "--authorkey",
                key.toString()));
        String digest =
                "870b7e35c53f8a72d0d322f75ab2af8262792aaf6579622ce4131c3f21f289e77cb0560a5e3b90b3932e674ec709cb14";

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo("id_block: B28FLQi9p6cAqipgjFyqawDrrSl7bWioWkWx5mmlWLZ+G5HShKMB/mPE+gdQRn7t"
                        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAwAAAAAA\n"
                        + "id_key_digest: " + digest + "\nauthor_key_digest: " + digest + "\n");
    }

    @Test
    void anIdBlockHasIdsSvnAndPolicy() {
        CommandRun run = run(List.of(
                "id-block",
                "--measurement",
                "00".repeat(48),
                "--family-id",
                "0a".repeat(16),
                "--image-id",
                "0b".repeat(16),
                "--guest-svn",
                "7",
                "--policy",
                "0xb0000",
                "--json"));

        assertThat(run.out())
                .contains(Base64Text.encode(Bytes.hex("00".repeat(48) + "0a".repeat(16) + "0b".repeat(16)
                        + "0100000007000000" + "00000b0000000000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "snp ", "sev-es ", "sev ", "ovmf-hash ", "id-block "})
    void eachCommandHasAHelpText(String command) throws Exception {
        CommandRun run = run(command + "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: teeproof measure").doesNotContain("--dump-vmsa");
    }
}
