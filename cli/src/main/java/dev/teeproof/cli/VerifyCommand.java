package dev.teeproof.cli;

import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import dev.teeproof.verifier.render.ResultJson;
import dev.teeproof.verifier.render.ResultPage;
import java.time.DateTimeException;
import java.time.Instant;
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
        AppraisalOptions.addTo(spec);
        spec.addOption(OptionSpec.builder("--at")
                .paramLabel("INSTANT")
                .type(String.class)
                .description(
                        "Verify as of this instant, ISO 8601 (2026-04-15T12:00:00Z) or Unix seconds. Default: now.")
                .build());
        spec.addOption(OptionSpec.builder("--json")
                .arity("0")
                .type(boolean.class)
                .description("Print the result as JSON.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Instant at = parsed.hasMatchedOption("--at")
                ? instant(parsed.matchedOptionValue("--at", ""))
                : terminal.clock().instant();
        Verifier verifier = AppraisalOptions.builder(parsed, terminal).build();
        Evidence evidence = new InputFiles(terminal.in()).evidence(parsed.matchedPositionalValue(0, "-"));
        AttestationResult result = verifier.verify(evidence, at);
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

    private static Instant instant(String text) throws UnusableInputException {
        try {
            return text.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnusableInputException(
                    "--at " + text + " is no instant: write it as 2026-04-15T12:00:00Z, or as Unix seconds");
        }
    }
}
