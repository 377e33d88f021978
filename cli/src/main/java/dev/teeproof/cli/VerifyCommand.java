package dev.teeproof.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
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
        List<String> footer = new ArrayList<>(List.of(Appraisal.EXIT_STATUS));
        footer.addAll(List.of(
                "",
                "Examples:",
                "  teeproof verify attestation.json",
                "  teeproof verify attestation.json --collateral collateral.json --at 2026-04-15T12:00:00Z",
                "  teeproof verify attestation.json --compose app-compose.json --report-data HEX",
                "  teeproof verify attestation.json --require-event storage-fs=65787434"));
        spec.usageMessage()
                .description(
                        "Verifies the evidence of one machine: the quote against Intel's root and collateral, the event log"
                                + " against the quote, the OS image against its registers. Prints the verdict, every check, and"
                                + " every claim with its proof. Collateral that is not given is fetched.",
                        "",
                        "Evidence is a dstack verification request (JSON), a versioned attestation, raw or in hex, or a bare"
                                + " quote, raw, in hex or in Base64.")
                .footer(footer.toArray(String[]::new));
        spec.addPositional(Options.file("The evidence; - reads standard input."));
        Appraisal.addTo(spec);
        AppraisalOptions.addOsImageTo(spec);
        AppOptions.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        return Appraisal.run(parsed, terminal, files -> files.evidence(file), AppraisalOptions.references(parsed));
    }
}
