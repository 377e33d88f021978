package dev.teeproof.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof compose}. */
final class ComposeCommand implements Subcommand {

    @Override
    public String name() {
        return "compose";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "dstack's app-compose.json: writes, shows, hashes, compares and checks it. Its hash, SHA-256 of the exact"
                                + " file, is what a guest measures as compose-hash.");
        return spec;
    }

    @Override
    public List<Subcommand> children() {
        return List.of(
                new ComposeCreate(), new ComposeShow(), new ComposeHash(), new ComposeDiff(), new ComposeCheck());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        throw new IllegalStateException("its children run");
    }
}
