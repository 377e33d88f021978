package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.AppraisalPolicy;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.ReferenceValues;
import dev.teeproof.verifier.Verifier;
import dev.teeproof.verifier.render.ResultJson;
import dev.teeproof.verifier.render.ResultPage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof verify}. */
final class VerifyCommand implements Subcommand {

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Verifies the evidence of one machine: the quote against Intel's root and collateral, the event log"
                                + " against the quote, the OS image against its registers. Prints the verdict, every check, and"
                                + " every claim with its proof.",
                        "",
                        "Evidence is a dstack verification request (JSON), or a versioned attestation, raw or in hex.")
                .footer(
                        "",
                        "Exit status:",
                        "  0  affirming: every check passed",
                        "  1  warning or contraindicated: something is not accepted, or failed",
                        "  2  usage, or input that cannot be read",
                        "  3  none: nothing failed, but something could not be checked",
                        "",
                        "Example:",
                        "  teeproof verify attestation.json --collateral collateral.json --at 2026-04-15T12:00:00Z");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .description("The evidence; - reads standard input.")
                .build());
        spec.addOption(repeatable("--collateral", "FILE")
                .description(
                        "Intel's collateral, a dcap-qvl JSON container. Repeatable; the one for the quote's platform"
                                + " is used.")
                .build());
        spec.addOption(OptionSpec.builder("--at")
                .paramLabel("INSTANT")
                .type(String.class)
                .description(
                        "Verify as of this instant, ISO 8601 (2026-04-15T12:00:00Z) or Unix seconds. Default: now.")
                .build());
        spec.addOption(repeatable("--root", "FILE")
                .description(
                        "A root certificate to trust besides Intel's, PEM or DER. Repeatable. Every proof that ends at"
                                + " it says so.")
                .build());
        spec.addOption(repeatable("--accept", "NAME")
                .splitRegex(",")
                .description("Accept a state that is not accepted by default: "
                        + String.join(", ", AppraisalPolicy.names()) + ". Repeatable, or with commas between.")
                .build());
        spec.addOption(repeatable("--os-image", "HASH")
                .description("An OS image that you expect: the SHA-256 of its sha256sum.txt, in hex. Repeatable.")
                .build());
        spec.addOption(OptionSpec.builder("--json")
                .arity("0")
                .type(boolean.class)
                .description("Print the result as JSON.")
                .build());
        return spec;
    }

    private static OptionSpec.Builder repeatable(String name, String label) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class);
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        InputFiles files = new InputFiles(terminal.in());
        Instant at = parsed.hasMatchedOption("--at")
                ? instant(parsed.matchedOptionValue("--at", ""))
                : terminal.clock().instant();
        AppraisalPolicy policy = policy(texts(parsed, "--accept"));
        ReferenceValues references = references(texts(parsed, "--os-image"));
        List<Certificate> roots = new ArrayList<>();
        for (String file : texts(parsed, "--root")) {
            roots.addAll(files.roots(file));
        }
        List<Collateral> collateral = new ArrayList<>();
        for (String file : texts(parsed, "--collateral")) {
            collateral.add(files.collateral(file));
        }
        Evidence evidence = files.evidence(parsed.matchedPositionalValue(0, "-"));
        AttestationResult result = Verifier.builder()
                .endorsements(new GivenCollateral(collateral))
                .trustAnchors(TrustAnchors.intel().and(roots))
                .policy(policy)
                .referenceValues(references)
                .build()
                .verify(evidence, at);
        terminal.out()
                .print(
                        parsed.hasMatchedOption("--json")
                                ? ResultJson.pretty(result) + "\n"
                                : ResultPage.of(result, terminal.ink()));
        return status(result.verdict());
    }

    static int status(Verdict verdict) {
        return switch (verdict) {
            case AFFIRMING -> 0;
            case WARNING, CONTRAINDICATED -> 1;
            case NONE -> 3;
        };
    }

    private static List<String> texts(ParseResult parsed, String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    private static Instant instant(String text) throws UnusableInputException {
        try {
            return text.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnusableInputException(
                    "--at " + text + " is no instant: write it as 2026-04-15T12:00:00Z, or as Unix seconds");
        }
    }

    private static AppraisalPolicy policy(List<String> names) throws UnusableInputException {
        AppraisalPolicy policy = AppraisalPolicy.STRICT;
        for (String name : names) {
            try {
                policy = policy.accepting(name.strip());
            } catch (IllegalArgumentException e) {
                throw new UnusableInputException("--accept: " + e.getMessage());
            }
        }
        return policy;
    }

    private static ReferenceValues references(List<String> hashes) throws UnusableInputException {
        Set<Bytes> expected = new HashSet<>();
        for (String hash : hashes) {
            try {
                expected.add(Hex.decode(hash, "--os-image", 32));
            } catch (MalformedEvidenceException e) {
                throw new UnusableInputException(
                        "--os-image " + hash + " is not the 64 hexadecimal digits of a SHA-256");
            }
        }
        return expected.isEmpty() ? ReferenceValues.NONE : new ReferenceValues("--os-image", expected);
    }
}
