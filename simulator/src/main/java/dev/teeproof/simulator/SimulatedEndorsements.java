package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What Intel's services would serve for one simulated platform, minted and signed.
 *
 * @param platform what the PCK certificate says
 * @param qeId the quoting enclave's identifier, 16 bytes
 * @param encryptedPpid 384 bytes, by which the platform asks for its PCK certificate
 * @param rootCertificate DER
 * @param pckCertificate PEM
 * @param pckIssuerChain PEM of the PCK CA and the root
 * @param documentIssuerChain PEM of the signer of TCB info and QE identity and the root
 * @param rootCrl DER
 * @param pckCrl DER
 * @param tcbInfo of the standard TCB evaluation
 * @param earlyTcbInfo of the next evaluation
 */
public record SimulatedEndorsements(
        QuoteKind kind,
        PckCa authority,
        PlatformSpec platform,
        Bytes qeId,
        Bytes encryptedPpid,
        Bytes rootCertificate,
        String pckCertificate,
        String pckIssuerChain,
        String documentIssuerChain,
        Bytes rootCrl,
        Bytes pckCrl,
        Document tcbInfo,
        Document earlyTcbInfo,
        Document qeIdentity,
        Document earlyQeIdentity) {

    /**
     * A signed JSON document.
     *
     * @param text exactly what is signed
     * @param signature r and s, 64 bytes
     * @param evaluation number of the TCB evaluation
     */
    public record Document(String text, Bytes signature, int evaluation) {

        /** As the services send it, its text as a member beside the signature. */
        public String envelope(String member) {
            return "{\"" + member + "\":" + text + ",\"signature\":\"" + signature + "\"}";
        }
    }

    static SimulatedEndorsements of(IntelBlueprint<?> plan) {
        return of(plan, MintedPki.of(plan));
    }

    static SimulatedEndorsements of(IntelBlueprint<?> plan, MintedPki pki) {
        CollateralPlan documents = plan.documents;
        TcbInfoSpec tcbInfo = documents.tcbInfo;
        TcbInfoSpec laterTcb = tcbInfo.later();
        QeIdentitySpec laterQe = documents.qeIdentity.later();
        return new SimulatedEndorsements(
                plan.kind,
                plan.pki.authority,
                plan.pki.platform,
                QuoteMint.qeId(plan),
                QuoteMint.encryptedPpid(plan, 384),
                pki.der(Role.ROOT),
                MintedPki.pem("CERTIFICATE", pki.der(Role.PCK)),
                pki.chain(Role.PCK_CA, Role.ROOT),
                pki.chain(plan.pki.tcbSignerKey, Role.ROOT),
                plan.sign(Signed.ROOT_CRL, plan.pki.rootCrl.mint(plan.key(Role.ROOT))),
                plan.sign(Signed.PCK_CRL, plan.pki.pckCrl.mint(plan.key(Role.PCK_CA))),
                document(plan, Signed.TCB_INFO, documents.tcbInfoText(), tcbInfo.evaluation()),
                document(
                        plan,
                        Signed.TCB_INFO,
                        Edit.all(laterTcb.text(), documents.tcbInfoEdits),
                        laterTcb.evaluation()),
                document(plan, Signed.QE_IDENTITY, documents.qeIdentityText(), documents.qeIdentity.evaluation()),
                document(
                        plan,
                        Signed.QE_IDENTITY,
                        Edit.all(laterQe.text(), documents.qeIdentityEdits),
                        laterQe.evaluation()));
    }

    private static Document document(IntelBlueprint<?> plan, Signed signed, String text, int evaluation) {
        Bytes signature = plan.key(plan.pki.tcbSignerKey).sign(Bytes.utf8(text));
        return new Document(text, plan.sign(signed, signature), evaluation);
    }

    /** As the blueprint's collateral is sent: in the JSON container of dcap-qvl. */
    Bytes container(IntelBlueprint<?> plan, MintedPki pki) {
        Map<String, JsonValue> container = new LinkedHashMap<>();
        container.put("pck_crl_issuer_chain", new JsonString(pckIssuerChain));
        container.put("root_ca_crl", new JsonString(rootCrl.toHex()));
        container.put("pck_crl", new JsonString(pckCrl.toHex()));
        container.put("tcb_info_issuer_chain", new JsonString(documentIssuerChain));
        put(container, "tcb_info", "", tcbInfo);
        container.put("qe_identity_issuer_chain", new JsonString(documentIssuerChain));
        put(container, "qe_identity", "", qeIdentity);
        if (plan.documents.early) {
            put(container, "tcb_info", "_early", earlyTcbInfo);
            put(container, "qe_identity", "_early", earlyQeIdentity);
        }
        if (plan.documents.pckChain) {
            List<Role> roles = List.of(Role.PCK, Role.PCK_CA, Role.ROOT);
            container.put("pck_certificate_chain", new JsonString(MintedPki.text(pki.pem(roles))));
        }
        for (CollateralPlan.Rewriting rewriting : plan.documents.rewritings) {
            container.computeIfPresent(
                    rewriting.member(), (member, value) -> rewritten((JsonString) value, rewriting.change()));
        }
        return Bytes.utf8(Json.write(JsonObject.of(container)));
    }

    private static void put(Map<String, JsonValue> container, String member, String suffix, Document document) {
        container.put(member + suffix, new JsonString(document.text()));
        container.put(
                member + suffix + "_signature",
                new JsonString(document.signature().toHex()));
    }

    private static JsonString rewritten(JsonString text, UnaryOperator<String> change) {
        return new JsonString(change.apply(text.value()));
    }
}
