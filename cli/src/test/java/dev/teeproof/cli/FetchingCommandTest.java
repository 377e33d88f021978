package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.simulator.pccs.PccsFault;
import dev.teeproof.simulator.pccs.SimulatedPccs;
import dev.teeproof.verifier.render.Ink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user with a quote and a network: the network is a simulated PCCS on loopback. */
@SuppressWarnings("NullAway.Init")
class FetchingCommandTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final QuoteBlueprint PLAN = QuoteBlueprint.of(QuoteKind.TDX_V5_TD15, 11, AT);
    private static final SimulatedQuote QUOTE = PLAN.build();
    private static final String TCB_INFO = "/tdx/certification/v4/tcb";

    @TempDir
    Path folder;

    private SimulatedPccs pccs;
    private String url;
    private Path quote;
    private Path root;

    @BeforeEach
    void serve() throws IOException {
        pccs = SimulatedPccs.serving(PLAN);
        url = pccs.baseUrl().toString();
        quote = Files.write(folder.resolve("quote.bin"), QUOTE.quote().toArray());
        root = Files.write(folder.resolve("root.der"), QUOTE.rootCertificate().toArray());
    }

    @AfterEach
    void stop() {
        pccs.close();
    }

    private static CommandRun run(Map<String, String> environment, String... args) {
        return CommandRun.of(InputStream.nullInputStream(), AT, Ink.PLAIN, environment, args);
    }

    /** Trusting the simulated root, keeping nothing. */
    private CommandRun verify(String... more) {
        List<String> args =
                new ArrayList<>(List.of("quote", "verify", quote.toString(), "--root", root.toString(), "--no-cache"));
        args.addAll(Arrays.asList(more));
        return run(Map.of("PCCS_URL", url), args.toArray(String[]::new));
    }

    @Test
    void aQuoteAndANetworkAreEnough() {
        CommandRun run = verify();

        assertThat(run.out())
                .startsWith("AFFIRMING")
                .contains("Intel TDX domain")
                .contains("Holds until");
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfQuoteIsVerified(QuoteKind kind) throws IOException {
        QuoteBlueprint plan = QuoteBlueprint.of(kind, 5, AT);
        SimulatedQuote made = plan.build();
        Files.write(quote, made.quote().toArray());
        Files.write(root, made.rootCertificate().toArray());
        try (SimulatedPccs other = SimulatedPccs.serving(plan)) {
            CommandRun run = verify("--pccs", other.baseUrl().toString());

            assertThat(run.out()).startsWith("AFFIRMING");
            assertThat(run.status()).isZero();
        }
    }

    @ParameterizedTest(name = "certification data type {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void aPckCertificateThatTheQuoteLacksIsFetchedToo(int type) throws IOException {
        Files.write(quote, PLAN.certificationData(type).build().quote().toArray());

        assertThat(verify().out()).startsWith("AFFIRMING");
        assertThat(verify("--offline").status()).isEqualTo(3);
    }

    @Test
    void underAnUnknownRootNothingIsFetched() {
        CommandRun run = run(Map.of("PCCS_URL", url), "quote", "verify", quote.toString(), "--no-cache");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("PCK_CHAIN_UNTRUSTED");
        assertThat(pccs.requests(TCB_INFO)).isZero();
        assertThat(pccs.requests("/sgx/certification/v4/pckcrl")).isZero();
    }

    @Test
    void anOutageGivesNoVerdictAndNamesTheAnswer() {
        pccs.fail(PccsFault.DOWN);

        CommandRun run = verify();

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).startsWith("NONE").contains("COLLATERAL_MISSING").contains("503");
    }

    @Test
    void offlineFetchesNothing() {
        CommandRun run = verify("--offline");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("--offline forbids to fetch it");
        assertThat(pccs.requests(TCB_INFO)).isZero();
    }

    @Test
    void whatWasUsedIsSavedAndRepeatsTheVerdictYearsLater() {
        String bundle = folder.resolve("bundle.json").toString();
        assertThat(verify("--save-collateral", bundle).status()).isZero();
        pccs.close();
        String[] args = {
            "quote",
            "verify",
            quote.toString(),
            "--root",
            root.toString(),
            "--collateral",
            bundle,
            "--offline",
            "--at",
            AT.toString()
        };

        CommandRun later =
                CommandRun.of(InputStream.nullInputStream(), AT.plus(Duration.ofDays(2000)), Ink.PLAIN, Map.of(), args);

        assertThat(later.out()).startsWith("AFFIRMING");
        assertThat(later.status()).isZero();
    }

    @Test
    void theCacheServesWhileTheSourceIsDownUntilItsDate() {
        String[] args = {"quote", "verify", quote.toString(), "--root", root.toString()};
        Map<String, String> environment = Map.of(
                "PCCS_URL", url, "XDG_CACHE_HOME", folder.resolve("cache").toString());
        assertThat(run(environment, args).status()).isZero();
        pccs.fail(PccsFault.DOWN);

        CommandRun fresh = run(environment, args);
        CommandRun old = CommandRun.of(
                InputStream.nullInputStream(), AT.plus(Duration.ofDays(28)), Ink.PLAIN, environment, args);
        CommandRun expired = CommandRun.of(
                InputStream.nullInputStream(), AT.plus(Duration.ofDays(31)), Ink.PLAIN, environment, args);

        assertThat(fresh.status()).isZero();
        assertThat(old.status()).isZero();
        assertThat(expired.status()).isEqualTo(3);
        assertThat(expired.out()).contains("COLLATERAL_MISSING");
    }

    @Test
    void theNextEvaluationIsShownBesideTodays() {
        assertThat(verify("--early").out())
                .startsWith("AFFIRMING")
                .contains("later_tcb_status")
                .contains("OutOfDate by evaluation 19");
    }

    @Test
    void theConfigurationNamesAPccsToo() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.toml"), "pccs = \"" + url + "\"\ncache = \"" + folder.resolve("kept") + "\"\n");
        String[] args = {"quote", "verify", quote.toString(), "--root", root.toString()};
        Map<String, String> environment = Map.of("TEEPROOF_CONFIG", config.toString());

        assertThat(run(environment, args).status()).isZero();
        assertThat(folder.resolve("kept")).isNotEmptyDirectory();
        Files.writeString(config, "pcsc = 1\n");
        assertThat(run(environment, args).err()).contains("one of pccs, kds, offline");
    }

    @Test
    void aPolicyInTomlOrJsonDecidesAlike() throws IOException {
        Bytes mrtd = QUOTE.core().slice(54 + 136, 54 + 184);
        Path toml = Files.writeString(
                folder.resolve("policy.toml"),
                "accept = [\"SWHardeningNeeded\"]\nleast_evaluation = 18\n[expect]\nmrtd = \"" + mrtd + "\"\n");
        Path json = Files.writeString(
                folder.resolve("policy.json"), "{\"expect\":{\"mrtd\":[\"" + "00".repeat(48) + "\"]}}");

        assertThat(verify("--policy", toml.toString()).status()).isZero();
        CommandRun refused = verify("--policy", json.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains("EXPECTED_MRTD: mrtd is not what the policy demands")
                .contains(mrtd.toHex());
        assertThat(verify("--policy", toml.toString(), "--least-evaluation", "19")
                        .out())
                .startsWith("WARNING")
                .contains("TCB_EVALUATION_TOO_OLD");
        assertThat(verify("--expect", "report-data=00").out()).contains("EXPECTED_REPORT_DATA");
        Files.writeString(json, "{\"acept\":[]}");
        assertThat(verify("--policy", json.toString()).err())
                .contains("policy.json")
                .contains("acept");
    }

    @Test
    void aQuoteIsShownFieldByField() {
        CommandRun text = run(Map.of(), "quote", "show", quote.toString());
        CommandRun json = run(Map.of(), "quote", "show", quote.toString(), "--json");

        assertThat(text.status()).isZero();
        assertThat(text.out())
                .contains("tee_tcb_svn_2")
                .contains("mr_service_td")
                .contains("SEPT_VE_DISABLE");
        assertThat(json.out()).startsWith("{").contains("\"fmspc\": \"90c06f000000\"");
    }

    @Test
    void collateralIsFetchedShownAndChecked() {
        String file = folder.resolve("collateral.json").toString();
        String trusted = root.toString();

        assertThat(run(
                                Map.of("PCCS_URL", url),
                                "collateral",
                                "fetch",
                                "--quote",
                                quote.toString(),
                                "--root",
                                trusted,
                                "--no-cache",
                                "--out",
                                file)
                        .status())
                .isZero();
        assertThat(run(Map.of(), "collateral", "show", file).out())
                .contains("holds_until")
                .contains("TDX 90c06f000000");
        CommandRun check = run(Map.of(), "collateral", "check", file, "--root", trusted, "--against", file);
        assertThat(check.out())
                .contains("tcb_info (TDX 90c06f000000)")
                .contains("nothing changed")
                .doesNotContain("BAD");
        assertThat(check.status()).isZero();
        assertThat(run(Map.of(), "collateral", "check", file).status()).isEqualTo(1);
        assertThat(run(Map.of(), "collateral", "check", file, "--root", trusted, "--at", "2027-01-01T00:00:00Z")
                        .out())
                .contains("it has expired");
    }

    @Test
    void collateralIsFetchedByFmspcToo() {
        String file = folder.resolve("collateral.json").toString();
        String[] args = {
            "collateral",
            "fetch",
            "--fmspc",
            "90c06f000000",
            "--pccs",
            url,
            "--root",
            root.toString(),
            "--no-cache",
            "--out",
            file
        };

        assertThat(run(Map.of(), args).status()).isZero();
        assertThat(run(Map.of(), "collateral", "fetch", "--out", file).err()).contains("--quote FILE or --fmspc HEX");
    }

    @Test
    void aNonceAloneDoesNotNameAWorkload() {
        String caveat = "nobody has said which workload to expect";
        String nonce = "report-data=" + QUOTE.core().slice(54 + 520, 54 + 584);
        String mrtd = "mrtd=" + QUOTE.core().slice(54 + 136, 54 + 184);

        assertThat(verify("--expect", nonce).out()).startsWith("AFFIRMING").contains(caveat);
        assertThat(verify("--expect", mrtd).out()).startsWith("AFFIRMING").doesNotContain(caveat);
    }

    @Test
    void anAddressThatIsNoneIsAUsageError() {
        assertThat(verify("--pccs", "http://pccs.example:8081").err()).contains("--insecure-http");
        assertThat(verify("--pccs", "pccs.example").status()).isEqualTo(2);
        assertThat(verify("--pccs", "https://user:word@pccs.example").err()).contains("without user");
        assertThat(verify("--deny-advisory", "INTEL-SA-960").err()).contains("INTEL-SA-00960");
    }

    @Test
    void documentsInEachOthersPlacesAreBad() throws IOException, MalformedEvidenceException {
        CollateralContainer right = CollateralContainer.read(QUOTE.collateralContainer(), "test");
        CollateralContainer swapped = new CollateralContainer(
                right.rootCaCrl(),
                right.pckCrl(),
                right.qeIdentity(),
                right.tcbInfo(),
                right.pckCertificateChain(),
                right.laterTcbInfo(),
                right.laterQeIdentity());
        Path file = Files.write(folder.resolve("swapped.json"), swapped.write().toArray());

        CommandRun check = run(Map.of(), "collateral", "check", file.toString(), "--root", root.toString());

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("which does not belong here");
    }
}
