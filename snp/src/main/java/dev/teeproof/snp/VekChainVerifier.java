package dev.teeproof.snp;

import static dev.teeproof.crypto.CertificateRules.first;
import static dev.teeproof.snp.SnpCheck.CERT_BAD_CA;
import static dev.teeproof.snp.SnpCheck.CERT_BAD_KEY_USAGE;
import static dev.teeproof.snp.SnpCheck.CERT_EXPIRED;
import static dev.teeproof.snp.SnpCheck.CERT_NOT_YET_VALID;
import static dev.teeproof.snp.SnpCheck.CERT_UNKNOWN_CRITICAL_EXT;
import static dev.teeproof.snp.SnpCheck.VEK_CHAIN_UNTRUSTED;
import static dev.teeproof.snp.SnpCheck.VEK_EXTENSION_INVALID;
import static dev.teeproof.snp.SnpCheck.VEK_FORMAT;
import static dev.teeproof.snp.SnpCheck.VEK_MISSING;
import static dev.teeproof.snp.SnpCheck.VEK_PRODUCT_MISMATCH;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;
import dev.teeproof.crypto.Remembered;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.EndorsementUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Follows the certificate of a report-signing key to a trust anchor: ARK, ASK or ASVK, VCEK or VLEK. The product line is what
 * the name of the issuer says, once the anchor of that line vouches for the issuer.
 *
 * @see "57230 section 2, certificate chain"
 */
final class VekChainVerifier {

    private final AmdTrustAnchors anchors;
    private final CertificateRules rules;
    private final Remembered<Bytes, VekChain> chains;

    VekChainVerifier(AmdTrustAnchors anchors, CertificateRules rules, Remembered<Bytes, VekChain> chains) {
        this.anchors = anchors;
        this.rules = rules;
        this.chains = chains;
    }

    /**
     * Verifies the chain of a key as of an instant.
     *
     * @param key the kind of key that it has to be of
     * @param checks gets what was checked
     */
    VekChain verify(VekEndorsement endorsement, SigningKey key, Instant at, CheckList checks)
            throws CheckFailedException {
        VekChain chain = chain(endorsement, key, checks);
        requireDates(chain, at, checks);
        return chain;
    }

    private VekChain chain(VekEndorsement endorsement, SigningKey key, CheckList checks) throws CheckFailedException {
        Bytes identity = chains.remembers() ? identity(endorsement, key) : Bytes.empty();
        Optional<VekChain> seen = chains.get(identity);
        if (seen.isPresent()) {
            checks.record(seen.get().checks());
            return seen.get();
        }
        VekChain chain = compute(endorsement, key, checks);
        chains.put(identity, chain);
        return chain;
    }

    /** Of the exact bytes, each with its length in front. */
    private static Bytes identity(VekEndorsement endorsement, SigningKey key) {
        Bytes issuer = endorsement.issuer().orElse(Bytes.empty());
        Bytes ark = endorsement.ark().orElse(Bytes.empty());
        String head = key + " " + endorsement.vek().size() + " " + issuer.size() + " " + ark.size() + " "
                + endorsement.source();
        return Digest.SHA_256.of(Digest.SHA_256.of(Bytes.utf8(head)), endorsement.vek(), issuer, ark);
    }

    private VekChain compute(VekEndorsement endorsement, SigningKey key, CheckList checks) throws CheckFailedException {
        CheckList made = new CheckList(List.of());
        try {
            Certificate leaf = read(endorsement.vek(), "vek", made);
            SnpProduct product = line(leaf, key, made);
            Certificate issuer = issuer(endorsement, product, key, made);
            Certificate ark = anchor(leaf, issuer, endorsement, product, made);
            requireShape(leaf, issuer, ark, made);
            VekCertificate vek = extensions(leaf, product, key, made);
            List<EndorsementUse> uses = List.of(
                    use(leaf, endorsement.source()),
                    use(issuer, endorsement.issuer().isPresent() ? endorsement.source() : "this library"),
                    use(ark, "the trust anchors"));
            return new VekChain(product, key, vek, issuer, ark, made.checks(), uses);
        } finally {
            checks.record(made.checks());
        }
    }

    private static EndorsementUse use(Certificate certificate, String source) {
        return new EndorsementUse(
                "certificate of " + certificate.subject().commonName().orElse("nobody"),
                source,
                certificate.notBefore(),
                certificate.notAfter());
    }

    private static Certificate read(Bytes bytes, String path, CheckList checks) throws CheckFailedException {
        try {
            List<Certificate> certificates = SnpCertificates.read(bytes, path);
            if (certificates.size() != 1) {
                throw checks.failure(VEK_FORMAT, path + ": one certificate is needed, not " + certificates.size());
            }
            return certificates.getFirst();
        } catch (MalformedEvidenceException e) {
            throw checks.failure(VEK_FORMAT, e.inWords());
        }
    }

    /**
     * Whose certificate has to be supplied before the chain can be verified: none came along, and the one that this library has,
     * if any, did not issue the key's. Nothing is judged; what cannot be read lacks nothing.
     */
    Optional<SnpProduct> missingIssuer(VekEndorsement endorsement, SigningKey key) {
        if (endorsement.issuer().isPresent()) {
            return Optional.empty();
        }
        try {
            CheckList unread = new CheckList(List.of());
            Certificate leaf = read(endorsement.vek(), "vek", unread);
            SnpProduct product = line(leaf, key, unread);
            Optional<Certificate> bundled = BundledCertificates.issuer(product, key);
            boolean at =
                    bundled.isPresent() && rules.issuedBy(leaf, bundled.get()).isEmpty();
            return at ? Optional.empty() : Optional.of(product);
        } catch (CheckFailedException e) {
            return Optional.empty();
        }
    }

    /** The product line that the name of the certificate's issuer says, for a key of this kind. */
    private static SnpProduct line(Certificate leaf, SigningKey key, CheckList checks) throws CheckFailedException {
        if (!leaf.subject().commonName().equals(Optional.of(key.commonName()))) {
            throw checks.failure(
                    VEK_CHAIN_UNTRUSTED,
                    "the report says that a " + key + " signed it, and the certificate is of " + leaf.subject());
        }
        for (SnpProduct product : SnpProduct.values()) {
            if (leaf.issuer().commonName().equals(Optional.of(key.issuerName(product)))) {
                return product;
            }
        }
        throw checks.failure(
                VEK_CHAIN_UNTRUSTED,
                leaf.issuer() + " issues no certificates of a " + key + " of a known product line");
    }

    private static Certificate issuer(VekEndorsement endorsement, SnpProduct product, SigningKey key, CheckList checks)
            throws CheckFailedException {
        Optional<Certificate> bundled = BundledCertificates.issuer(product, key);
        if (endorsement.issuer().isEmpty() && bundled.isEmpty()) {
            throw checks.failure(
                    VEK_MISSING,
                    "the certificate of " + key.issuerName(product) + ", which issued the " + key
                            + "'s, is not at hand; it was not sent, and this library has none");
        }
        checks.record(Check.passed(VEK_MISSING, "the certificate of the " + key + " is at hand"));
        Certificate issuer =
                endorsement.issuer().isPresent() ? read(endorsement.issuer().get(), "issuer", checks) : bundled.get();
        checks.record(Check.passed(VEK_FORMAT, "the certificates can be read"));
        return issuer;
    }

    /** The anchor that issued the issuer that issued the leaf; a root that came along must be that anchor. */
    private Certificate anchor(
            Certificate leaf, Certificate issuer, VekEndorsement endorsement, SnpProduct product, CheckList checks)
            throws CheckFailedException {
        Optional<Certificate> anchor = anchors.of(product).stream()
                .filter(root -> rules.issuedBy(issuer, root).isEmpty())
                .findFirst();
        if (anchor.isEmpty()) {
            throw checks.failure(
                    VEK_CHAIN_UNTRUSTED,
                    issuer.subject() + " was issued by " + issuer.issuer()
                            + ", and no trust anchor of that name verifies its signature");
        }
        Optional<String> trouble = rules.issuedBy(leaf, issuer);
        if (trouble.isEmpty() && endorsement.ark().isPresent()) {
            trouble = rules.sentRootIsAnchor(read(endorsement.ark().get(), "ark", checks), anchor.get());
        }
        if (trouble.isPresent()) {
            throw checks.failure(VEK_CHAIN_UNTRUSTED, trouble.get());
        }
        checks.record(Check.passed(
                VEK_CHAIN_UNTRUSTED,
                "the key's certificate leads over "
                        + issuer.subject().commonName().orElse("nobody") + " to "
                        + AmdTrustAnchors.named(anchor.get()).name()));
        return anchor.get();
    }

    private static void requireShape(Certificate leaf, Certificate issuer, Certificate ark, CheckList checks)
            throws CheckFailedException {
        require(
                checks,
                CERT_BAD_CA,
                CertificateRules.mayIssue(ark, 1)
                        .or(() -> CertificateRules.mayIssue(issuer, 0))
                        .or(() -> CertificateRules.isLeaf(leaf)),
                "authorities are authorities, and the key's certificate is not one");
        require(
                checks,
                CERT_BAD_KEY_USAGE,
                CertificateRules.keySignsCertificates(ark, true)
                        .or(() -> CertificateRules.keySignsCertificates(issuer, false))
                        .or(() -> CertificateRules.keySignsData(leaf)),
                "each key is used for what it is for");
        require(
                checks,
                CERT_UNKNOWN_CRITICAL_EXT,
                first(List.of(ark, issuer, leaf), CertificateRules::criticalExtensionsUnderstood),
                "every critical extension is understood");
    }

    private static VekCertificate extensions(Certificate leaf, SnpProduct product, SigningKey key, CheckList checks)
            throws CheckFailedException {
        VekCertificate vek;
        try {
            vek = VekCertificate.of(leaf);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(VEK_EXTENSION_INVALID, e.inWords());
        }
        String trouble = null;
        if (!(leaf.publicKey() instanceof EcPublicKey ec && ec.curve() == EcCurve.P_384)) {
            trouble = "the certified key is " + leaf.publicKey() + ", not one on P-384";
        } else if (key == SigningKey.VCEK && vek.hwId().isEmpty()) {
            trouble = "a certificate of a VCEK names its chip, and this one does not";
        } else if (key == SigningKey.VLEK
                && (vek.cspId().isEmpty() || vek.hwId().isPresent())) {
            trouble = "a certificate of a VLEK names its cloud provider and no chip";
        }
        if (trouble != null) {
            throw checks.failure(VEK_EXTENSION_INVALID, trouble);
        }
        checks.record(Check.passed(VEK_EXTENSION_INVALID, "the certificate says what the key is of"));
        checks.require(Check.equal(
                VEK_PRODUCT_MISMATCH,
                product,
                vek.product(),
                "the certificate is of the product line of who issued it",
                "the certificate is of another product line than who issued it"));
        return vek;
    }

    private static void requireDates(VekChain chain, Instant at, CheckList checks) throws CheckFailedException {
        require(
                checks,
                CERT_NOT_YET_VALID,
                first(chain.certificates(), certificate -> CertificateRules.begunAt(certificate, at)),
                "every certificate is valid already");
        require(
                checks,
                CERT_EXPIRED,
                first(chain.certificates(), certificate -> CertificateRules.notEndedAt(certificate, at)),
                "no certificate has expired");
    }

    private static void require(CheckList checks, SnpCheck code, Optional<String> trouble, String holds)
            throws CheckFailedException {
        checks.require(trouble.map(words -> Check.failed(code, words)).orElseGet(() -> Check.passed(code, holds)));
    }
}
