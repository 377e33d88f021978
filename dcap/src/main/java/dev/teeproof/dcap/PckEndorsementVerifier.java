package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import java.util.List;
import java.util.Optional;

/**
 * Whether a PCK certificate that came from elsewhere than the quote is genuine taken by itself: a leaf with Intel's SGX
 * extension, issued by a CA that a trust anchor issued. For those who keep such certificates.
 *
 * <p>It does not look at dates, at revocation, or at whose platform the certificate is for: whoever verifies a quote with
 * it does. Thread-safe.
 */
public final class PckEndorsementVerifier {

    private static final String NAME = "pck certificate chain";

    private final TrustAnchors anchors;
    private final CertificateRules rules;

    private PckEndorsementVerifier(TrustAnchors anchors, CertificateRules rules) {
        this.anchors = anchors;
        this.rules = rules;
    }

    public static PckEndorsementVerifier of(TrustAnchors anchors, SignatureVerifier signatures) {
        return new PckEndorsementVerifier(anchors, new CertificateRules(signatures));
    }

    /** What the leaf of a chain, PEM, says of its platform, unverified. */
    public static PckExtension stated(Bytes chain) throws MalformedEvidenceException {
        return PckExtension.read(Certificate.readPem(chain, NAME).get(0));
    }

    /** What is wrong with a chain (PEM: leaf, CA and perhaps the root), in words; empty if it is genuine. */
    public Optional<String> trouble(Bytes chain) {
        try {
            List<Certificate> sent = Certificate.readPem(chain, NAME);
            if (sent.size() < 2 || sent.size() > 3) {
                throw new MalformedEvidenceException(Malformation.BAD_LENGTH, NAME, 0, "leaf, CA and at most a root");
            }
            PckExtension.read(sent.get(0));
            Certificate leaf = sent.get(0);
            Certificate ca = sent.get(1);
            return rules.issuedBy(leaf, ca)
                    .or(() -> CertificateRules.isLeaf(leaf))
                    .or(() -> CertificateRules.mayIssue(ca, 0))
                    .or(() -> underSomeAnchor(sent));
        } catch (MalformedEvidenceException e) {
            return Optional.of(e.inWords());
        }
    }

    private Optional<String> underSomeAnchor(List<Certificate> sent) {
        Optional<String> trouble = Optional.of("no trust anchor is given");
        for (Certificate anchor : anchors.roots()) {
            trouble = rules.issuedBy(sent.get(1), anchor)
                    .or(() -> sent.size() < 3 ? Optional.empty() : rules.sentRootIsAnchor(sent.get(2), anchor));
            if (trouble.isEmpty()) {
                return trouble;
            }
        }
        return trouble;
    }
}
