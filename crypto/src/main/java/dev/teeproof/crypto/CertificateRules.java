package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What must hold of the certificates of a fixed chain, rule by rule. A rule answers with what is wrong, in words, or
 * with nothing. Extended key usage and name constraints are not looked at; where one is critical, the certificate is
 * refused.
 *
 * @see "RFC 5280 section 6.1, for chains whose shape is known"
 */
public final class CertificateRules {

    private static final Set<Bytes> UNDERSTOOD = Set.of(Extension.BASIC_CONSTRAINTS, Extension.KEY_USAGE);

    private final SignatureVerifier signatures;

    public CertificateRules(SignatureVerifier signatures) {
        this.signatures = signatures;
    }

    /** RFC 5280 section 6.1.3 (a)(4) and (a)(1): the names chain, and the issuer's key verifies the signature. */
    public Optional<String> issuedBy(Certificate certificate, Certificate issuer) {
        if (!certificate.issuer().der().equals(issuer.subject().der())) {
            return Optional.of(certificate.subject() + " names " + certificate.issuer() + " as its issuer, not "
                    + issuer.subject());
        }
        return signatures.verifies(issuer.publicKey(), certificate.tbs(), certificate.signature())
                ? Optional.empty()
                : Optional.of("the signature of " + issuer.subject() + " under " + certificate.subject()
                        + " does not verify");
    }

    /** A root that comes with evidence or endorsements is not what is trusted, but it must not be another one either. */
    public Optional<String> sentRootIsAnchor(Certificate sent, Certificate anchor) {
        if (sent.der().equals(anchor.der())) {
            return Optional.empty();
        }
        // The same key under another certificate, reissued: its own signature must then be right.
        boolean sameKey = sent.subjectPublicKeyInfo().equals(anchor.subjectPublicKeyInfo());
        return sameKey
                ? issuedBy(sent, anchor)
                : Optional.of("the root that was sent, " + sent.subject() + ", is not the trust anchor");
    }

    /** What a rule finds wrong with the first certificate that breaks it. */
    public static Optional<String> first(List<Certificate> certificates, Function<Certificate, Optional<String>> rule) {
        for (Certificate certificate : certificates) {
            Optional<String> trouble = rule.apply(certificate);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }

    /** The list names the certificate's subject as its issuer. */
    public static Optional<String> listOf(Certificate issuer, CertificateRevocationList list) {
        return list.issuer().der().equals(issuer.subject().der())
                ? Optional.empty()
                : Optional.of("the revocation list is of " + list.issuer() + ", not of " + issuer.subject());
    }

    /** The issuer's key verifies the list's signature. */
    public Optional<String> signedBy(CertificateRevocationList list, Certificate issuer) {
        return signatures.verifies(issuer.publicKey(), list.tbs(), list.signature())
                ? Optional.empty()
                : Optional.of("the signature of " + issuer.subject() + " under its revocation list does not verify");
    }

    /**
     * RFC 5280 section 6.1.4 (k) and (l): a CA says that it is one, and allows the CAs that follow it.
     *
     * @param casBelow how many CA certificates lie between this one and the leaf
     */
    public static Optional<String> mayIssue(Certificate ca, int casBelow) {
        try {
            Optional<BasicConstraints> constraints = BasicConstraints.of(ca);
            if (constraints.isEmpty() || !constraints.get().ca()) {
                return Optional.of(ca.subject() + " is not a CA");
            }
            int allowed = constraints.get().pathLength().orElse(Integer.MAX_VALUE);
            return casBelow <= allowed
                    ? Optional.empty()
                    : Optional.of(ca.subject() + " allows " + allowed + " CAs below it, not " + casBelow);
        } catch (MalformedEvidenceException e) {
            return Optional.of(ca.subject() + " has unreadable basic constraints: " + e.inWords());
        }
    }

    /** A leaf is not a CA. */
    public static Optional<String> isLeaf(Certificate leaf) {
        try {
            boolean ca = BasicConstraints.of(leaf).map(BasicConstraints::ca).orElse(false);
            return ca ? Optional.of(leaf.subject() + " is a CA where a leaf is needed") : Optional.empty();
        } catch (MalformedEvidenceException e) {
            return Optional.of(leaf.subject() + " has unreadable basic constraints: " + e.inWords());
        }
    }

    /** RFC 5280 section 6.1.4 (n) and 6.3.3 (f): a CA may sign certificates, and lists if it signs one. */
    public static Optional<String> keySignsCertificates(Certificate ca, boolean andLists) {
        try {
            Optional<KeyUsage> usage = KeyUsage.of(ca);
            if (usage.isEmpty()) {
                return Optional.of(ca.subject() + " has no key usage");
            }
            if (!usage.get().keyCertSign()) {
                return Optional.of("the key of " + ca.subject() + " is not for signing certificates");
            }
            return !andLists || usage.get().cRlSign()
                    ? Optional.empty()
                    : Optional.of("the key of " + ca.subject() + " is not for signing revocation lists");
        } catch (MalformedEvidenceException e) {
            return Optional.of(ca.subject() + " has an unreadable key usage: " + e.inWords());
        }
    }

    /** A leaf's key, if it says what it is for, is for signatures. */
    public static Optional<String> keySignsData(Certificate leaf) {
        try {
            boolean signs = KeyUsage.of(leaf).map(KeyUsage::digitalSignature).orElse(true);
            return signs ? Optional.empty() : Optional.of("the key of " + leaf.subject() + " is not for signatures");
        } catch (MalformedEvidenceException e) {
            return Optional.of(leaf.subject() + " has an unreadable key usage: " + e.inWords());
        }
    }

    /** RFC 5280 section 6.1.4 (o): what is critical must be understood. */
    public static Optional<String> criticalExtensionsUnderstood(Certificate certificate) {
        return certificate.extensions().stream()
                .filter(extension -> extension.critical() && !UNDERSTOOD.contains(extension.oid()))
                .findFirst()
                .map(extension -> certificate.subject() + " has a critical extension that is not understood, OID "
                        + extension.oid());
    }

    /** Valid from notBefore on, inclusive, to the second. */
    public static Optional<String> begunAt(Certificate certificate, Instant at) {
        return at.isBefore(certificate.notBefore())
                ? Optional.of(certificate.subject() + " is valid from " + certificate.notBefore() + " on")
                : Optional.empty();
    }

    /** Valid until notAfter, inclusive, to the second. */
    public static Optional<String> notEndedAt(Certificate certificate, Instant at) {
        return at.isAfter(certificate.notAfter())
                ? Optional.of(certificate.subject() + " was valid until " + certificate.notAfter())
                : Optional.empty();
    }
}
