package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.VekCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What AMD's endorsements say of themselves, unverified: which item they are, and their dates. */
final class AmdStatement {

    private static final int CHIP_ID_SIZE = 64;

    private AmdStatement() {}

    /**
     * The dates of bytes that say that they are the item.
     *
     * @throws MalformedEvidenceException if they cannot be read, or say that they are something else
     */
    static StatedDates of(AmdItem item, Bytes bytes) throws MalformedEvidenceException {
        return switch (item) {
            case AmdItem.Vcek vcek -> of(vcek, vcek(bytes));
            case AmdItem.IssuerChain chain -> of(chain, SnpCertificates.read(bytes, "chain"));
            case AmdItem.RevocationList list -> of(list, list(bytes));
        };
    }

    /** One certificate of a VCEK, with what AMD's extensions say. */
    static VekCertificate vcek(Bytes bytes) throws MalformedEvidenceException {
        List<Certificate> certificates = SnpCertificates.read(bytes, "vcek");
        if (certificates.size() != 1) {
            throw fault("vcek", "one certificate, found " + certificates.size());
        }
        return VekCertificate.of(certificates.getFirst());
    }

    /** A list in DER or PEM. */
    static CertificateRevocationList list(Bytes bytes) throws MalformedEvidenceException {
        return CertificateRevocationList.readAnyForm(bytes, CertificateProfile.RSA_PSS_SHA384, "crl");
    }

    static boolean isOf(AmdItem.Vcek item, VekCertificate vek) {
        return isNamed(vek.certificate().subject().commonName(), SigningKey.VCEK.commonName())
                && isNamed(vek.certificate().issuer().commonName(), SigningKey.VCEK.issuerName(item.product()))
                && vek.tcb().equals(item.reportedTcb())
                && vek.hwId()
                        .filter(id -> whole(id).equals(whole(item.chipId())))
                        .isPresent();
    }

    static boolean isOf(AmdItem.IssuerChain item, Certificate issuer) {
        return isNamed(issuer.subject().commonName(), item.key().issuerName(item.product()));
    }

    static boolean isOf(AmdItem.RevocationList item, CertificateRevocationList list) {
        return isNamed(list.issuer().commonName(), rootName(item.product()));
    }

    static String rootName(SnpProduct product) {
        return "ARK-" + product.text();
    }

    static StatedDates dates(Certificate certificate) {
        return StatedDates.of(certificate.notBefore(), certificate.notAfter());
    }

    static StatedDates dates(CertificateRevocationList list) {
        return StatedDates.of(list.thisUpdate(), list.nextUpdate());
    }

    private static StatedDates of(AmdItem.Vcek item, VekCertificate vek) throws MalformedEvidenceException {
        if (!isOf(item, vek)) {
            String chip = vek.hwId().map(Bytes::toHex).orElse("none");
            throw fault(
                    "vcek",
                    "that of chip " + item.chipId() + " at " + item.reportedTcb() + ", found one of "
                            + vek.certificate().issuer() + " for chip " + chip + " at " + vek.tcb());
        }
        return dates(vek.certificate());
    }

    /** It holds as long as all of it does. */
    private static StatedDates of(AmdItem.IssuerChain item, List<Certificate> chain) throws MalformedEvidenceException {
        if (!isOf(item, chain.getFirst())) {
            throw fault(
                    "chain",
                    "first the certificate of " + item.key().issuerName(item.product()) + ", found that of "
                            + chain.getFirst().subject());
        }
        Instant issued = Instant.MIN;
        Instant until = Instant.MAX;
        for (Certificate certificate : chain) {
            issued = certificate.notBefore().isAfter(issued) ? certificate.notBefore() : issued;
            until = certificate.notAfter().isBefore(until) ? certificate.notAfter() : until;
        }
        return StatedDates.of(issued, until);
    }

    private static StatedDates of(AmdItem.RevocationList item, CertificateRevocationList list)
            throws MalformedEvidenceException {
        if (!isOf(item, list)) {
            throw fault("crl", "the list of " + rootName(item.product()) + ", found that of " + list.issuer());
        }
        return dates(list);
    }

    /** An id of eight bytes is one of 64 whose rest is zero. */
    private static Bytes whole(Bytes id) {
        return Bytes.concat(id, Bytes.zeros(Math.max(0, CHIP_ID_SIZE - id.size())));
    }

    private static boolean isNamed(Optional<String> found, String name) {
        return found.equals(Optional.of(name));
    }

    private static MalformedEvidenceException fault(String path, String expected) {
        return new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, expected);
    }
}
