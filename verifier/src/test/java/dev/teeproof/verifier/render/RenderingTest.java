package dev.teeproof.verifier.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final String COMPOSE_HASH = "86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9";
    private static final String WORDS =
            "event 3 of the runtime log, replayed to RTMR3, signed by the TDX module, Intel SGX Root CA";

    @Test
    void theVerdictComesFirstAndEachClaimHasItsProofBelow() throws Exception {
        List<String> lines = ResultPage.of(lite(), Ink.PLAIN).lines().toList();

        assertThat(lines.get(0)).isEqualTo("AFFIRMING  every check passed");
        assertThat(lines.get(1)).isEqualTo("dstack on Intel TDX, as of 2026-04-15T12:00:00Z");
        int claims = lines.indexOf("Claims");
        int compose = claims
                + lines.subList(claims, lines.size()).stream()
                        .map(String::strip)
                        .toList()
                        .indexOf("compose_hash         " + COMPOSE_HASH);
        assertThat(lines.get(compose + 1).strip()).isEqualTo(WORDS);
        assertThat(lines).contains("  Holds until 2026-04-15T22:06:09Z, when the first of its endorsements runs out:");
        assertThat(lines).noneMatch(line -> line.startsWith("Reason"));
        assertThat(lines)
                .contains(
                        "  Nobody has said which OS image to expect: name it with --os-image HASH to have it compared.");
    }

    @Test
    void whatIsNotProvenIsSaidNotToBe() throws Exception {
        String page = ResultPage.of(lite(), Ink.PLAIN);

        assertThat(page)
                .contains("e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db  (not proven)")
                .contains(
                        "the sender's statement; it fits mrtd (signed by the TDX module, Intel SGX Root CA), as others"
                                + " might")
                .contains("stated by the sender only; nothing proves it");
    }

    @Test
    void theJsonSaysTheSame() throws Exception {
        JsonObject json = ResultJson.of(lite());

        assertThat(json.members().keySet())
                .containsExactly(
                        "verdict",
                        "evidence",
                        "at",
                        "until",
                        "reasons",
                        "checks",
                        "claims",
                        "endorsements",
                        "warnings");
        assertThat(json.string("verdict")).isEqualTo("affirming");
        assertThat(json.string("until")).isEqualTo("2026-04-15T22:06:09Z");
        assertThat(json.array("reasons").elements()).isEmpty();
        JsonObject compose = claim(json.array("claims"), "compose_hash");
        assertThat(compose.string("value")).isEqualTo(COMPOSE_HASH);
        assertThat(compose.object("proof").string("kind")).isEqualTo("replayed_to");
        assertThat(compose.object("proof").string("register")).isEqualTo("rtmr3");
        assertThat(compose.object("proof").unsigned("position", 100)).isEqualTo(3);
        assertThat(compose.object("proof").string("words")).isEqualTo(WORDS);
        assertThat(compose.object("proof").object("value").string("signer")).isEqualTo("the TDX module");
        assertThat(compose.object("trust_anchor").string("spki_sha256"))
                .isEqualTo("a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e");
        assertThat(claim(json.array("claims"), "cpu_count").object("proof").string("kind"))
                .isEqualTo("unproven");
        assertThat(ResultJson.pretty(lite())).startsWith("{\n  \"verdict\": \"affirming\"");
    }

    @Test
    void aRefusalEndsWithItsReasonAndTheNextStep() {
        AttestationResult refused = result(
                List.of(Check.equal(
                        QuoteCheck.QUOTE_SIGNATURE,
                        "a",
                        "b",
                        "the quote is signed",
                        "the signature under the quote does not verify")),
                List.of());

        List<String> lines = ResultPage.of(refused, Ink.PLAIN).lines().toList();

        assertThat(lines.get(0)).isEqualTo("CONTRAINDICATED  do not trust this machine");
        assertThat(lines)
                .containsSubsequence(
                        "Checks",
                        "  FAILED       QUOTE_SIGNATURE            the signature under the quote does not verify",
                        "                 expected a",
                        "                 found    b",
                        "Claims",
                        "  none",
                        "Reason",
                        "  QUOTE_SIGNATURE: the signature under the quote does not verify");
        assertThat(lines.get(lines.size() - 1)).startsWith("  The quote was changed after it was made");
    }

    @Test
    void theOtherTiersAreNamedToo() {
        Check odd = Check.accepted(QuoteCheck.TCB_STATUS_REJECTED, false, "old");
        Check missing = Check.notRun(QuoteCheck.COLLATERAL_MISSING, "none");

        assertThat(ResultPage.of(result(List.of(odd), List.of()), Ink.PLAIN)).startsWith("WARNING  genuine, but");
        assertThat(ResultPage.of(result(List.of(missing), List.of()), Ink.PLAIN))
                .startsWith("NONE  nothing is wrong, but");
    }

    /** A payload that clears the screen, turns the direction of writing, or starts a new line stays text. */
    @Test
    void controlCharactersOfTheEvidenceDoNotReachThePage() {
        String hostile = "\u001b[2J\u001b]0;title\u0007\rverdict\nAFFIRMING\u009b31m\u202egnirts\u200b\u0000\u007f";
        Claim claim = Claim.of(ClaimName.KEY_PROVIDER, hostile, new Proof.Unproven());
        Claim texts = Claim.of(ClaimName.RUNTIME_EVENTS, List.of(hostile, "b"), new Proof.Unproven());
        AttestationResult result = new AttestationResult(
                "test",
                List.of(new Check(
                        QuoteCheck.CRL_ISSUER,
                        dev.teeproof.result.Outcome.FAILED,
                        hostile,
                        java.util.Optional.of(hostile),
                        java.util.Optional.of(hostile))),
                List.of(claim, texts),
                List.of(new EndorsementUse(hostile, hostile, Instant.EPOCH, Instant.EPOCH)),
                List.of(hostile),
                Instant.EPOCH);

        String page = ResultPage.of(result, Ink.PLAIN);

        assertThat(page.codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(page.lines()).noneMatch(line -> line.startsWith("AFFIRMING"));
        assertThat(page).contains("�[2J�]0;title��verdict�AFFIRMING�31m�gnirts���");
        assertThat(ResultPage.of(result, Ink.ANSI).replaceAll("\u001b\\[[0-9;]+m", ""))
                .as("the colours are the page's own")
                .isEqualTo(page);
    }

    @Test
    void jsonEscapesThemAndLosesNothing() throws Exception {
        String hostile = "\u001b[2J\"\\\n\u202e";
        AttestationResult result = result(
                List.of(Check.passed(QuoteCheck.CRL_ISSUER, "x")),
                List.of(Claim.of(ClaimName.KEY_PROVIDER, hostile, new Proof.Unproven())));

        String json = ResultJson.pretty(result);

        assertThat(json).doesNotContain("\u001b");
        assertThat(claim(
                                dev.teeproof.codec.json.Json.readObject(Bytes.utf8(json), "json")
                                        .array("claims"),
                                "key_provider")
                        .string("value"))
                .isEqualTo(hostile);
    }

    private static JsonObject claim(JsonArray claims, String name) throws Exception {
        for (JsonObject claim : claims.objects()) {
            if (claim.string("name").equals(name)) {
                return claim;
            }
        }
        throw new AssertionError("no claim " + name);
    }

    private static AttestationResult result(List<Check> checks, List<Claim> claims) {
        return new AttestationResult("test", checks, claims, List.of(), List.of(), Instant.EPOCH);
    }

    private static AttestationResult lite() throws Exception {
        Bytes container = Bytes.copyOf(Conformance.bytes("dcap/collateral/tdx-90c06f000000-2026-04.json"));
        Collateral collateral = Collateral.readContainer(container, "april.json");
        return Verifier.builder()
                .endorsements(new GivenCollateral(List.of(collateral)))
                .build()
                .verify(
                        Evidence.read(Bytes.copyOf(Conformance.bytes("dstack/tdx-lite-attestation.json"))),
                        Instant.parse("2026-04-15T12:00:00Z"));
    }
}
