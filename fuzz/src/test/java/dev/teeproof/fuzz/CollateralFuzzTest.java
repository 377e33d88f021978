package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.SignedDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Collateral#readContainer}, and what the container says of itself. */
class CollateralFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, CollateralFuzzTest::read).ifPresent(collateral -> {
            if (!isEnvelope(collateral.tcbInfo(), "tcbInfo")
                    && !isEnvelope(collateral.qeIdentity(), "enclaveIdentity")) {
                Reading.same(collateral, Reading.again(written(collateral), CollateralFuzzTest::read));
            }
        });
        Reading.of(input, container -> read(container).stated());
    }

    private static Collateral read(Bytes input) throws MalformedEvidenceException {
        return Collateral.readContainer(input, "fuzz");
    }

    /** A document that looks like an envelope would be taken out of it when it is read again. */
    private static boolean isEnvelope(SignedDocument document, String member) {
        return Reading.again(document.text(), text -> Json.readObject(text, "fuzz"))
                .members()
                .containsKey(member);
    }

    private static Bytes written(Collateral collateral) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("pck_crl_issuer_chain", text(collateral.pckCrlIssuerChain()));
        members.put("root_ca_crl", new JsonString(collateral.rootCaCrl().toHex()));
        members.put("pck_crl", new JsonString(collateral.pckCrl().toHex()));
        members.put("tcb_info_issuer_chain", text(collateral.tcbInfoIssuerChain()));
        members.put("tcb_info", text(collateral.tcbInfo().text()));
        members.put(
                "tcb_info_signature",
                new JsonString(collateral.tcbInfo().signature().rs().toHex()));
        members.put("qe_identity_issuer_chain", text(collateral.qeIdentityIssuerChain()));
        members.put("qe_identity", text(collateral.qeIdentity().text()));
        members.put(
                "qe_identity_signature",
                new JsonString(collateral.qeIdentity().signature().rs().toHex()));
        return Bytes.utf8(Json.write(JsonObject.of(members)));
    }

    private static JsonString text(Bytes bytes) {
        return new JsonString(Reading.again(bytes, utf8 -> utf8.toUtf8("fuzz")));
    }
}
