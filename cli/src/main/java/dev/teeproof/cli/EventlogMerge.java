package dev.teeproof.cli;

import dev.teeproof.eventlog.ConversionOptions;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.LogMerge;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog merge}. */
final class EventlogMerge implements Subcommand {

    @Override
    public String name() {
        return "merge";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Puts the logs of one machine into one, the firmware's first, as evidence carries them. Within a register"
                                + " the events keep the order of the files.")
                .footer(
                        "",
                        EventlogConvert.EXIT_STATUS,
                        "",
                        "Example:",
                        "  teeproof eventlog merge ccel.bin 3=runtime.nelr --to cel-json --output machine.json",
                        "A native event log does not say which register it is of: N=FILE names it for that file.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0..*")
                .arity("2..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("The logs; N=FILE for a native event log of the register N.")
                .build());
        LogOptions.addTo(spec);
        EventlogConvert.addOutputTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LogFormat to = LogOptions.format(parsed.matchedOptionValue("--to", ""));
        LogFiles files = new LogFiles(parsed, terminal);
        List<EventLog> logs = new ArrayList<>();
        for (String file : parsed.<List<String>>matchedPositionalValue(0, List.of())) {
            logs.add(files.readOf(file));
        }
        return EventlogConvert.write(
                LogMerge.merge(logs, to, new ConversionOptions(LogOptions.platform(parsed))), parsed, terminal);
    }
}
