package dev.teeproof.cli;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.ReferenceValues;
import dev.teeproof.verifier.render.FieldPage;
import dev.teeproof.verifier.render.ReportFields;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof snp}. */
final class SnpCommand implements Subcommand {

    private static final String FILE =
            "The report, with or without a certificate table behind it, raw, in hex or in Base64; - reads standard input.";

    @Override
    public String name() {
        return "snp";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "AMD SEV-SNP reports of versions 2 to 5, of Milan, Genoa and Turin: shows and verifies them.");
        return spec;
    }

    @Override
    public List<Subcommand> children() {
        return List.of(new Show(), new Verify());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        throw new IllegalStateException("its children run");
    }

    /** {@code teeproof snp show}. */
    private static final class Show implements Subcommand {

        @Override
        public String name() {
            return "show";
        }

        @Override
        public CommandSpec spec() {
            CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
            spec.usageMessage()
                    .description(
                            "Prints every field of a report, and the certificates beside it, as they were sent. Nothing of it is"
                                    + " verified.")
                    .footer("", "Example:", "  teeproof snp show report.bin --json");
            spec.addPositional(Options.file(FILE));
            spec.addOption(Options.flag("--json")
                    .description("Print the fields as JSON.")
                    .build());
            return spec;
        }

        @Override
        public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
            JsonObject fields =
                    ReportFields.of(new InputFiles(terminal.in()).report(parsed.matchedPositionalValue(0, "-")));
            terminal.out()
                    .print(
                            parsed.hasMatchedOption("--json")
                                    ? Json.pretty(fields) + "\n"
                                    : FieldPage.of(fields, terminal.ink()));
            return 0;
        }
    }

    /** {@code teeproof snp verify}. */
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
                    "  teeproof snp verify report.bin",
                    "  teeproof snp verify report.bin --endorsements vcek.der --offline --expect measurement=…",
                    "  teeproof snp verify extended.bin --least-tcb reported:snp=23,ucode=213 --require-crl"));
            spec.usageMessage()
                    .description(
                            "Verifies a report by itself against AMD's roots. The certificate of its key is fetched where it"
                                    + " neither came along nor was given. What the guest is, is judged as far as --expect or"
                                    + " --policy say what to expect.")
                    .footer(footer.toArray(String[]::new));
            spec.addPositional(Options.file(FILE));
            Appraisal.addTo(spec);
            return spec;
        }

        @Override
        public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
            String file = parsed.matchedPositionalValue(0, "-");
            return Appraisal.run(
                    parsed, terminal, files -> new Evidence.BareReport(files.report(file)), ReferenceValues.NONE);
        }
    }
}
