package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.ComposeFields;
import dev.teeproof.dstack.NormalizedCompose;
import dev.teeproof.verifier.render.FieldPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof compose show}. */
final class ComposeShow implements Subcommand {

    @Override
    public String name() {
        return "show";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Prints what a guest reads in an app-compose.json, what it measures of it, and what there is to warn of.")
                .footer(
                        "",
                        "Exit status: 0 printed, 2 usage or no guest reads it.",
                        "",
                        "Examples:",
                        "  teeproof compose show app-compose.json",
                        "  teeproof compose show app-compose.json --json");
        spec.addPositional(Options.file("The app-compose.json; - reads standard input."));
        spec.addOption(Options.flag("--json")
                .description("Print it as JSON, texts whole.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        AppCompose compose = new InputFiles(terminal.in()).appCompose(file);
        if (parsed.hasMatchedOption("--json")) {
            terminal.out().println(Json.pretty(json(compose)));
            return 0;
        }
        Map<String, JsonValue> page = measured(compose);
        page.put("fields", forPeople(compose));
        terminal.out().print(FieldPage.of(JsonObject.of(page), terminal.ink()));
        compose.warnings().forEach(warning -> terminal.out().println(ComposeCheck.line(warning, terminal)));
        return 0;
    }

    private static JsonObject json(AppCompose compose) {
        Map<String, JsonValue> all = measured(compose);
        all.put("fields", ComposeFields.effective(compose));
        all.put(
                "absent",
                JsonArray.of(ComposeFields.names().stream()
                        .filter(name -> !compose.json().members().containsKey(name))
                        .map(JsonString::new)
                        .toList()));
        all.put("warnings", ComposeCheck.json(compose.warnings()));
        return JsonObject.of(all);
    }

    /** What follows from the file, and what the guest makes of several members. */
    private static Map<String, JsonValue> measured(AppCompose compose) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("size", JsonNumber.of(compose.bytes().size()));
        members.put("compose_hash", hex(compose.composeHash()));
        members.put("app_id", hex(compose.appId()));
        members.put("normalized_hash", hex(NormalizedCompose.of(compose.json()).hash()));
        members.put("gpu_policy_hash", hex(compose.gpuPolicyHash()));
        List<Bytes> scripts = compose.initScriptHashes();
        members.put(
                "init_script_hashes",
                JsonArray.of(scripts.stream().map(ComposeShow::hex).toList()));
        members.put(
                "key_provider_in_effect", new JsonString(compose.keyProvider().text()));
        return members;
    }

    private static JsonString hex(Bytes bytes) {
        return new JsonString(bytes.toHex());
    }

    /** One line for each member; objects inside are written out. Names come from the file as the values do. */
    private static JsonObject forPeople(AppCompose compose) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        ComposeFields.effective(compose).members().forEach((name, value) -> {
            String said = compose.json().members().containsKey(name) ? "" : " (absent)";
            members.put(
                    Printable.of(name),
                    new JsonString((value instanceof JsonNull ? "none" : ComposeText.of(value)) + said));
        });
        return JsonObject.of(members);
    }
}
