package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * go-sev-guest comes to the same verdict about the same reports, and by the same policies. Where it does not, a {@linkplain
 * PeerDifferences list} says why; a difference that is not listed there fails, and so does one that is gone.
 */
class SnpPeerTest {

    private static final Map<String, JsonObject> THEIRS = new TreeMap<>();

    private static List<SevGuestCase> reports = List.of();
    private static List<SevGuestCase> policies = List.of();

    /** One process for all cases; none if nobody is there to answer. */
    @BeforeAll
    static void ask(@TempDir Path empty) throws IOException, InterruptedException, MalformedEvidenceException {
        String program = System.getenv("TEEPROOF_GO_SEV_GUEST");
        if (program == null) {
            return;
        }
        reports = SevGuestReports.cases();
        policies = SevGuestPolicies.cases();
        List<String> lines = new ArrayList<>();
        for (List<SevGuestCase> cases : List.of(reports, policies)) {
            for (SevGuestCase each : cases) {
                lines.add(each.line());
            }
        }
        Path questions = Files.write(empty.resolve("cases.json"), lines);
        Process process = new ProcessBuilder(program)
                .redirectInput(questions.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream answers = process.getInputStream()) {
            for (String line : new String(answers.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonObject answer = Json.readObject(Bytes.utf8(line), "answer");
                THEIRS.put(answer.string("name"), answer);
            }
        }
        assertThat(process.waitFor()).as("exit code of " + program).isZero();
        assertThat(THEIRS).hasSameSizeAs(lines);
    }

    @Test
    void goSevGuestVerifiesTheSameReports() throws IOException, MalformedEvidenceException {
        agrees("verified", "go-sev-guest-verify.txt", reports, 300);
    }

    @Test
    void goSevGuestValidatesTheSameReportsByTheSamePolicies() throws IOException, MalformedEvidenceException {
        agrees("validated", "go-sev-guest-validate.txt", policies, 80);
    }

    private static void agrees(String answer, String list, List<SevGuestCase> cases, int least)
            throws IOException, MalformedEvidenceException {
        assumeTrue(
                System.getenv("TEEPROOF_GO_SEV_GUEST") != null,
                "TEEPROOF_GO_SEV_GUEST names no program built from bench/peers/go-sev-guest");
        assertThat(cases).hasSizeGreaterThan(least);
        Map<String, String> different = new TreeMap<>();
        for (SevGuestCase each : cases) {
            JsonObject said = Optional.ofNullable(THEIRS.get(each.name())).orElseThrow();
            String theirs = said.bool(answer, false) ? SevGuestCase.ACCEPTED : SevGuestCase.REFUSED;
            if (!theirs.equals(each.ours())) {
                different.put(each.name(), theirs);
            }
        }

        assertThat(different)
                .isEqualTo(PeerDifferences.of(list)
                        .verdictsOf(cases.stream().map(SevGuestCase::name).toList()));
    }
}
