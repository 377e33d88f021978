package dev.teeproof.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog}. */
final class EventlogCommand implements Subcommand {

    @Override
    public String name() {
        return "eventlog";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Event logs of every format: shows, replays, converts, merges, compares and writes them. A log is a"
                                + " statement of its sender; what it is worth, docs/event-logs.md says.");
        return spec;
    }

    @Override
    public List<Subcommand> children() {
        return List.of(
                new EventlogShow(),
                new EventlogReplay(),
                new EventlogConvert(),
                new EventlogMerge(),
                new EventlogSplit(),
                new EventlogDiff(),
                new EventlogVerify(),
                new EventlogExtend());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) {
        throw new IllegalStateException("its children run");
    }
}
