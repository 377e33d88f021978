package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.dcap.IssuedDocument;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What a document says, taken apart into things that can be compared: dates, number, and each TCB level's status. */
final class StatedLevels {

    private StatedLevels() {}

    /** Names and values; a level's name is what a platform must reach. */
    static Map<String, String> facts(IssuedDocument issued) throws MalformedEvidenceException {
        IssuedDocument.Stated stated = issued.stated();
        JsonObject document = Json.readObject(issued.document().text(), "document");
        Map<String, String> facts = new TreeMap<>();
        facts.put("id", stated.id());
        stated.fmspc().ifPresent(fmspc -> facts.put("fmspc", fmspc.toHex()));
        facts.put("issueDate", stated.issued().toString());
        facts.put("nextUpdate", stated.until().toString());
        facts.put("tcbEvaluationDataNumber", Integer.toString(stated.tcbEvaluationDataNumber()));
        levels(document, "TCB level ", facts);
        Optional<JsonArray> modules = document.optionalArray("tdxModuleIdentities");
        if (modules.isPresent()) {
            for (JsonObject module : modules.get().objects()) {
                levels(module, "module " + module.string("id") + " level ", facts);
            }
        }
        return facts;
    }

    private static void levels(JsonObject parent, String prefix, Map<String, String> facts)
            throws MalformedEvidenceException {
        Optional<JsonArray> levels = parent.optionalArray("tcbLevels");
        if (levels.isEmpty()) {
            return;
        }
        for (JsonObject level : levels.get().objects()) {
            facts.put(prefix + name(level.object("tcb")), status(level));
        }
    }

    private static String name(JsonObject tcb) throws MalformedEvidenceException {
        if (tcb.members().containsKey("isvsvn")) {
            return "isvsvn " + tcb.unsigned("isvsvn", 0xffff);
        }
        StringJoiner name = new StringJoiner(" / ");
        if (tcb.members().containsKey("sgxtcbcomponents")) {
            name.add("sgx " + components(tcb.array("sgxtcbcomponents")));
        } else {
            name.add("sgx " + numbered(tcb));
        }
        name.add("pcesvn " + tcb.unsigned("pcesvn", 0xffff));
        Optional<JsonArray> tdx = tcb.optionalArray("tdxtcbcomponents");
        if (tdx.isPresent()) {
            name.add("tdx " + components(tdx.get()));
        }
        return name.toString();
    }

    private static String components(JsonArray components) throws MalformedEvidenceException {
        StringJoiner svns = new StringJoiner(".");
        for (JsonObject component : components.objects()) {
            svns.add(Long.toString(component.unsigned("svn", 255)));
        }
        return svns.toString();
    }

    /** TCB info of version 2 has a member for each component. */
    private static String numbered(JsonObject tcb) throws MalformedEvidenceException {
        StringJoiner svns = new StringJoiner(".");
        for (int i = 1; i <= 16; i++) {
            svns.add(Long.toString(tcb.unsigned(String.format("sgxtcbcomp%02dsvn", i), 255)));
        }
        return svns.toString();
    }

    private static String status(JsonObject level) throws MalformedEvidenceException {
        Optional<JsonArray> advisories = level.optionalArray("advisoryIDs");
        String listed = advisories.isEmpty()
                ? ""
                : " " + String.join(" ", advisories.get().strings());
        return level.string("tcbStatus") + listed;
    }
}
