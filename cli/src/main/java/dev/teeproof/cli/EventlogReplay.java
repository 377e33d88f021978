package dev.teeproof.cli;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.EventNames;
import dev.teeproof.eventlog.LogStream;
import dev.teeproof.eventlog.RegisterBank;
import dev.teeproof.eventlog.RegisterBank.Value;
import dev.teeproof.eventlog.Replay;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog replay}. */
final class EventlogReplay implements Subcommand {

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Prints what each register holds by a log.")
                .footer(
                        "",
                        "Exit status: 0 every value was computed, 3 one could not be, 2 usage or unreadable input.",
                        "",
                        "Examples:",
                        "  teeproof eventlog replay ccel.bin",
                        "  teeproof eventlog replay events.json --through boot-mr-done",
                        "  teeproof eventlog replay binary_runtime_measurements --bank sha256");
        spec.addPositional(Options.file("The log; - reads standard input."));
        LogOptions.addTo(spec);
        spec.addOption(Options.text("--through", "NAME")
                .description("Replay up to and including the first event of this name.")
                .build());
        spec.addOption(Options.repeatable("--bank", "ALG")
                .description(
                        "Replay this bank, computing digests where the log's kind allows it; repeatable. By default those"
                                + " that the log states.")
                .build());
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        Set<HashAlgorithm> banks = new HashSet<>();
        for (String bank : Options.texts(parsed, "--bank")) {
            banks.add(LogOptions.algorithm(bank));
        }
        Cut replay = new Cut(
                banks.isEmpty() ? Replay.start() : Replay.start().in(banks),
                parsed.matchedOptionValue("--through", ""));
        new LogFiles(parsed, terminal).each(file, replay::add);
        if (!replay.through.isEmpty() && !replay.ended) {
            terminal.err()
                    .println("teeproof: warning: no measured event is called " + replay.through
                            + "; the whole log was replayed");
        }
        RegisterBank registers = replay.replay.registers();
        if (parsed.hasMatchedOption("--json")) {
            terminal.out().println(Json.pretty(json(registers)));
        } else {
            print(registers, terminal);
        }
        boolean all = registers.registers().values().stream()
                .flatMap(register -> register.values().values().stream())
                .allMatch(Value.Computed.class::isInstance);
        return all ? 0 : 3;
    }

    /** A replay that ends behind a named event. */
    private static final class Cut {
        private final Replay replay;
        private final String through;
        private final Bindings bindings = new Bindings();
        private boolean ended;

        Cut(Replay replay, String through) {
            this.replay = replay;
            this.through = through;
        }

        void add(LogStream log, LogRecord record) {
            if (!ended) {
                replay.add(record);
                ended = !through.isEmpty()
                        && EventNames.measured(record, bindings).equals(Optional.of(through));
            }
        }
    }

    private static void print(RegisterBank registers, Terminal terminal) {
        registers
                .registers()
                .forEach((index, register) -> register.values()
                        .forEach((algorithm, value) -> terminal.out()
                                .println(String.format("%-14s  %-8s  %s", index, algorithm, words(value)) + "  ("
                                        + register.events() + (register.events() == 1 ? " event)" : " events)"))));
        if (registers.registers().isEmpty()) {
            terminal.out().println("no event of this log extends a register");
        }
    }

    private static String words(Value value) {
        return switch (value) {
            case Value.Computed computed -> computed.value().toHex();
            case Value.Unknown unknown -> "unknown, " + unknown.code() + ": " + unknown.words();
        };
    }

    private static JsonArray json(RegisterBank registers) {
        List<JsonObject> all = new ArrayList<>();
        for (Map.Entry<RegisterIndex, RegisterBank.Register> entry :
                registers.registers().entrySet()) {
            entry.getValue().values().forEach((algorithm, value) -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                members.put("register", new JsonString(entry.getKey().toString()));
                members.put("bank", new JsonString(algorithm.toString()));
                members.put("events", JsonNumber.of(entry.getValue().events()));
                switch (value) {
                    case Value.Computed computed -> {
                        members.put("initial", new JsonString(computed.initial().toHex()));
                        members.put("value", new JsonString(computed.value().toHex()));
                    }
                    case Value.Unknown unknown -> {
                        members.put("unknown", new JsonString(unknown.code()));
                        members.put("record", JsonNumber.of(unknown.record()));
                        members.put("words", new JsonString(unknown.words()));
                    }
                }
                all.add(JsonObject.of(members));
            });
        }
        return JsonArray.of(all);
    }
}
