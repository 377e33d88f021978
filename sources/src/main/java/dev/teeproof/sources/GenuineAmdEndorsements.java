package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.VekCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes for genuine what ends at one of these roots: an issuer's certificate and a revocation list that a root of the line signed,
 * a VCEK's certificate that such an issuer signed. Thread-safe.
 *
 * @see "57230 section 2, certificate chain"
 */
public final class GenuineAmdEndorsements implements AmdGenuineness {

    private final List<Certificate> roots;
    private final List<Certificate> issuers;
    private final CertificateRules rules;

    private GenuineAmdEndorsements(List<Certificate> roots, List<Certificate> issuers, CertificateRules rules) {
        this.roots = List.copyOf(roots);
        this.issuers = List.copyOf(issuers);
        this.rules = rules;
    }

    /**
     * @param roots the trust anchors (ARKs)
     * @param issuers certificates (ASKs) that are at hand, trusted no more than others: without one of a line, its chain is
     *     fetched
     * @param signatures best one that remembers what it has verified
     */
    public static GenuineAmdEndorsements of(
            List<Certificate> roots, List<Certificate> issuers, SignatureVerifier signatures) {
        return new GenuineAmdEndorsements(roots, issuers, new CertificateRules(signatures));
    }

    @Override
    public Optional<String> trouble(AmdItem item, Bytes bytes, Supplier<Optional<Bytes>> chains) {
        try {
            AmdStatement.of(item, bytes);
            return switch (item) {
                case AmdItem.Vcek vcek -> trouble(vcek, AmdStatement.vcek(bytes), chains);
                case AmdItem.IssuerChain chain -> trouble(chain, SnpCertificates.read(bytes, "chain"));
                case AmdItem.RevocationList list -> trouble(list, AmdStatement.list(bytes));
            };
        } catch (MalformedEvidenceException e) {
            return Optional.of("it is not the " + item.inWords() + ": " + e.inWords());
        }
    }

    private Optional<String> trouble(AmdItem.Vcek item, VekCertificate vek, Supplier<Optional<Bytes>> chains)
            throws MalformedEvidenceException {
        Certificate leaf = vek.certificate();
        Optional<String> shape =
                CertificateRules.isLeaf(leaf).or(() -> CertificateRules.criticalExtensionsUnderstood(leaf));
        if (shape.isPresent() || issuers.stream().anyMatch(issuer -> issued(item.product(), issuer, leaf))) {
            return shape;
        }
        Optional<Bytes> chain = chains.get();
        if (chain.isPresent()) {
            Certificate issuer = SnpCertificates.read(chain.get(), "chain").getFirst();
            if (issued(item.product(), issuer, leaf)) {
                return Optional.empty();
            }
        }
        return Optional.of("no issuer under a trust anchor has signed it");
    }

    private boolean issued(SnpProduct product, Certificate issuer, Certificate leaf) {
        return trouble(product, SigningKey.VCEK, issuer).isEmpty()
                && rules.issuedBy(leaf, issuer).isEmpty();
    }

    private Optional<String> trouble(AmdItem.IssuerChain item, List<Certificate> chain) {
        Optional<String> issuer = trouble(item.product(), item.key(), chain.getFirst());
        if (issuer.isPresent() || chain.size() == 1) {
            return issuer;
        }
        // A root that comes along is not what is trusted, but may be no other than the one that is.
        Certificate root = chain.get(1);
        boolean anchor = chain.size() == 2
                && roots(item.product()).stream()
                        .anyMatch(known -> known.subjectPublicKeyInfo().equals(root.subjectPublicKeyInfo()));
        return anchor ? Optional.empty() : Optional.of("behind its issuer stands another than a trust anchor");
    }

    private Optional<String> trouble(SnpProduct product, SigningKey key, Certificate issuer) {
        if (!issuer.subject().commonName().equals(Optional.of(key.issuerName(product)))) {
            return Optional.of(issuer.subject() + " is not " + key.issuerName(product));
        }
        Optional<String> shape = CertificateRules.mayIssue(issuer, 0)
                .or(() -> CertificateRules.keySignsCertificates(issuer, false))
                .or(() -> CertificateRules.criticalExtensionsUnderstood(issuer));
        if (shape.isPresent()) {
            return shape;
        }
        return roots(product).stream()
                        .anyMatch(root -> rules.issuedBy(issuer, root).isEmpty())
                ? Optional.empty()
                : Optional.of("no trust anchor has signed the certificate of " + issuer.subject());
    }

    private Optional<String> trouble(AmdItem.RevocationList item, CertificateRevocationList list) {
        for (Certificate root : roots(item.product())) {
            if (CertificateRules.listOf(root, list)
                    .or(() -> rules.signedBy(list, root))
                    .isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of("no trust anchor has signed it");
    }

    private List<Certificate> roots(SnpProduct product) {
        List<Certificate> ofLine = new ArrayList<>(roots);
        ofLine.removeIf(root -> !root.subject().commonName().equals(Optional.of(AmdStatement.rootName(product))));
        return ofLine;
    }
}
