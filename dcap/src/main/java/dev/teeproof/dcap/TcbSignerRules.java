package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import java.util.List;
import java.util.Optional;

/**
 * Whose signature under TCB info or a QE identity counts: a leaf right under the trust anchor that is not a PCK
 * certificate, since a platform's key must not sign TCB info. Under Intel's root its name is known.
 */
record TcbSignerRules(CertificateRules rules) {

    private static final String SIGNER_NAME = "Intel SGX TCB Signing";

    /** The signer, and the root if one came along, which is usually the anchor and then not taken apart again. */
    static List<Certificate> read(Bytes pem, String of, TrustAnchors anchors) throws MalformedEvidenceException {
        List<Certificate> sent = Certificate.readPem(pem, "issuer chain of " + of, anchors::withBytes);
        if (sent.size() > 2) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_LENGTH, "issuer chain of " + of, 0, "a signer and at most a root");
        }
        return sent;
    }

    /** What is wrong with the chain as one that ends at this anchor, or nothing. */
    Optional<String> trouble(List<Certificate> sent, Certificate anchor, String of) {
        Certificate signer = sent.get(0);
        return rules.issuedBy(signer, anchor)
                .or(() -> sent.size() < 2 ? Optional.empty() : rules.sentRootIsAnchor(sent.get(1), anchor))
                .or(() -> name(signer, anchor))
                .or(() -> signer.extension(PckExtension.OID)
                        .map(extension -> "the signer of " + of + " is a PCK certificate"));
    }

    private static Optional<String> name(Certificate signer, Certificate anchor) {
        boolean known =
                !TrustAnchors.isIntel(anchor) || signer.subject().commonName().equals(Optional.of(SIGNER_NAME));
        return known ? Optional.empty() : Optional.of(signer.subject() + " is not " + SIGNER_NAME);
    }
}
