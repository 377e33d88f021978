package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.VekCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file of AMD's endorsements holds, told by its content: certificates, one in DER or any in PEM, or a revocation list.
 *
 * @param authorities of roots, and of those who issue under them
 */
record AmdFileContent(
        List<VekCertificate> vceks, List<Certificate> authorities, List<CertificateRevocationList> lists, String file) {

    /** Bytes of one file. */
    static final int MAX_FILE = CertificateRevocationList.MAX_SIZE;

    static AmdFileContent read(Bytes bytes, String file) throws MalformedEvidenceException {
        if (isList(bytes)) {
            return new AmdFileContent(List.of(), List.of(), List.of(AmdStatement.list(bytes)), file);
        }
        List<VekCertificate> vceks = new ArrayList<>();
        List<Certificate> authorities = new ArrayList<>();
        for (Certificate certificate : SnpCertificates.read(bytes, "certificate")) {
            Optional<String> name = certificate.subject().commonName();
            if (name.equals(Optional.of(SigningKey.VCEK.commonName()))) {
                vceks.add(VekCertificate.of(certificate));
            } else if (!name.equals(Optional.of(SigningKey.VLEK.commonName()))) {
                authorities.add(certificate);
            }
        }
        return new AmdFileContent(List.copyOf(vceks), List.copyOf(authorities), List.of(), file);
    }

    /** Whether it can be read as a list: DER of both kinds begins alike. */
    private static boolean isList(Bytes bytes) {
        try {
            AmdStatement.list(bytes);
            return true;
        } catch (MalformedEvidenceException e) {
            return false;
        }
    }
}
