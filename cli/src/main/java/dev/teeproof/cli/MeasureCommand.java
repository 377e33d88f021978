package dev.teeproof.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof measure}. */
final class MeasureCommand implements Subcommand {

    @Override
    public String name() {
        return "measure";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Computes what a machine's launch is measured as, from its firmware, its kernel and its shape: launch"
                                + " digests of AMD SEV-SNP, SEV-ES and SEV. The options are those of sev-snp-measure;"
                                + " docs/launch-digests.md says more.");
        return spec;
    }

    @Override
    public List<Subcommand> children() {
        return List.of(
                new MeasureSnp(), new MeasureSevEs(), new MeasureSev(), new MeasureOvmfHash(), new MeasureIdBlock());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        throw new IllegalStateException("its children run");
    }
}
