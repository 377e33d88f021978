package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.AcpiLabels;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.EventText;
import dev.teeproof.eventlog.LogStream;
import dev.teeproof.eventlog.claims.FirmwareState;
import dev.teeproof.eventlog.data.Binding;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.verifier.render.FieldPage;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog show}. */
final class EventlogShow implements Subcommand {

    private static final int SHORT_DIGEST = 16;

    /** Hexadecimal digits: more than those of any digest. */
    private static final int LONG_HEX = 128;

    /** Hashes. */
    private static final int LONG_LIST = 8;

    @Override
    public String name() {
        return "show";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Prints the records of a log: register, type or name, digest, and what the data says. The mark before the"
                                + " data: = the digest is that of the data, ! it is not, although it should be, ~ it is of something"
                                + " else, such as a file, - the event is not measured, ? nothing here computes the digest. Nothing"
                                + " of it is proven.")
                .footer(
                        "",
                        "Examples:",
                        "  teeproof eventlog show /sys/kernel/security/tpm0/binary_bios_measurements",
                        "  teeproof eventlog show ccel.bin --firmware",
                        "  teeproof eventlog show runtime.log --json",
                        "  teeproof eventlog show --agent /var/run/dstack.sock");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .description("The log; - reads standard input.")
                .build());
        spec.addOption(Options.text(AgentCalls.OPTION, "SOCKET")
                .description("Show the log of the guest whose agent listens there: a unix socket or a URL.")
                .build());
        LogOptions.addTo(spec);
        spec.addOption(Options.flag("--digests")
                .description("Print every digest, whole.")
                .build());
        spec.addOption(Options.flag("--firmware")
                .description(
                        "Print the state of the firmware that the log tells: secure boot, what was started, command lines.")
                .build());
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal given) throws UnusableInputException {
        Terminal terminal = given;
        String file = parsed.matchedPositionalValue(0, "");
        if (parsed.hasMatchedOption(AgentCalls.OPTION)) {
            if (!file.isEmpty()) {
                throw new UnusableInputException("name a file or an agent, not both");
            }
            Bytes log = AgentCalls.of(parsed, given).eventLog();
            terminal = given.reading(new ByteArrayInputStream(log.toArray()));
            file = "-";
        } else if (file.isEmpty()) {
            throw new UnusableInputException("name a log, or an agent with --agent");
        }
        LogFiles files = new LogFiles(parsed, terminal);
        boolean json = parsed.hasMatchedOption("--json");
        if (parsed.hasMatchedOption("--firmware")) {
            firmware(files.read(file), json, terminal);
        } else if (json) {
            new JsonRecords(terminal.out()).print(files, file);
        } else {
            new Table(terminal, parsed.hasMatchedOption("--digests")).print(files, file);
        }
        return 0;
    }

    private static void firmware(EventLog log, boolean json, Terminal terminal) {
        JsonObject state = FirmwareState.of(log.records(), FirmwareState.Options.STRICT.withAnySeparators())
                .toJson();
        terminal.out().print(json ? Json.pretty(state) + "\n" : FieldPage.of(forPeople(state), terminal.ink()));
    }

    /** Certificates and long lists of hashes are for programs. */
    private static JsonObject forPeople(JsonObject object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> members.put(name, forPeople(value)));
        return JsonObject.of(members);
    }

    private static JsonValue forPeople(JsonValue value) {
        return switch (value) {
            case JsonObject object -> forPeople(object);
            case JsonArray array
            when array.elements().size() > LONG_LIST
                    && array.elements().get(0) instanceof JsonString hash
                    && hash.value().matches("[0-9a-f]{40,}") ->
                new JsonString(array.elements().size() + " of them (--json lists them)");
            case JsonArray array ->
                JsonArray.of(
                        array.elements().stream().map(EventlogShow::forPeople).toList());
            case JsonString text
            when text.value().length() > LONG_HEX && text.value().matches("[0-9a-f]+") ->
                new JsonString(text.value().substring(0, SHORT_DIGEST) + "… ("
                        + text.value().length() / 2 + " bytes)");
            default -> value;
        };
    }

    /** For people. */
    private static final class Table {
        private final Terminal terminal;
        private final PrintStream out;
        private final boolean whole;
        private final Bindings bindings = new Bindings();
        private final AcpiLabels labels = new AcpiLabels();
        private long records;

        Table(Terminal terminal, boolean whole) {
            this.terminal = terminal;
            this.out = terminal.out();
            this.whole = whole;
        }

        void print(LogFiles files, String file) throws UnusableInputException {
            LogStream log = files.each(file, this::row);
            out.println(records
                    + (records == 1 ? " record, " : " records, ")
                    + log.format().inWords());
        }

        private void row(LogStream log, LogRecord record) {
            if (records == 0) {
                out.println(terminal.ink()
                        .bold(String.format(
                                "%6s  %-14s  %-32s  %-24s  %s", "record", "register", "event", "digest", "data")));
            }
            records++;
            String label = labels.next(record);
            String name = Printable.of(label.isEmpty() ? EventText.type(record) : EventText.type(record) + " " + label);
            Binding binding = bindings.of(record);
            out.println(String.format(
                    "%6d  %-14s  %-32s  %-24s  %s %s",
                    record.recnum(), record.register(), name, digest(record), mark(binding), EventText.of(record)));
            if (whole) {
                for (EventDigest digest : record.digests()) {
                    out.println(String.format(
                            "%24s%s %s", "", digest.algorithm(), digest.value().toHex()));
                }
            }
        }

        private static String digest(LogRecord record) {
            if (record.digests().isEmpty()) {
                return "none";
            }
            EventDigest digest = record.digests().get(record.digests().size() - 1);
            String hex = digest.value().toHex();
            String cut = hex.length() <= SHORT_DIGEST ? hex : hex.substring(0, SHORT_DIGEST);
            return digest.algorithm() + " " + cut;
        }

        private String mark(Binding binding) {
            return switch (binding.kind()) {
                case BOUND -> "=";
                case MISMATCH -> terminal.ink().bad("!");
                case OPAQUE -> "~";
                case NOT_MEASURED -> "-";
                case NOT_COMPUTABLE -> "?";
            };
        }
    }

    /** For programs: one array, one record after another. */
    private static final class JsonRecords {
        private final PrintStream out;
        private final Bindings bindings = new Bindings();
        private final AcpiLabels labels = new AcpiLabels();
        private boolean first = true;

        JsonRecords(PrintStream out) {
            this.out = out;
        }

        void print(LogFiles files, String file) throws UnusableInputException {
            out.print("[");
            files.each(file, this::record);
            out.println(first ? "]" : "\n]");
        }

        private void record(LogStream log, LogRecord record) {
            out.print(first ? "\n" : ",\n");
            first = false;
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("recnum", JsonNumber.of(record.recnum()));
            members.put("register", new JsonString(record.register().toString()));
            members.put("type", new JsonString(EventText.type(record)));
            String label = labels.next(record);
            if (!label.isEmpty()) {
                members.put("label", new JsonString(label));
            }
            members.put(
                    "digests",
                    JsonArray.of(
                            record.digests().stream().map(EventlogShow::json).toList()));
            Binding binding = bindings.of(record);
            members.put("binding", new JsonString(binding.kind().name()));
            members.put("binding_rule", new JsonString(binding.rule()));
            members.put("data", EventText.json(record));
            out.print(Json.write(JsonObject.of(members)));
        }
    }

    private static JsonObject json(EventDigest digest) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("hashAlg", new JsonString(digest.algorithm().toString()));
        members.put("digest", new JsonString(digest.value().toHex()));
        return JsonObject.of(members);
    }
}
