package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.verifier.render.ResultPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof demo}: a machine that does not exist, verified, then broken. */
final class DemoCommand implements Subcommand {

    /** What became of a broken copy. */
    private record Outcome(String words, AttestationResult result) {

        boolean refused() {
            return result.verdict() == Verdict.CONTRAINDICATED || result.verdict() == Verdict.WARNING;
        }
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Shows what Teeproof does, without any hardware: makes a simulated machine with a PKI of its own,"
                                + " verifies its evidence as real evidence is verified, then breaks one thing at a time and shows"
                                + " each copy refused.")
                .footer(
                        "",
                        "Exit status: 0 if the machine is affirmed and every broken copy refused, else 1.",
                        "",
                        "Examples:",
                        "  teeproof demo",
                        "  teeproof demo snp --seed 2 --out demo/");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("KIND")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .description("Which machine: tdx (the default) or snp.")
                .build());
        spec.addOption(OptionSpec.builder("--seed")
                .paramLabel("NUMBER")
                .type(long.class)
                .defaultValue("1")
                .description("Another machine: its keys and identity follow from the seed. Default: 1.")
                .build());
        spec.addOption(OptionSpec.builder("--out")
                .paramLabel("DIR")
                .type(String.class)
                .description(
                        "Also write the machine's evidence, endorsements and root into this folder, to try verify on.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        DemoMachine machine = machine(
                parsed.matchedPositionalValue(0, "tdx"),
                parsed.matchedOptionValue("--seed", 1L),
                terminal.clock().instant());
        AttestationResult good = machine.result();
        terminal.out()
                .println("A simulated " + machine.inWords()
                        + " machine, under a root of its own. Nothing of it is real but the mathematics.");
        terminal.out().println();
        terminal.out().print(ResultPage.of(good, terminal.ink()));
        terminal.out().println();
        terminal.out().println("The same machine with one thing broken, all else signed as it should be:");
        terminal.out().println();
        // Side by side: making keys takes longest.
        List<Outcome> outcomes = machine.broken().parallelStream()
                .map(broken -> new Outcome(broken.words(), broken.result()))
                .toList();
        outcomes.forEach(outcome -> show(outcome, terminal));
        terminal.out().println();
        if (parsed.hasMatchedOption("--out")) {
            write(machine, Path.of(parsed.matchedOptionValue("--out", ".")), terminal);
        }
        terminal.out().println("Next, with real evidence:");
        machine.next().forEach(line -> terminal.out().println("  " + line));
        return good.verdict() == Verdict.AFFIRMING && outcomes.stream().allMatch(Outcome::refused) ? 0 : 1;
    }

    private static DemoMachine machine(String kind, long seed, Instant at) throws UnusableInputException {
        return switch (kind) {
            case "tdx" -> TdxDemo.of(seed, at);
            case "snp" -> SnpDemo.of(seed, at);
            default -> throw new UnusableInputException("there is no demo of " + kind + "; there are tdx and snp");
        };
    }

    private static void show(Outcome outcome, Terminal terminal) {
        String verdict = outcome.result().verdict().name();
        terminal.out().println("  " + verdict + " ".repeat(Math.max(1, 17 - verdict.length())) + outcome.words());
        outcome.result().reasons().stream()
                .limit(1)
                .forEach(reason ->
                        terminal.out().println(" ".repeat(19) + reason.code().name() + ": " + reason.statement()));
    }

    private static void write(DemoMachine machine, Path folder, Terminal terminal) throws UnusableInputException {
        try {
            for (Map.Entry<String, Bytes> content : machine.files().entrySet()) {
                Path file = folder.resolve(content.getKey());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.write(file, content.getValue().toArray());
            }
        } catch (IOException e) {
            throw new UnusableInputException("the demo's files cannot be written: " + e.getMessage());
        }
        terminal.out().println("Written, to try it:");
        machine.commands(folder).forEach(command -> terminal.out().println("  " + command));
        terminal.out().println();
    }
}
