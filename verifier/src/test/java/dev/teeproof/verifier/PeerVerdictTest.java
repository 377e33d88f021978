package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuotePolicy;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.Outcome;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifiers that nobody here wrote come to the same verdict about the same quotes. Where they do not, {@link
 * PeerDifferences a list} says why; a difference that is not listed there fails, and so does one that is gone.
 */
class PeerVerdictTest {

    static final String REFUSED = "refused";

    private static final Map<String, String> OURS = new TreeMap<>();
    private static final Map<String, String> NAMES = new TreeMap<>();
    private static Optional<Path> folder = Optional.empty();

    /** A quote of some kind with one fault, or with something unusual. */
    record PeerCase(QuoteKind kind, FaultCase<QuoteBlueprint> fault) {

        String name() {
            return kind + ": " + fault.name();
        }
    }

    static List<PeerCase> cases() {
        List<PeerCase> cases = new ArrayList<>();
        for (QuoteKind kind :
                List.of(QuoteKind.SGX_V3, QuoteKind.TDX_V4, QuoteKind.TDX_V5_TD10, QuoteKind.TDX_V5_TD15)) {
            Stream.of(
                            HarmlessVariants.<QuoteBlueprint>ofTheQuote(kind),
                            CertificateFaults.<QuoteBlueprint>cases(),
                            CollateralFaults.<QuoteBlueprint>cases(kind),
                            QuoteFaults.<QuoteBlueprint>cases(kind))
                    .flatMap(List::stream)
                    .forEach(fault -> cases.add(new PeerCase(kind, fault)));
        }
        return cases;
    }

    /** Writes the cases only if somebody is there to read them. */
    @BeforeAll
    static void writeTheCases(@TempDir Path empty) throws IOException, MalformedEvidenceException {
        if (System.getenv("TEEPROOF_NODE_MODULES") == null && System.getenv("TEEPROOF_PYTHON") == null) {
            return;
        }
        folder = Optional.of(empty);
        int number = 1000;
        for (PeerCase peerCase : cases()) {
            String id = "case" + number++;
            SimulatedQuote sent = peerCase.fault()
                    .of(QuoteBlueprint.of(peerCase.kind(), FaultCase.SEED, FaultCase.AT))
                    .build();
            Path files = Files.createDirectory(empty.resolve(id));
            Files.write(files.resolve("quote"), sent.quote().toArray());
            Files.write(
                    files.resolve("collateral.json"), sent.collateralContainer().toArray());
            Files.write(files.resolve("root.der"), sent.rootCertificate().toArray());
            Files.writeString(files.resolve("now"), Long.toString(FaultCase.AT.getEpochSecond()));
            NAMES.put(id, peerCase.name());
            OURS.put(peerCase.name(), ours(sent));
        }
    }

    /** The TCB status where all statuses are accepted and nothing else is. */
    private static String ours(SimulatedQuote sent) throws MalformedEvidenceException {
        QuotePolicy policy = QuotePolicy.STRICT;
        for (TcbStatus status : TcbStatus.values()) {
            policy = status == TcbStatus.REVOKED ? policy : policy.accepting(status);
        }
        QuoteVerdict verdict = QuoteVerifier.of(TrustAnchors.of(List.of(sent.root())))
                .withPolicy(policy)
                .verify(Quote.parse(sent.quote()), sent.collateral(), FaultCase.AT);
        return switch (verdict) {
            case RefusedQuote refused -> REFUSED;
            case VerifiedQuote verified ->
                verified.checks().stream().anyMatch(check -> check.outcome() == Outcome.NOT_ACCEPTED)
                        ? REFUSED
                        : verified.tcb().status().text();
        };
    }

    @Test
    void dcapQvlInJavaScriptAgrees()
            throws IOException, InterruptedException, MalformedEvidenceException, URISyntaxException {
        Optional<String> modules = Optional.ofNullable(System.getenv("TEEPROOF_NODE_MODULES"));
        assumeTrue(modules.isPresent(), "TEEPROOF_NODE_MODULES names no node_modules folder with @phala/dcap-qvl");

        assertThat(differences("node", "verify.js"))
                .isEqualTo(PeerDifferences.of("javascript.txt").verdictsOf(NAMES.values()));
    }

    @Test
    void dcapQvlInRustAgrees()
            throws IOException, InterruptedException, MalformedEvidenceException, URISyntaxException {
        Optional<String> python = Optional.ofNullable(System.getenv("TEEPROOF_PYTHON"));
        assumeTrue(python.isPresent(), "TEEPROOF_PYTHON names no Python that can import dcap_qvl");

        assertThat(differences(python.orElseThrow(), "verify.py"))
                .isEqualTo(PeerDifferences.of("rust.txt").verdictsOf(NAMES.values()));
    }

    /** What the peer says, by the name of the case, where it is not what is said here. */
    private static Map<String, String> differences(String interpreter, String script)
            throws IOException, InterruptedException, MalformedEvidenceException, URISyntaxException {
        URL resource = Objects.requireNonNull(PeerVerdictTest.class.getResource("/peers/" + script));
        List<String> command = List.of(
                interpreter,
                Path.of(resource.toURI()).toString(),
                folder.orElseThrow().toString());
        Map<String, String> different = new TreeMap<>();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (InputStream answers = process.getInputStream()) {
            lines = new String(answers.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(process.waitFor()).as("exit code of " + command).isZero();
        assertThat(lines).hasSameSizeAs(cases()).hasSizeGreaterThan(800);
        for (String line : lines) {
            JsonObject answer = Json.readObject(Bytes.utf8(line), "answer");
            Optional<String> status = answer.optionalString("status");
            String name = Optional.ofNullable(NAMES.get(answer.string("name"))).orElseThrow();
            String theirs = status.orElse(REFUSED);
            if (!theirs.equals(OURS.get(name))) {
                different.put(name, theirs);
            }
        }
        return different;
    }
}
