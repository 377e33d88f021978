package dev.teeproof.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code teeproof}: the subcommands and what they have in common. Commands are described to picocli in code rather than
 * by annotations, which costs a third less at start.
 */
final class TeeproofCommand {

    /** Exit status for usage errors and for input that cannot be read. */
    static final int USAGE = 2;

    /** Exit status for a fault of the program's own (EX_SOFTWARE of sysexits.h). */
    static final int FAULT = 70;

    private TeeproofCommand() {}

    /** Runs a command line; the answer is the exit status. */
    static int run(Terminal terminal, String... args) {
        if (args.length == 1 && args[0].equals("--version")) {
            // Answered without describing every command first: scripts ask for it often.
            terminal.out().println("teeproof " + version());
            return 0;
        }
        List<Subcommand> subcommands = List.of(
                new VerifyCommand(),
                new QuoteCommand(),
                new SnpCommand(),
                new CollateralCommand(),
                new EventlogCommand(),
                new MeasureCommand(),
                new ComposeCommand(),
                new SimulateCommand(),
                new AgentCommand(),
                new AttestCommand(),
                new ExtendCommand(),
                new DemoCommand(),
                new ServeCommand());
        CommandLine command = new CommandLine(spec(subcommands))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExecutionStrategy(parsed -> execute(parsed, subcommands, terminal))
                .setExecutionExceptionHandler((e, faulty, parsed) -> fault(e, terminal))
                .setParameterExceptionHandler((e, arguments) -> usageError(e, terminal));
        return command.execute(args);
    }

    private static CommandSpec spec(List<Subcommand> subcommands) {
        CommandSpec spec = CommandSpec.create()
                .name("teeproof")
                .mixinStandardHelpOptions(true)
                .version("teeproof " + version());
        spec.usageMessage()
                .description(
                        "Says whether a confidential VM is genuine and exactly what runs inside, with the proof of every"
                                + " fact that it states.")
                .footer(
                        "",
                        "Exit status: 0 affirming, 1 warning or contraindicated, 2 usage or unreadable input, 3 none"
                                + " (something could not be checked).",
                        "'teeproof COMMAND --help' says more about a command.");
        subcommands.forEach(subcommand -> add(spec, subcommand));
        return spec;
    }

    private static void add(CommandSpec above, Subcommand subcommand) {
        CommandSpec spec = subcommand.spec();
        subcommand.children().forEach(child -> add(spec, child));
        above.addSubcommand(subcommand.name(), spec);
    }

    private static int execute(ParseResult parsed, List<Subcommand> subcommands, Terminal terminal) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        if (!parsed.hasSubcommand()) {
            terminal.err().println("teeproof: a command is needed");
            parsed.commandSpec().commandLine().usage(terminal.err());
            return USAGE;
        }
        ParseResult inner = parsed.subcommand();
        Subcommand subcommand = subcommands.stream()
                .filter(candidate -> candidate.name().equals(inner.commandSpec().name()))
                .findFirst()
                .orElseThrow();
        if (!subcommand.children().isEmpty()) {
            return execute(inner, subcommand.children(), terminal);
        }
        try {
            return subcommand.run(inner, terminal);
        } catch (UnusableInputException e) {
            terminal.err().println("teeproof: " + e.getMessage());
            return USAGE;
        }
    }

    /** A bug: it says nothing about any evidence, so its status is that of no verdict. */
    private static int fault(Exception e, Terminal terminal) {
        terminal.err().println("teeproof: a fault of its own, please report it:");
        e.printStackTrace(terminal.err());
        return FAULT;
    }

    private static int usageError(ParameterException e, Terminal terminal) {
        terminal.err().println("teeproof: " + e.getMessage());
        String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        terminal.err().println("Try '" + name + " --help'.");
        return USAGE;
    }

    /** The version of this build. */
    static String version() {
        return Optional.ofNullable(TeeproofCommand.class.getPackage().getImplementationVersion())
                .orElse("(built from classes)");
    }
}
