package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Digest;
import dev.teeproof.result.TrustAnchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The root keys (ARK) that certificates of report-signing keys may end at. One that comes with the evidence is never one.
 *
 * <p>AMD's are pinned by the SHA-256 of their SubjectPublicKeyInfo, one for each product line.
 */
public final class AmdTrustAnchors {

    /** SHA-256 of the SubjectPublicKeyInfo of AMD's roots. */
    public static final Map<SnpProduct, Bytes> ARK_SPKI_SHA256 = Map.of(
            SnpProduct.MILAN,
            Bytes.hex("9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9"),
            SnpProduct.GENOA,
            Bytes.hex("429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831"),
            SnpProduct.TURIN,
            Bytes.hex("4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08"));

    private final List<Certificate> roots;

    private AmdTrustAnchors(List<Certificate> roots) {
        this.roots = List.copyOf(roots);
    }

    /** AMD's roots of Milan, Genoa and Turin alone. */
    public static AmdTrustAnchors amd() {
        List<Certificate> arks = new ArrayList<>();
        for (SnpProduct product : SnpProduct.values()) {
            Certificate ark = BundledCertificates.ark(product);
            if (!spkiSha256(ark).equals(ARK_SPKI_SHA256.get(product))) {
                throw new IllegalStateException("this jar's copy of ARK-" + product + " is not AMD's");
            }
            arks.add(ark);
        }
        return of(arks);
    }

    /** These roots alone. */
    public static AmdTrustAnchors of(List<Certificate> roots) {
        return new AmdTrustAnchors(roots);
    }

    /** These and those of the caller's. */
    public AmdTrustAnchors and(List<Certificate> more) {
        List<Certificate> all = new ArrayList<>(roots);
        all.addAll(more);
        return new AmdTrustAnchors(all);
    }

    /** All of them. */
    public List<Certificate> roots() {
        return roots;
    }

    /**
     * Certificates of AMD's issuers (ASK, ASVK) that this library carries, so that they need not be fetched. They are trusted no more
     * than others: an anchor has to have issued them.
     */
    public static List<Certificate> knownIssuers() {
        List<Certificate> issuers = new ArrayList<>();
        for (SnpProduct product : SnpProduct.values()) {
            for (SigningKey key : SigningKey.values()) {
                BundledCertificates.issuer(product, key).ifPresent(issuers::add);
            }
        }
        return List.copyOf(issuers);
    }

    /** Those that are called the ARK of this line. */
    List<Certificate> of(SnpProduct product) {
        return roots.stream().filter(root -> isNamed(root, product)).toList();
    }

    private static boolean isNamed(Certificate root, SnpProduct product) {
        return root.subject().commonName().equals(Optional.of("ARK-" + product.text()));
    }

    /** How the root is named in proofs. */
    static TrustAnchor named(Certificate root) {
        Bytes spki = spkiSha256(root);
        String name = root.subject().commonName().orElse(root.subject().toString());
        return ARK_SPKI_SHA256.containsValue(spki)
                ? new TrustAnchor("AMD " + name, spki)
                : new TrustAnchor(
                        name + " (a root of the caller's, SPKI SHA-256 "
                                + spki.toHex().substring(0, 16) + "…)",
                        spki);
    }

    private static Bytes spkiSha256(Certificate root) {
        return Digest.SHA_256.of(root.subjectPublicKeyInfo());
    }
}
