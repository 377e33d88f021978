package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.NormalizedCompose;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof compose hash}. */
final class ComposeHash implements Subcommand {

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Prints the compose hash of a file: SHA-256 of its bytes as they are, the last line end too. Nothing is"
                                + " parsed for it.")
                .footer(
                        "",
                        "Exit status: 0 printed, 2 usage or unreadable input.",
                        "",
                        "Examples:",
                        "  teeproof compose hash app-compose.json",
                        "  teeproof compose hash app-compose.json --normalized --drop-unused");
        spec.addPositional(Options.file("The app-compose.json; - reads standard input."));
        spec.addOption(Options.flag("--normalized")
                .description(
                        "Print what getComposeHash of dstack's SDK for JavaScript gives for the document instead. No guest"
                                + " measures that, unless the file was written in that very form.")
                .build());
        spec.addOption(Options.flag("--drop-unused")
                .description("With --normalized: leave out what the runner does not use (normalize of the SDK).")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        InputFiles files = new InputFiles(terminal.in());
        boolean dropUnused = parsed.hasMatchedOption("--drop-unused");
        if (dropUnused && !parsed.hasMatchedOption("--normalized")) {
            throw new UnusableInputException("--drop-unused needs --normalized");
        }
        Bytes hash = parsed.hasMatchedOption("--normalized")
                ? normalized(files.jsonObject(file), dropUnused)
                : AppCompose.composeHash(files.composeBytes(file));
        terminal.out().println(hash.toHex());
        return 0;
    }

    private static Bytes normalized(JsonObject compose, boolean dropUnused) {
        return (dropUnused ? NormalizedCompose.withoutUnused(compose) : NormalizedCompose.of(compose)).hash();
    }
}
