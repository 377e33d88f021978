package dev.teeproof.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof collateral}. */
final class CollateralCommand implements Subcommand {

    @Override
    public String name() {
        return "collateral";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Intel's collateral for a platform, in one file: fetches, shows and checks it.");
        return spec;
    }

    @Override
    public List<Subcommand> children() {
        return List.of(new CollateralFetch(), new CollateralShow(), new CollateralCheck());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        throw new IllegalStateException("its children run");
    }
}
