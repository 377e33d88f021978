package dev.teeproof.cli;

import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.LogDifference;
import dev.teeproof.eventlog.LogDifference.Parting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog diff}. */
final class EventlogDiff implements Subcommand {

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Says, for each register, at which event two logs part. They may be of different formats.")
                .footer(
                        "",
                        "Exit status: 0 both extend the same, 1 they part, 2 usage or unreadable input.",
                        "",
                        "Example:",
                        "  teeproof eventlog diff yesterday.bin today.bin");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0..*")
                .arity("2")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("The two logs; N=FILE for a native event log of the register N.")
                .build());
        LogOptions.addTo(spec);
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        List<String> names = parsed.matchedPositionalValue(0, List.of());
        if (names.size() != 2) {
            throw new UnusableInputException("diff compares two logs");
        }
        LogFiles files = new LogFiles(parsed, terminal);
        List<Parting> partings = LogDifference.between(files.readOf(names.get(0)), files.readOf(names.get(1)));
        if (parsed.hasMatchedOption("--json")) {
            terminal.out()
                    .println(Json.pretty(JsonArray.of(
                            partings.stream().map(EventlogDiff::json).toList())));
        } else if (partings.isEmpty()) {
            terminal.out().println("both logs extend the same events into every register");
        } else {
            partings.forEach(parting -> terminal.out().println(words(parting)));
        }
        return partings.isEmpty() ? 0 : 1;
    }

    private static String words(Parting parting) {
        return parting.register() + ": alike for " + parting.event() + " events, then part at "
                + record(parting.first()) + " and " + record(parting.second()) + ": " + Printable.of(parting.words());
    }

    private static String record(long position) {
        return position < 0 ? "the end" : "record " + position;
    }

    private static JsonObject json(Parting parting) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("register", new JsonString(parting.register().toString()));
        members.put("events_alike", JsonNumber.of(parting.event()));
        members.put("first", JsonNumber.of(parting.first()));
        members.put("second", JsonNumber.of(parting.second()));
        members.put("words", new JsonString(parting.words()));
        return JsonObject.of(members);
    }
}
