package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report that go-sev-guest is asked about, with what is accepted or refused here.
 *
 * @param demands what go-sev-guest's validation demands, as its program reads it
 * @param policy the same here
 */
record SevGuestCase(
        String name, SnpBlueprint right, SimulatedReport sent, boolean ownRoot, String demands, SnpPolicy policy) {

    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";

    /** Without a revocation list, which the peer is not given either. */
    String ours() {
        AmdTrustAnchors roots = ownRoot ? sent.trustAnchors() : right.mint().trustAnchors();
        try {
            Verdict verdict = Verifier.builder()
                    .trustAnchors(roots)
                    .policy(AppraisalPolicy.STRICT.with(policy))
                    .build()
                    .verify(Evidence.read(sent.extended()), right.at())
                    .verdict();
            return verdict == Verdict.AFFIRMING ? ACCEPTED : REFUSED;
        } catch (MalformedEvidenceException e) {
            return REFUSED;
        }
    }

    /** The line that the program reads. It takes issuers from what is trusted, so these are those that come along. */
    String line() throws MalformedEvidenceException {
        SimulatedReport trusted = ownRoot ? sent : right.mint();
        Map<String, JsonValue> roots = new LinkedHashMap<>();
        roots.put("ark", text(trusted.root()));
        for (SigningKey key : SigningKey.values()) {
            Bytes issuer = sent.vekKind() == key
                    ? sent.issuer()
                    : right.endorsedAs(key).mint().issuer();
            roots.put(key == SigningKey.VCEK ? "ask" : "asvk", text(issuer));
        }
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("name", new JsonString(name));
        json.put("report", text(sent.report()));
        if (!sent.table().isEmpty()) {
            json.put("table", text(sent.table()));
        }
        json.put("roots", JsonObject.of(Map.of(sent.product().text(), JsonArray.of(List.of(JsonObject.of(roots))))));
        json.put("at", JsonNumber.of(right.at().getEpochSecond()));
        json.put("policy", Json.readObject(Bytes.utf8(demands), "policy"));
        return Json.write(JsonObject.of(json));
    }

    private static JsonString text(Bytes bytes) {
        return new JsonString(bytes.toHex());
    }
}
