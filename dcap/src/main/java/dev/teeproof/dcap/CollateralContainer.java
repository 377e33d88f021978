package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.CertificateRevocationList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON container of dcap-qvl ({@code QuoteCollateralV3}): an object of strings, certificates in PEM, lists in
 * hexadecimal text, signed documents as their text. Unknown members are ignored. Here every member may be absent, and
 * there are four more, for the documents of a later TCB evaluation: {@code tcb_info_early}, {@code
 * tcb_info_early_signature}, {@code qe_identity_early}, {@code qe_identity_early_signature}, whose issuer chains are those
 * of today's.
 *
 * @param pckCertificateChain PEM: leaf, CA and usually root
 */
public record CollateralContainer(
        Optional<IssuedList> rootCaCrl,
        Optional<IssuedList> pckCrl,
        Optional<IssuedDocument> tcbInfo,
        Optional<IssuedDocument> qeIdentity,
        Optional<Bytes> pckCertificateChain,
        Optional<IssuedDocument> laterTcbInfo,
        Optional<IssuedDocument> laterQeIdentity) {

    /** Bytes. */
    public static final int MAX_SIZE = 4 << 20;

    private static final String NAME = "collateral";

    /** Everything of a whole collateral. */
    public static CollateralContainer of(Collateral whole) {
        return new CollateralContainer(
                Optional.of(whole.rootCaCrl()),
                Optional.of(whole.pckCrl()),
                Optional.of(whole.tcbInfo()),
                Optional.of(whole.qeIdentity()),
                whole.pckCertificateChain(),
                whole.later().map(Collateral.Later::tcbInfo),
                whole.later().map(Collateral.Later::qeIdentity));
    }

    /**
     * Reads a container.
     *
     * @param source where it came from, for people
     */
    public static CollateralContainer read(Bytes json, String source) throws MalformedEvidenceException {
        if (json.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, NAME, json.size(), "at most " + MAX_SIZE + " bytes");
        }
        JsonObject container = Json.readObject(json, NAME);
        return new CollateralContainer(
                list(container, "root_ca_crl", Optional.empty(), source),
                list(container, "pck_crl", container.optionalString("pck_crl_issuer_chain"), source),
                document(container, "tcb_info", "tcbInfo", "tcb_info_issuer_chain", source),
                document(container, "qe_identity", "enclaveIdentity", "qe_identity_issuer_chain", source),
                container.optionalString("pck_certificate_chain").map(Bytes::utf8),
                document(container, "tcb_info_early", "tcbInfo", "tcb_info_issuer_chain", source),
                document(container, "qe_identity_early", "enclaveIdentity", "qe_identity_issuer_chain", source));
    }

    private static Optional<IssuedList> list(
            JsonObject container, String name, Optional<String> issuerChain, String source)
            throws MalformedEvidenceException {
        return container.optional(name).isEmpty()
                ? Optional.empty()
                : Optional.of(new IssuedList(container.hex(name), issuerChain.map(Bytes::utf8), source));
    }

    private static Optional<IssuedDocument> document(
            JsonObject container, String name, String envelope, String issuerChain, String source)
            throws MalformedEvidenceException {
        if (container.optional(name).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IssuedDocument(
                SignedDocument.read(container, name, envelope), Bytes.utf8(container.string(issuerChain)), source));
    }

    /**
     * As what a quote is verified with.
     *
     * @throws MalformedEvidenceException if it lacks a member that this needs
     */
    public Collateral collateral() throws MalformedEvidenceException {
        return new Collateral(
                required(rootCaCrl, "root_ca_crl"),
                required(pckCrl, "pck_crl"),
                required(tcbInfo, "tcb_info"),
                required(qeIdentity, "qe_identity"),
                pckCertificateChain,
                laterTcbInfo.flatMap(tcb -> laterQeIdentity.map(qe -> new Collateral.Later(tcb, qe))),
                List.of());
    }

    /** With this PCK certificate chain, if there is one. */
    public CollateralContainer withPckCertificateChain(Optional<Bytes> chain) {
        return new CollateralContainer(
                rootCaCrl,
                pckCrl,
                tcbInfo,
                qeIdentity,
                chain.or(() -> pckCertificateChain),
                laterTcbInfo,
                laterQeIdentity);
    }

    private static <T> T required(Optional<T> item, String name) throws MalformedEvidenceException {
        return item.orElseThrow(() -> missing(name));
    }

    static MalformedEvidenceException missing(String member) {
        return new MalformedEvidenceException(Malformation.MISSING, NAME + "." + member, 0, "the member " + member);
    }

    /**
     * Writes the container.
     *
     * @throws MalformedEvidenceException if a list or a chain is not what it should be
     */
    public Bytes write() throws MalformedEvidenceException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (pckCrl.isPresent() && pckCrl.get().issuerChain().isPresent()) {
            members.put("pck_crl_issuer_chain", text(pckCrl.get().issuerChain().get()));
        }
        put(members, "root_ca_crl", rootCaCrl);
        put(members, "pck_crl", pckCrl);
        put(members, "tcb_info", tcbInfo, true);
        put(members, "qe_identity", qeIdentity, true);
        if (pckCertificateChain.isPresent()) {
            members.put("pck_certificate_chain", text(pckCertificateChain.get()));
        }
        put(members, "tcb_info_early", laterTcbInfo, false);
        put(members, "qe_identity_early", laterQeIdentity, false);
        return Bytes.utf8(Json.write(JsonObject.of(members)));
    }

    private static void put(Map<String, JsonValue> members, String name, Optional<IssuedList> list)
            throws MalformedEvidenceException {
        if (list.isPresent()) {
            Bytes der = CertificateRevocationList.readAnyForm(list.get().list(), name)
                    .der();
            members.put(name, new JsonString(der.toHex()));
        }
    }

    private static void put(
            Map<String, JsonValue> members, String name, Optional<IssuedDocument> document, boolean withChain)
            throws MalformedEvidenceException {
        if (document.isEmpty()) {
            return;
        }
        if (withChain) {
            members.put(name + "_issuer_chain", text(document.get().issuerChain()));
        }
        SignedDocument signed = document.get().document();
        members.put(name, text(signed.text()));
        members.put(name + "_signature", new JsonString(signed.signature().rs().toHex()));
    }

    private static JsonString text(Bytes utf8) throws MalformedEvidenceException {
        return new JsonString(utf8.toUtf8(NAME));
    }
}
