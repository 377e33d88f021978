package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.EventText;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.RegisterComparison;
import dev.teeproof.eventlog.RegisterComparison.Result;
import dev.teeproof.eventlog.RegisterComparison.Status;
import dev.teeproof.eventlog.data.Binding;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.log.DstackReader;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.verifier.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog verify}. */
final class EventlogVerify implements Subcommand {

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Checks a log against the registers of a quote, or values that you give, and each event's data against its"
                                + " digest; says which event broke it. The quote itself is not verified here: teeproof quote verify"
                                + " does that.")
                .footer(
                        "",
                        "Exit status: 0 every register holds what the log says, 1 one does not, or data is not what was"
                                + " measured, 2 usage or unreadable input, 3 a register could not be compared.",
                        "",
                        "Examples:",
                        "  teeproof eventlog verify ccel.bin --quote quote.bin",
                        "  teeproof eventlog verify quote-report.json",
                        "  teeproof eventlog verify tpm.bin --bank sha256 --register pcr0=0cca…");
        spec.addPositional(
                Options.file("The log, or dstack evidence that has a quote and a log; - reads standard input."));
        LogOptions.addTo(spec);
        spec.addOption(Options.text("--quote", "FILE")
                .description("A TDX quote, raw, in hex or in Base64: RTMR0 to RTMR3 are compared.")
                .build());
        spec.addOption(Options.repeatable("--register", "NAME=HEX")
                .description("The value of a register: rtmr0 to rtmr3, ccmr1 to ccmr4 or pcr0 to pcr23; repeatable.")
                .build());
        spec.addOption(Options.text("--bank", "ALG")
                .description("The algorithm of the values of --register: sha384 by default.")
                .build());
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    /** A log and what to compare it with. */
    private record Compared(EventLog log, HashAlgorithm bank, Map<RegisterIndex, Bytes> registers) {}

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Compared compared = compared(parsed, terminal);
        List<Result> results = RegisterComparison.compare(compared.log, compared.bank, compared.registers);
        List<LogRecord> unbound = unbound(compared.log);
        if (parsed.hasMatchedOption("--json")) {
            terminal.out().println(Json.pretty(json(results, unbound)));
        } else {
            print(results, unbound, terminal);
        }
        if (!unbound.isEmpty() || results.stream().anyMatch(EventlogVerify::isWrong)) {
            return 1;
        }
        return results.stream().allMatch(Result::isRight) ? 0 : 3;
    }

    private static boolean isWrong(Result result) {
        return result.status() == Status.MISMATCH || result.status() == Status.UNLOGGED_EXTENDED;
    }

    private static Compared compared(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        InputFiles files = new InputFiles(terminal.in());
        boolean quote = parsed.hasMatchedOption("--quote");
        boolean given = parsed.hasMatchedOption("--register");
        if (quote && given) {
            throw new UnusableInputException("--quote and --register exclude each other");
        }
        if (given) {
            HashAlgorithm bank = LogOptions.algorithm(parsed.matchedOptionValue("--bank", "sha384"));
            return new Compared(
                    new LogFiles(parsed, terminal).read(file),
                    bank,
                    registers(Options.texts(parsed, "--register"), bank));
        }
        if (quote) {
            Quote sent = files.quote(parsed.matchedOptionValue("--quote", "-"));
            return new Compared(new LogFiles(parsed, terminal).read(file), HashAlgorithm.SHA384, registers(sent));
        }
        return switch (files.evidence(file)) {
            case Evidence.DstackTdx dstack ->
                new Compared(log(dstack), HashAlgorithm.SHA384, registers(dstack.quote()));
            case Evidence.DstackSnp dstack ->
                throw new UnusableInputException(
                        file + " is of an SNP guest, which has no registers that a log could be compared with");
            case Evidence.BareReport report ->
                throw new UnusableInputException(
                        file + " is an SNP report, which has no registers that a log could be compared with");
            case Evidence.BareQuote bare ->
                throw new UnusableInputException(file + " is a quote: name the log, and give the quote with --quote");
        };
    }

    private static EventLog log(Evidence.DstackTdx evidence) {
        List<LogRecord> records = new ArrayList<>();
        for (TdxEvent event : evidence.platform().eventLog().events()) {
            records.add(DstackReader.toRecord(event, records.size()));
        }
        return EventLog.of(LogFormat.DSTACK, records);
    }

    private static Map<RegisterIndex, Bytes> registers(Quote quote) throws UnusableInputException {
        if (!(quote.body() instanceof TdReport report)) {
            throw new UnusableInputException("an SGX quote has no registers that a log could be compared with");
        }
        Map<RegisterIndex, Bytes> registers = new TreeMap<>();
        for (int i = 0; i < report.rtmrs().size(); i++) {
            registers.put(new Rtmr(i), report.rtmrs().get(i));
        }
        return registers;
    }

    private static Map<RegisterIndex, Bytes> registers(List<String> given, HashAlgorithm bank)
            throws UnusableInputException {
        Map<RegisterIndex, Bytes> registers = new TreeMap<>();
        int size = bank.digest().orElseThrow().size();
        for (String text : given) {
            int equals = text.indexOf('=');
            String name = text.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
            String digits = name.replaceFirst("^(rtmr|ccmr|pcr)", "");
            if (equals < 0 || digits.length() == name.length()) {
                throw new UnusableInputException("--register is rtmr0=HEX, ccmr1=HEX or pcr0=HEX, not " + text);
            }
            int number = LogOptions.number(digits, "--register");
            try {
                RegisterIndex register = name.startsWith("pcr")
                        ? new Pcr(number)
                        : name.startsWith("rtmr") ? new Rtmr(number) : new CcMr(number);
                Bytes value = Hex.decode(text.substring(equals + 1), name, size);
                if (registers.put(register.canonical(), value) != null) {
                    throw new UnusableInputException("--register names " + register.canonical() + " twice");
                }
            } catch (MalformedEvidenceException e) {
                throw new UnusableInputException("--register: " + e.inWords());
            }
        }
        return registers;
    }

    /** The records whose digest should be that of their data, and is not. */
    private static List<LogRecord> unbound(EventLog log) {
        Bindings bindings = new Bindings();
        return log.records().stream()
                .filter(record -> bindings.of(record).kind() == Binding.Kind.MISMATCH)
                .toList();
    }

    private static void print(List<Result> results, List<LogRecord> unbound, Terminal terminal) {
        for (Result result : results) {
            String verdict = switch (result.status()) {
                case MATCH -> terminal.ink().good("matches");
                case UNLOGGED_INITIAL -> terminal.ink().good("was never extended, as the log has it");
                case MISMATCH, UNLOGGED_EXTENDED -> terminal.ink().bad("DIFFERS");
                case MATCH_FROM_INIT -> "matches in part";
                case NO_REFERENCE, NOT_COMPUTABLE -> "not compared";
            };
            terminal.out()
                    .println(String.format("%-14s  %-8s  %s", result.register(), result.algorithm(), verdict)
                            + (result.words().isEmpty() ? "" : ": " + Printable.of(result.words())));
            if (isWrong(result)) {
                terminal.out()
                        .println("                the register  "
                                + result.expected().map(Bytes::toHex).orElse(""));
                terminal.out()
                        .println("                by the log    "
                                + result.replayed().map(Bytes::toHex).orElse(""));
            }
        }
        for (LogRecord record : unbound) {
            terminal.out()
                    .println("record " + record.recnum() + " (" + EventText.type(record) + "): "
                            + terminal.ink().bad("its data is not what was measured") + ": " + EventText.of(record));
        }
    }

    private static JsonObject json(List<Result> results, List<LogRecord> unbound) {
        List<JsonObject> registers = new ArrayList<>();
        for (Result result : results) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("register", new JsonString(result.register().toString()));
            members.put("bank", new JsonString(result.algorithm().toString()));
            members.put("status", new JsonString(result.status().name()));
            result.expected().ifPresent(value -> members.put("expected", new JsonString(value.toHex())));
            result.replayed().ifPresent(value -> members.put("replayed", new JsonString(value.toHex())));
            members.put("words", new JsonString(result.words()));
            registers.add(JsonObject.of(members));
        }
        Map<String, JsonValue> all = new LinkedHashMap<>();
        all.put("registers", JsonArray.of(registers));
        all.put(
                "data_not_measured",
                JsonArray.of(unbound.stream()
                        .map(record -> JsonNumber.of(record.recnum()))
                        .toList()));
        return JsonObject.of(all);
    }
}
