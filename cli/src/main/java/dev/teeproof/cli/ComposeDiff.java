package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.ComposeDifference;
import dev.teeproof.dstack.ComposeFields;
import dev.teeproof.dstack.NormalizedCompose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof compose diff}. */
final class ComposeDiff implements Subcommand {

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Says in which members two app-compose.json differ, from what to what, and whether the compose hash and the"
                                + " normalized hash do.")
                .footer(
                        "",
                        "Exit status: 0 the same compose hash, 1 another one, 2 usage or unreadable input.",
                        "",
                        "Example:",
                        "  teeproof compose diff running.json app-compose.json");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0..*")
                .arity("2")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("The two files.")
                .build());
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        List<String> names = parsed.matchedPositionalValue(0, List.of());
        if (names.size() != 2) {
            throw new UnusableInputException("diff compares two files");
        }
        InputFiles files = new InputFiles(terminal.in());
        AppCompose first = files.appCompose(names.get(0));
        AppCompose second = files.appCompose(names.get(1));
        if (parsed.hasMatchedOption("--json")) {
            terminal.out().println(Json.pretty(json(first, second)));
        } else {
            print(first, second, terminal);
        }
        return first.bytes().equals(second.bytes()) ? 0 : 1;
    }

    private static void print(AppCompose first, AppCompose second, Terminal terminal) {
        List<ComposeDifference> differences = ComposeDifference.between(first, second);
        for (ComposeDifference difference : differences) {
            terminal.out().println(Printable.of(difference.field()) + ": " + words(difference, first, second));
        }
        if (differences.isEmpty() && !first.bytes().equals(second.bytes())) {
            terminal.out()
                    .println(
                            "the same members and values, written otherwise: order, blanks, escapes or the last line end");
        }
        hash("compose hash", first.composeHash(), second.composeHash(), terminal);
        hash("normalized hash", normalized(first), normalized(second), terminal);
    }

    private static void hash(String what, Bytes first, Bytes second, Terminal terminal) {
        terminal.out()
                .println(
                        first.equals(second)
                                ? what + ": the same, " + first.toHex()
                                : what + ": " + first.toHex() + " → " + second.toHex());
    }

    private static String words(ComposeDifference difference, AppCompose first, AppCompose second) {
        Optional<JsonValue> from = difference.from();
        Optional<JsonValue> to = difference.to();
        if (from.isPresent() && to.isPresent()) {
            return ComposeText.change(from.get(), to.get());
        }
        return from.map(ComposeText::quoted).orElseGet(() -> absent(first, difference.field())) + " → "
                + to.map(ComposeText::quoted).orElseGet(() -> absent(second, difference.field()));
    }

    private static String absent(AppCompose compose, String field) {
        JsonValue means = ComposeFields.absent(compose, field);
        return means instanceof JsonNull ? "absent" : "absent (which means " + Json.write(means) + ")";
    }

    private static Bytes normalized(AppCompose compose) {
        return NormalizedCompose.of(compose.json()).hash();
    }

    private static JsonObject json(AppCompose first, AppCompose second) {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        all.put("same_compose_hash", new JsonBoolean(first.composeHash().equals(second.composeHash())));
        all.put("same_normalized_hash", new JsonBoolean(normalized(first).equals(normalized(second))));
        all.put("compose_hashes", hashes(first.composeHash(), second.composeHash()));
        all.put("normalized_hashes", hashes(normalized(first), normalized(second)));
        all.put(
                "differences",
                JsonArray.of(ComposeDifference.between(first, second).stream()
                        .map(ComposeDiff::json)
                        .toList()));
        return JsonObject.of(all);
    }

    private static JsonArray hashes(Bytes first, Bytes second) {
        return JsonArray.of(List.of(new JsonString(first.toHex()), new JsonString(second.toHex())));
    }

    /** A side that writes nothing has no member. */
    private static JsonObject json(ComposeDifference difference) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("field", new JsonString(difference.field()));
        difference.from().ifPresent(from -> members.put("from", from));
        difference.to().ifPresent(to -> members.put("to", to));
        return JsonObject.of(members);
    }
}
