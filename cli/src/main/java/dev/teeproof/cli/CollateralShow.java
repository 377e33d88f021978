package dev.teeproof.cli;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.sources.CollateralChanges;
import dev.teeproof.verifier.render.FieldPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof collateral show}. */
final class CollateralShow implements Subcommand {

    @Override
    public String name() {
        return "show";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Says what is in a container of collateral, for which platform and until when it holds. Nothing of it is"
                                + " verified: collateral check does.")
                .footer("", "Example:", "  teeproof collateral show collateral.json");
        spec.addPositional(Options.file("The container; - reads standard input."));
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        String file = parsed.matchedPositionalValue(0, "-");
        CollateralContainer container = new InputFiles(terminal.in()).collateral(file);
        JsonObject shown = fields(container, file);
        terminal.out()
                .print(
                        parsed.hasMatchedOption("--json")
                                ? Json.pretty(shown) + "\n"
                                : FieldPage.of(shown, terminal.ink()));
        return 0;
    }

    static String page(CollateralContainer container, String file, Terminal terminal) throws UnusableInputException {
        return FieldPage.of(fields(container, file), terminal.ink());
    }

    private static JsonObject fields(CollateralContainer container, String file) throws UnusableInputException {
        try {
            List<JsonValue> items = new ArrayList<>();
            for (CollateralChanges.Holding holding : CollateralChanges.holdings(container)) {
                Map<String, JsonValue> item = new LinkedHashMap<>();
                item.put("item", new JsonString(holding.member()));
                item.put("of", new JsonString(holding.subject()));
                item.put("issued", new JsonString(holding.issued().toString()));
                item.put("until", new JsonString(holding.until().toString()));
                holding.tcbEvaluationDataNumber()
                        .ifPresent(number -> item.put("tcb_evaluation_data_number", JsonNumber.of(number)));
                items.add(JsonObject.of(item));
            }
            Map<String, JsonValue> all = new LinkedHashMap<>();
            all.put("file", new JsonString(file));
            CollateralChanges.until(container)
                    .ifPresent(until -> all.put("holds_until", new JsonString(until.toString())));
            all.put(
                    "pck_certificate_chain",
                    new JsonString(container.pckCertificateChain().isPresent() ? "yes" : "no"));
            all.put("items", JsonArray.of(items));
            return JsonObject.of(all);
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(file + " cannot be read as collateral: " + e.inWords());
        }
    }
}
