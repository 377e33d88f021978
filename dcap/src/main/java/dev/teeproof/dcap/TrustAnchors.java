package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Digest;
import dev.teeproof.result.TrustAnchor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roots that PCK chains and signers of collateral may end at. A root that comes with the evidence is never one.
 *
 * <p>Intel's is pinned by the SHA-256 of its SubjectPublicKeyInfo.
 */
public final class TrustAnchors {

    /** SHA-256 of the SubjectPublicKeyInfo of the Intel SGX Root CA. */
    public static final Bytes INTEL_SGX_ROOT_CA =
            Bytes.hex("a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e");

    private final List<Certificate> roots;

    private TrustAnchors(List<Certificate> roots) {
        this.roots = List.copyOf(roots);
    }

    /** The Intel SGX Root CA alone. */
    public static TrustAnchors intel() {
        try (InputStream in = TrustAnchors.class.getResourceAsStream("intel-sgx-root-ca.pem")) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks Intel's root certificate");
            }
            TrustAnchors anchors = of(Certificate.readPem(Bytes.copyOf(in.readAllBytes()), "intel-sgx-root-ca.pem"));
            if (!spkiSha256(anchors.roots.get(0)).equals(INTEL_SGX_ROOT_CA)) {
                throw new IllegalStateException("this jar's copy of Intel's root certificate is not Intel's");
            }
            return anchors;
        } catch (IOException | MalformedEvidenceException e) {
            throw new IllegalStateException("this jar's copy of Intel's root certificate cannot be read", e);
        }
    }

    /** These roots alone. */
    public static TrustAnchors of(List<Certificate> roots) {
        return new TrustAnchors(roots);
    }

    /** These and those of the caller's. */
    public TrustAnchors and(List<Certificate> more) {
        List<Certificate> all = new ArrayList<>(roots);
        all.addAll(more);
        return new TrustAnchors(all);
    }

    /** The root of these bytes, if it is one of these. */
    Optional<Certificate> withBytes(Bytes der) {
        return roots.stream().filter(root -> root.der().equals(der)).findFirst();
    }

    List<Certificate> roots() {
        return roots;
    }

    /** Whether it is Intel's, whose certificates have names that are known. */
    static boolean isIntel(Certificate root) {
        return spkiSha256(root).equals(INTEL_SGX_ROOT_CA);
    }

    /** How the root is named in proofs. */
    static TrustAnchor named(Certificate root) {
        Bytes spki = spkiSha256(root);
        String name = isIntel(root)
                ? "Intel SGX Root CA"
                : root.subject() + " (a root of the caller's, SPKI SHA-256 "
                        + spki.toHex().substring(0, 16) + "…)";
        return new TrustAnchor(name, spki);
    }

    private static Bytes spkiSha256(Certificate root) {
        return Digest.SHA_256.of(root.subjectPublicKeyInfo());
    }
}
