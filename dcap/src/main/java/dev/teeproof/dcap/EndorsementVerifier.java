package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether an endorsement is genuine taken by itself: signed, under a trust anchor, by whoever may sign it. For those who
 * keep endorsements, so that nobody fills a store with what would fail its check.
 *
 * <p>It does not look at dates, at revocation, or at whose platform an endorsement is for: whoever verifies a quote with it
 * does. Thread-safe.
 */
public final class EndorsementVerifier {

    private final TrustAnchors anchors;
    private final SignatureVerifier signatures;
    private final CertificateRules rules;

    private EndorsementVerifier(TrustAnchors anchors, SignatureVerifier signatures) {
        this.anchors = anchors;
        this.signatures = signatures;
        this.rules = new CertificateRules(signatures);
    }

    public static EndorsementVerifier of(TrustAnchors anchors, SignatureVerifier signatures) {
        return new EndorsementVerifier(anchors, signatures);
    }

    /** What is wrong with TCB info or a QE identity, in words; empty if it is genuine. */
    public Optional<String> trouble(IssuedDocument document) {
        try {
            List<Certificate> sent = TcbSignerRules.read(document.issuerChain(), "the document", anchors);
            Optional<String> untrusted =
                    underSomeAnchor(anchor -> new TcbSignerRules(rules).trouble(sent, anchor, "the document"));
            if (untrusted.isPresent()) {
                return untrusted;
            }
            SignedDocument signed = document.document();
            return signatures.verifies(sent.get(0).publicKey(), signed.text(), signed.signature())
                    ? Optional.empty()
                    : Optional.of("the signature of " + sent.get(0).subject() + " does not verify");
        } catch (MalformedEvidenceException e) {
            return Optional.of(e.inWords());
        }
    }

    /** What is wrong with a trust anchor's list, or with one of a CA that came along; empty if it is genuine. */
    public Optional<String> trouble(IssuedList issued) {
        try {
            CertificateRevocationList list = CertificateRevocationList.readAnyForm(issued.list(), "crl");
            if (issued.issuerChain().isEmpty()) {
                return underSomeAnchor(anchor -> signed(list, anchor));
            }
            List<Certificate> sent = Certificate.readPem(issued.issuerChain().get(), "issuer chain");
            Certificate ca = sent.get(0);
            if (sent.size() != 2) {
                return Optional.of("the issuer chain has not two certificates");
            }
            return underSomeAnchor(anchor -> rules.issuedBy(ca, anchor)
                            .or(() -> CertificateRules.mayIssue(ca, 0))
                            .or(() -> rules.sentRootIsAnchor(sent.get(1), anchor)))
                    .or(() -> signed(list, ca));
        } catch (MalformedEvidenceException e) {
            return Optional.of(e.inWords());
        }
    }

    /**
     * What is wrong at an instant with the certificates that came with an endorsement, in words: their dates, and that none
     * stands in the root's list.
     *
     * @param issuerChain PEM
     * @param rootCaCrl a genuine list, where one is at hand
     */
    public static Optional<String> signerTrouble(Bytes issuerChain, Optional<IssuedList> rootCaCrl, Instant at) {
        try {
            Optional<CertificateRevocationList> list = Optional.empty();
            if (rootCaCrl.isPresent()) {
                list = Optional.of(
                        CertificateRevocationList.readAnyForm(rootCaCrl.get().list(), "root_ca_crl"));
            }
            for (Certificate certificate : Certificate.readPem(issuerChain, "issuer chain")) {
                Optional<String> trouble = CertificateRules.begunAt(certificate, at)
                        .or(() -> CertificateRules.notEndedAt(certificate, at));
                if (trouble.isPresent()) {
                    return trouble;
                }
                if (list.isPresent() && list.get().revokes(certificate)) {
                    return Optional.of(certificate.subject() + " is revoked");
                }
            }
            return Optional.empty();
        } catch (MalformedEvidenceException e) {
            return Optional.of(e.inWords());
        }
    }

    private Optional<String> signed(CertificateRevocationList list, Certificate issuer) {
        return CertificateRules.listOf(issuer, list).or(() -> rules.signedBy(list, issuer));
    }

    private interface Rule {
        Optional<String> trouble(Certificate anchor);
    }

    private Optional<String> underSomeAnchor(Rule rule) {
        Optional<String> trouble = Optional.of("no trust anchor is given");
        for (Certificate anchor : anchors.roots()) {
            trouble = rule.trouble(anchor);
            if (trouble.isEmpty()) {
                return trouble;
            }
        }
        return trouble;
    }
}
