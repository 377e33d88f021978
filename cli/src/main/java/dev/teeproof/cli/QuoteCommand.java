package dev.teeproof.cli;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.ReferenceValues;
import dev.teeproof.verifier.render.FieldPage;
import dev.teeproof.verifier.render.QuoteFields;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof quote}. */
final class QuoteCommand implements Subcommand {

    @Override
    public String name() {
        return "quote";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Intel quotes of versions 3, 4 and 5, of SGX and TDX: shows and verifies them, and asks a guest agent for one.");
        return spec;
    }

    @Override
    public List<Subcommand> children() {
        return List.of(new Show(), new Verify(), new QuoteGet());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        throw new IllegalStateException("its children run");
    }

    /** {@code teeproof quote show}. */
    private static final class Show implements Subcommand {

        @Override
        public String name() {
            return "show";
        }

        @Override
        public CommandSpec spec() {
            CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
            spec.usageMessage()
                    .description("Prints every field of a quote, as it was sent. Nothing of it is verified.")
                    .footer("", "Example:", "  teeproof quote show quote.bin --json");
            spec.addPositional(Options.file("The quote, raw, in hex or in Base64; - reads standard input."));
            spec.addOption(Options.flag("--json")
                    .description("Print the fields as JSON.")
                    .build());
            return spec;
        }

        @Override
        public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
            JsonObject fields =
                    QuoteFields.of(new InputFiles(terminal.in()).quote(parsed.matchedPositionalValue(0, "-")));
            terminal.out()
                    .print(
                            parsed.hasMatchedOption("--json")
                                    ? Json.pretty(fields) + "\n"
                                    : FieldPage.of(fields, terminal.ink()));
            return 0;
        }
    }

    /** {@code teeproof quote verify}. */
    private static final class Verify implements Subcommand {

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
                    "  teeproof quote verify quote.bin",
                    "  teeproof quote verify quote.hex --pccs https://pccs.example:8081 --expect mrtd=… --early"));
            spec.usageMessage()
                    .description(
                            "Verifies a quote by itself against Intel's root and collateral, which is fetched where it is not"
                                    + " given. What runs on the platform is judged as far as --expect or --policy say what to"
                                    + " expect.")
                    .footer(footer.toArray(String[]::new));
            spec.addPositional(Options.file("The quote, raw, in hex or in Base64; - reads standard input."));
            Appraisal.addTo(spec);
            return spec;
        }

        @Override
        public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
            String file = parsed.matchedPositionalValue(0, "-");
            return Appraisal.run(
                    parsed, terminal, files -> new Evidence.BareQuote(files.quote(file)), ReferenceValues.NONE);
        }
    }
}
