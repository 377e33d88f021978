package dev.teeproof.verifier.render;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimValue;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.result.TrustAnchor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An attestation result as JSON.
 *
 * <pre>
 * { "verdict": "affirming", "evidence": "dstack on Intel TDX", "at": instant, "until": instant | null,
 *   "reasons": [ check … ],
 *   "checks": [ { "code", "outcome", "statement", "expected"?, "actual"? } … ],
 *   "claims": [ { "name", "value", "proof": { "kind", … , "words" }, "trust_anchor": { "name", "spki_sha256" } | null } … ],
 *   "endorsements": [ { "name", "source", "issued", "expires" } … ],
 *   "warnings": [ text … ] }
 * </pre>
 *
 * Outcomes and verdicts are lower case with underscores; bytes are lowercase hexadecimal.
 */
public final class ResultJson {

    private ResultJson() {}

    /** Indented text. */
    public static String pretty(AttestationResult result) {
        return Json.pretty(of(result));
    }

    /** The JSON value. */
    public static JsonObject of(AttestationResult result) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("verdict", lower(result.verdict()));
        json.put("evidence", new JsonString(result.evidence()));
        json.put("at", new JsonString(result.at().toString()));
        json.put(
                "until",
                result.until().<JsonValue>map(i -> new JsonString(i.toString())).orElse(new JsonNull()));
        json.put(
                "reasons",
                array(result.reasons().stream().map(ResultJson::check).toList()));
        json.put("checks", array(result.checks().stream().map(ResultJson::check).toList()));
        json.put("claims", array(result.claims().stream().map(ResultJson::claim).toList()));
        json.put(
                "endorsements",
                array(result.endorsements().stream()
                        .map(ResultJson::endorsement)
                        .toList()));
        json.put("warnings", texts(result.warnings()));
        return JsonObject.of(json);
    }

    /** One check. */
    public static JsonObject check(Check check) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("code", new JsonString(check.code().name()));
        json.put("outcome", lower(check.outcome()));
        json.put("statement", new JsonString(check.statement()));
        check.expected().ifPresent(expected -> json.put("expected", new JsonString(expected)));
        check.actual().ifPresent(actual -> json.put("actual", new JsonString(actual)));
        return JsonObject.of(json);
    }

    /** One claim with its proof. */
    public static JsonObject claim(Claim claim) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("name", new JsonString(claim.name().text()));
        json.put("value", value(claim.value()));
        Map<String, JsonValue> proof = new LinkedHashMap<>(proof(claim.proof()).members());
        proof.put("words", new JsonString(ProofWords.of(claim.proof())));
        json.put("proof", JsonObject.of(proof));
        json.put(
                "trust_anchor",
                claim.proof().trustAnchor().<JsonValue>map(ResultJson::anchor).orElse(new JsonNull()));
        return JsonObject.of(json);
    }

    private static JsonValue value(ClaimValue value) {
        return switch (value) {
            case ClaimValue.Octets octets -> new JsonString(octets.bytes().toHex());
            case ClaimValue.Text text -> new JsonString(text.text());
            case ClaimValue.Count count -> JsonNumber.of(count.count());
            case ClaimValue.Texts texts -> texts(texts.texts());
        };
    }

    private static JsonObject proof(Proof proof) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        switch (proof) {
            case Proof.SignedBy signed -> {
                json.put("kind", new JsonString("signed_by"));
                json.put("signer", new JsonString(signed.signer()));
                json.put("anchor", anchor(signed.anchor()));
            }
            case Proof.ReplayedTo replayed -> {
                json.put("kind", new JsonString("replayed_to"));
                json.put("register", lower(replayed.register()));
                json.put("log", new JsonString(replayed.log()));
                json.put("position", JsonNumber.of(replayed.position()));
                json.put("value", proof(replayed.value()));
            }
            case Proof.CommittedBy committed -> {
                json.put("kind", new JsonString("committed_by"));
                json.put("commitment", new JsonString(committed.commitment().text()));
                json.put("value", proof(committed.value()));
            }
            case Proof.FitsTo fitting -> {
                json.put("kind", new JsonString("fits_to"));
                json.put("proven", new JsonString(fitting.proven().text()));
                json.put("value", proof(fitting.value()));
            }
            case Proof.MatchesReference matching -> {
                json.put("kind", new JsonString("matches_reference"));
                json.put("source", new JsonString(matching.source()));
                json.put("value", proof(matching.value()));
            }
            case Proof.ComputedFrom computed -> {
                json.put("kind", new JsonString("computed_from"));
                json.put(
                        "inputs",
                        array(computed.inputs().stream().map(ResultJson::proof).toList()));
            }
            case Proof.Unproven unproven -> json.put("kind", new JsonString("unproven"));
        }
        return JsonObject.of(json);
    }

    private static JsonObject anchor(TrustAnchor anchor) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("name", new JsonString(anchor.name()));
        json.put("spki_sha256", new JsonString(anchor.spkiSha256().toHex()));
        return JsonObject.of(json);
    }

    private static JsonObject endorsement(EndorsementUse use) {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("name", new JsonString(use.name()));
        json.put("source", new JsonString(use.source()));
        json.put("issued", new JsonString(use.issued().toString()));
        json.put("expires", new JsonString(use.expires().toString()));
        return JsonObject.of(json);
    }

    private static JsonString lower(Enum<?> constant) {
        return new JsonString(constant.name().toLowerCase(Locale.ROOT));
    }

    private static JsonArray texts(List<String> texts) {
        return array(texts.stream().map(JsonString::new).toList());
    }

    private static JsonArray array(List<? extends JsonValue> elements) {
        return JsonArray.of(elements);
    }
}
