package dev.teeproof.cli;

import dev.teeproof.codec.Printable;
import dev.teeproof.eventlog.Conversion;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.ConversionOptions;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog convert}. */
final class EventlogConvert implements Subcommand {

    /** Losses of a kind that are told one by one. */
    private static final int TOLD = 5;

    static final String EXIT_STATUS =
            "Exit status: 0 written, 1 the format cannot carry it, 2 usage or unreadable input.";

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Writes a log in another format. What the format does not carry is told on standard error; what was"
                                + " measured is never dropped.")
                .footer(
                        "",
                        EXIT_STATUS,
                        "",
                        "Examples:",
                        "  teeproof eventlog convert runtime.nelr --to cel-json",
                        "  teeproof eventlog convert ccel.bin --to dstack --output event_log.json");
        spec.addPositional(Options.file("The log; - reads standard input."));
        LogOptions.addTo(spec);
        addOutputTo(spec);
        return spec;
    }

    static void addOutputTo(CommandSpec spec) {
        spec.addOption(Options.text("--to", "FORMAT")
                .required(true)
                .description(
                        "The format to write: " + LogOptions.formats() + " (aael-lines and ima-ascii are read only).")
                .build());
        LogOptions.addPlatformTo(spec, "Name the registers of this platform that stand for the log's PCRs");
        spec.addOption(Options.text("--output", "FILE")
                .description("Where to write; standard output by default.")
                .build());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LogFormat to = LogOptions.format(parsed.matchedOptionValue("--to", ""));
        EventLog log = new LogFiles(parsed, terminal).read(parsed.matchedPositionalValue(0, "-"));
        return write(Conversion.of(log, to, new ConversionOptions(LogOptions.platform(parsed))), parsed, terminal);
    }

    static int write(Conversion conversion, ParseResult parsed, Terminal terminal) throws UnusableInputException {
        return switch (conversion) {
            case Converted converted -> {
                tell(converted.losses(), terminal);
                LogFiles.write(converted.log().write(), parsed, terminal);
                yield 0;
            }
            case Refused refused -> {
                terminal.err()
                        .println("teeproof: not converted: " + refused.code() + ", "
                                + (refused.record() < 0 ? "" : "record " + refused.record() + ": ")
                                + Printable.of(refused.words()));
                yield 1;
            }
        };
    }

    static void tell(List<Loss> losses, Terminal terminal) {
        Map<String, Integer> told = new TreeMap<>();
        losses.stream()
                .filter(loss -> told.merge(loss.code(), 1, Integer::sum) <= TOLD)
                .forEach(loss ->
                        terminal.err().println("teeproof: " + loss.code() + ": " + Printable.of(loss.toString())));
        told.forEach((code, count) -> {
            if (count > TOLD) {
                terminal.err().println("teeproof: " + code + ": and " + (count - TOLD) + " more");
            }
        });
    }
}
