package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.snp.SnpCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The Go library go-sev-guest on the same report, certificates and instant, with AMD's root given.
 *
 * @param micros for one verification
 */
record ReportPeer(String version, double micros) {

    private static final int ROUNDS = 1_000;

    /** Empty where the environment variable {@code TEEPROOF_GO_SEV_GUEST} does not name the program of peers/go-sev-guest. */
    static Optional<ReportPeer> measured() throws IOException, InterruptedException, MalformedEvidenceException {
        String program = System.getenv("TEEPROOF_GO_SEV_GUEST");
        if (program == null || program.isEmpty()) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(program, "bench", Integer.toString(ROUNDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(example().getBytes(StandardCharsets.UTF_8));
        }
        String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", 2);
        if (process.waitFor() != 0 || words.length != 2) {
            throw new IllegalStateException(program + " could not measure go-sev-guest");
        }
        return Optional.of(new ReportPeer(words[0], Double.parseDouble(words[1]) / 1_000));
    }

    private static String example() throws MalformedEvidenceException {
        ReportFixture fixture = ReportFixture.atHand();
        List<Bytes> chain = SnpCertificates.read(fixture.chain(), "chain").stream()
                .map(Certificate::der)
                .toList();
        return """
                {"name": "bench", "report": "%s", "vcek": "%s", "ask": "%s", "ark": "%s",
                 "roots": {"Milan": [{"ask": "%s", "ark": "%s"}]}, "at": %d, "product": "Milan"}
                """.formatted(
                        fixture.report(),
                        fixture.vcek(),
                        chain.get(0),
                        chain.get(1),
                        chain.get(0),
                        chain.get(1),
                        ReportFixture.AT.getEpochSecond());
    }
}
