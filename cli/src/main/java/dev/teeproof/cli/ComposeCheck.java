package dev.teeproof.cli;

import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dstack.ComposeWarning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof compose check}. */
final class ComposeCheck implements Subcommand {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Says what a guest would refuse or ignore in an app-compose.json, and what may not have been meant.")
                .footer(
                        "",
                        "Exit status: 0 nothing to say, 1 warnings, 2 no guest reads it (or usage).",
                        "",
                        "Example:",
                        "  teeproof compose check app-compose.json");
        spec.addPositional(Options.file("The app-compose.json; - reads standard input."));
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        List<ComposeWarning> warnings =
                new InputFiles(terminal.in()).appCompose(file).warnings();
        if (parsed.hasMatchedOption("--json")) {
            terminal.out().println(Json.pretty(json(warnings)));
        } else if (warnings.isEmpty()) {
            terminal.out().println("nothing to say about it");
        } else {
            warnings.forEach(warning -> terminal.out().println(line(warning, terminal)));
        }
        return warnings.isEmpty() ? 0 : 1;
    }

    /** One warning, for people. */
    static String line(ComposeWarning warning, Terminal terminal) {
        String kind = warning.isRefusal()
                ? terminal.ink().bad("refused")
                : terminal.ink().warn("warning");
        return kind + ": " + words(warning);
    }

    static String words(ComposeWarning warning) {
        return warning.code() + ": " + Printable.of(warning.field() + " " + warning.words()) + " ("
                + warning.code().kind().words() + ")";
    }

    static JsonArray json(List<ComposeWarning> warnings) {
        return JsonArray.of(warnings.stream().map(ComposeCheck::json).toList());
    }

    private static JsonObject json(ComposeWarning warning) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("code", new JsonString(warning.code().name()));
        members.put("kind", new JsonString(warning.code().kind().name()));
        members.put("field", new JsonString(warning.field()));
        members.put("words", new JsonString(warning.words()));
        return JsonObject.of(members);
    }
}
