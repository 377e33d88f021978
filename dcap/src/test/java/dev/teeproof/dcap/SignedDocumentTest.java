package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.conformance.Conformance;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedDocumentTest {

    private static final String SIGNATURE = "ab".repeat(64);

    @Test
    void theTextOfTheObjectAloneIsTakenWithTheSignatureBesideIt() throws Exception {
        SignedDocument document = read(Map.of("doc", "{\"a\": 1 }", "doc_signature", SIGNATURE));

        assertThat(document.text()).isEqualTo(Bytes.utf8("{\"a\": 1 }"));
        assertThat(document.signature().rs()).isEqualTo(Bytes.hex(SIGNATURE));
    }

    /** Brace to brace as received: blanks inside stay, blanks around do not belong to it. */
    @Test
    void theTextInsideAnEnvelopeIsTakenBraceToBrace() throws Exception {
        String envelope = " { \"tcbInfo\" :  {\"a\": [1 , {\"ü\":\"}\"}] } , \"signature\":\"" + SIGNATURE + "\"} ";

        SignedDocument document = read(Map.of("doc", envelope));

        assertThat(document.text().toUtf8("text")).isEqualTo("{\"a\": [1 , {\"ü\":\"}\"}] }");
        assertThat(document.signature().rs()).isEqualTo(Bytes.hex(SIGNATURE));
    }

    /** An envelope's own signature counts; one beside it is another document's. */
    @Test
    void theSignatureBesideAnEnvelopeIsNotUsed() throws Exception {
        String envelope = "{\"tcbInfo\":{},\"signature\":\"" + SIGNATURE + "\"}";

        assertThat(read(Map.of("doc", envelope, "doc_signature", "cd".repeat(64)))
                        .signature()
                        .rs())
                .isEqualTo(Bytes.hex(SIGNATURE));
    }

    @ParameterizedTest(name = "{0}: {1} at {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|WRONG_TYPE|doc",
                "{|BAD_VALUE|doc",
                "{} {}|TRAILING_BYTES|doc",
                "{\"a\":1,\"a\":1}|DUPLICATE|doc",
                "{\"tcbInfo\":{},\"tcbInfo\":{},\"signature\":\"\"}|DUPLICATE|doc",
                "{\"tcbInfo\":[],\"signature\":\"\"}|WRONG_TYPE|doc.tcbInfo",
                "{\"tcbInfo\":{}}|MISSING|doc.signature",
                "{\"tcbInfo\":{},\"signature\":\"abcd\"}|BAD_LENGTH|doc.signature",
                "{\"a\":1}|MISSING|container.doc_signature"
            })
    void aDocumentThatCouldBeReadInTwoWaysIsRefused(String text, Malformation code, String path) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> read(Map.of("doc", text)));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void aDocumentBeyondTheLimitIsRefused() {
        String text = "{\"a\":\"" + "x".repeat(SignedDocument.MAX_SIZE) + "\"}";

        assertThat(catchThrowableOfType(
                                MalformedEvidenceException.class,
                                () -> read(Map.of("doc", text, "doc_signature", SIGNATURE)))
                        .code())
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-16",
                "2026-03-16T22:06:09",
                "2026-03-16T22:06:09.5Z",
                "2026-03-16 22:06:09Z",
                "2026-13-16T22:06:09Z",
                "2026-02-30T22:06:09Z",
                "+026-03-16T22:06:09Z",
                ""
            })
    void aDateIsWrittenInOneForm(String text) throws Exception {
        JsonObject object = Json.readObject(Bytes.utf8("{\"d\":\"" + text + "\"}"), "x");

        assertThat(catchThrowableOfType(MalformedEvidenceException.class, () -> SignedDocument.date(object, "d")))
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(Malformation.BAD_VALUE);
                    assertThat(fault.path()).isEqualTo("x.d");
                });
    }

    @Test
    void aContainerInIntelsEnvelopesVerifiesLikeOneInPlainForm() throws Exception {
        Map<String, JsonValue> members = new LinkedHashMap<>(container().members());
        envelop(members, "tcb_info", "tcbInfo");
        envelop(members, "qe_identity", "enclaveIdentity");
        Collateral collateral = Collateral.readContainer(Bytes.utf8(Json.write(JsonObject.of(members))), "enveloped");

        assertThat(QuoteVerifier.of(TrustAnchors.intel())
                        .verify(RealQuotes.quote(RealQuotes.CURRENT), collateral, RealQuotes.JULY_1))
                .isInstanceOf(VerifiedQuote.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pck_crl_issuer_chain",
                "root_ca_crl",
                "pck_crl",
                "tcb_info_issuer_chain",
                "tcb_info",
                "tcb_info_signature",
                "qe_identity_issuer_chain",
                "qe_identity",
                "qe_identity_signature"
            })
    void aContainerThatLacksAMemberIsRefused(String member) throws Exception {
        Map<String, JsonValue> members = new LinkedHashMap<>(container().members());
        members.remove(member);
        Bytes json = Bytes.utf8(Json.write(JsonObject.of(members)));

        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> Collateral.readContainer(json, "test"));

        assertThat(fault.code()).isEqualTo(Malformation.MISSING);
        assertThat(fault.path()).isEqualTo("collateral." + member);
    }

    @Test
    void aContainerSaysWhichPlatformItIsForAndUnknownMembersAreIgnored() throws Exception {
        Map<String, JsonValue> members = new LinkedHashMap<>(container().members());
        members.put("new_member", new JsonString("x"));

        Collateral collateral = Collateral.readContainer(Bytes.utf8(Json.write(JsonObject.of(members))), "test");

        assertThat(collateral.tcbInfo().stated().fmspc()).contains(Bytes.hex("b0c06f000000"));
        assertThat(collateral.source()).isEqualTo("test");
        assertThat(collateral.tcbInfo().document().text().at(0)).isEqualTo('{');
    }

    private static JsonObject container() throws MalformedEvidenceException {
        return Json.readObject(Bytes.copyOf(Conformance.bytes(RealQuotes.CURRENT_COLLATERAL)), "collateral");
    }

    private static void envelop(Map<String, JsonValue> members, String name, String member)
            throws MalformedEvidenceException {
        JsonObject plain = JsonObject.of(members);
        String signature = plain.string(name + "_signature");
        members.remove(name + "_signature");
        members.put(
                name,
                new JsonString("{\"" + member + "\":" + plain.string(name) + ",\"signature\":\"" + signature + "\"}"));
    }

    private static SignedDocument read(Map<String, String> strings) throws MalformedEvidenceException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        strings.forEach((name, text) -> members.put(name, new JsonString(text)));
        JsonObject container = Json.readObject(Bytes.utf8(Json.write(JsonObject.of(members))), "container");
        return SignedDocument.read(container, "doc", "tcbInfo");
    }
}
