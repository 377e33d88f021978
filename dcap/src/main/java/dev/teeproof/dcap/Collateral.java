package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.DistinguishedName;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The endorsements that verifying one quote takes, as received and not verified: revocation lists, TCB info and QE
 * identity, each with the certificates of its signer.
 *
 * @param source where it came from, for people
 * @param pckCrlIssuerChain PEM; redundant, since the list must be signed by the CA that issued the PCK certificate
 * @param rootCaCrl DER, PEM or hexadecimal text
 * @param pckCrl DER, PEM or hexadecimal text
 * @param tcbInfoIssuerChain PEM: TCB signer, root
 * @param qeIdentityIssuerChain PEM: TCB signer, root
 */
public record Collateral(
        String source,
        Bytes pckCrlIssuerChain,
        Bytes rootCaCrl,
        Bytes pckCrl,
        Bytes tcbInfoIssuerChain,
        SignedDocument tcbInfo,
        Bytes qeIdentityIssuerChain,
        SignedDocument qeIdentity) {

    /** Bytes of one container. */
    public static final int MAX_SIZE = 4 << 20;

    /**
     * Reads the JSON container of dcap-qvl ({@code QuoteCollateralV3}): an object of strings, certificates in PEM, lists
     * in hexadecimal text, signed documents as their text. Unknown members are ignored.
     *
     * @param source where the container came from, for people
     */
    public static Collateral readContainer(Bytes json, String source) throws MalformedEvidenceException {
        if (json.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, "collateral", json.size(), "at most " + MAX_SIZE + " bytes");
        }
        JsonObject container = Json.readObject(json, "collateral");
        return new Collateral(
                source,
                Bytes.utf8(container.string("pck_crl_issuer_chain")),
                container.hex("root_ca_crl"),
                container.hex("pck_crl"),
                Bytes.utf8(container.string("tcb_info_issuer_chain")),
                SignedDocument.read(container, "tcb_info", "tcbInfo"),
                Bytes.utf8(container.string("qe_identity_issuer_chain")),
                SignedDocument.read(container, "qe_identity", "enclaveIdentity"));
    }

    /**
     * What collateral says of itself, unverified: good for choosing among several, for nothing else.
     *
     * @param tee the kind of TEE that the TCB info is for: {@code TDX} or {@code SGX}
     * @param fmspc the platform family that the TCB info is for
     * @param pckCa the issuer of the PCK CRL
     * @param issued when the TCB info was issued
     * @param from when the last of lists and documents begins to hold
     * @param until when the first of them runs out
     */
    public record Stated(
            String tee, Bytes fmspc, DistinguishedName pckCa, Instant issued, Instant from, Instant until) {

        /** Whether all of it says that it holds at {@code at}. */
        public boolean inDate(Instant at) {
            return !at.isBefore(from) && !at.isAfter(until);
        }
    }

    /** Reads what it says of itself, without verifying any of it. */
    public Stated stated() throws MalformedEvidenceException {
        JsonObject info = TcbInfo.parse(tcbInfo.text());
        JsonObject identity = Json.readObject(qeIdentity.text(), "qe_identity");
        CertificateRevocationList root = CertificateRevocationList.readAnyForm(rootCaCrl, "root_ca_crl");
        CertificateRevocationList pck = CertificateRevocationList.readAnyForm(pckCrl, "pck_crl");
        Instant issued = SignedDocument.date(info, "issueDate");
        return new Stated(
                info.string("id"),
                info.hex("fmspc", 6),
                pck.issuer(),
                issued,
                Stream.of(issued, SignedDocument.date(identity, "issueDate"), root.thisUpdate(), pck.thisUpdate())
                        .max(Instant::compareTo)
                        .orElseThrow(),
                Stream.of(
                                SignedDocument.date(info, "nextUpdate"),
                                SignedDocument.date(identity, "nextUpdate"),
                                root.nextUpdate(),
                                pck.nextUpdate())
                        .min(Instant::compareTo)
                        .orElseThrow());
    }
}
