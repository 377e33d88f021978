package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.SignedDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@link Collateral#readContainer}, what its documents say of themselves, and the container written again. */
class CollateralFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, CollateralFuzzTest::read).ifPresent(collateral -> {
            if (documents(collateral).values().stream().noneMatch(CollateralFuzzTest::isEnvelope)) {
                Reading.same(collateral, Reading.again(written(collateral), CollateralFuzzTest::read));
            }
        });
        Reading.of(input, container -> read(container).tcbInfo().stated());
        Reading.of(input, container -> read(container).qeIdentity().stated());
        Reading.of(input, container -> read(container).pckCrl().stated());
        Reading.of(
                input, container -> CollateralContainer.read(container, "fuzz").write());
    }

    private static Collateral read(Bytes input) throws MalformedEvidenceException {
        return Collateral.readContainer(input, "fuzz");
    }

    /** By the names of their members. */
    private static Map<String, SignedDocument> documents(Collateral collateral) {
        Map<String, SignedDocument> documents = new LinkedHashMap<>();
        documents.put("tcb_info", collateral.tcbInfo().document());
        documents.put("qe_identity", collateral.qeIdentity().document());
        collateral.later().ifPresent(later -> {
            documents.put("tcb_info_early", later.tcbInfo().document());
            documents.put("qe_identity_early", later.qeIdentity().document());
        });
        return documents;
    }

    /** A document that looks like an envelope would be taken out of it when it is read again. */
    private static boolean isEnvelope(SignedDocument document) {
        Map<String, JsonValue> members = Reading.again(document.text(), text -> Json.readObject(text, "fuzz"))
                .members();
        return members.containsKey("tcbInfo") || members.containsKey("enclaveIdentity");
    }

    private static Bytes written(Collateral collateral) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        put(members, "pck_crl_issuer_chain", collateral.pckCrl().issuerChain());
        members.put("root_ca_crl", new JsonString(collateral.rootCaCrl().list().toHex()));
        members.put("pck_crl", new JsonString(collateral.pckCrl().list().toHex()));
        put(members, "tcb_info_issuer_chain", Optional.of(collateral.tcbInfo().issuerChain()));
        put(
                members,
                "qe_identity_issuer_chain",
                Optional.of(collateral.qeIdentity().issuerChain()));
        put(members, "pck_certificate_chain", collateral.pckCertificateChain());
        documents(collateral).forEach((name, document) -> {
            put(members, name, Optional.of(document.text()));
            members.put(
                    name + "_signature",
                    new JsonString(document.signature().rs().toHex()));
        });
        return Bytes.utf8(Json.write(JsonObject.of(members)));
    }

    private static void put(Map<String, JsonValue> members, String name, Optional<Bytes> bytes) {
        bytes.ifPresent(present ->
                members.put(name, new JsonString(Reading.again(present, utf8 -> utf8.toUtf8("fuzz")))));
    }
}
