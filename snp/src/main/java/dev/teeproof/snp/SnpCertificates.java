package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads certificates in the forms in which hosts, clouds and AMD hand them out: DER, behind which zeros or line feeds may stand
 * where a field was longer, or PEM of one or more.
 */
public final class SnpCertificates {

    /** Bytes; AMD's have about 1.7 KiB. */
    public static final int MAX_SIZE = 16 * 1024;

    private SnpCertificates() {}

    /**
     * Reads certificates of AMD's hierarchy; a list of one for DER.
     *
     * @throws MalformedEvidenceException if it is neither, or of other algorithms than AMD's
     */
    public static List<Certificate> read(Bytes bytes, String path) throws MalformedEvidenceException {
        List<Certificate> certificates = new ArrayList<>();
        for (Bytes der : der(bytes, path)) {
            certificates.add(Certificate.read(der, CertificateProfile.RSA_PSS_SHA384, path));
        }
        return List.copyOf(certificates);
    }

    private static List<Bytes> der(Bytes bytes, String path) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    SnpFault.CERTIFICATE_FORM, path, bytes.size(), "at most " + MAX_SIZE + " bytes");
        }
        if (!bytes.isEmpty() && bytes.at(0) != DerReader.SEQUENCE) {
            return PemBlocks.decode(withoutPadding(bytes), "CERTIFICATE", path);
        }
        Bytes certificate = DerReader.of(bytes, path).element("certificate");
        if (!withoutPadding(bytes.slice(certificate.size(), bytes.size())).isEmpty()) {
            throw new MalformedEvidenceException(
                    SnpFault.CERTIFICATE_FORM, path, certificate.size(), "nothing but padding behind the certificate");
        }
        return List.of(certificate);
    }

    private static Bytes withoutPadding(Bytes bytes) {
        int end = bytes.size();
        while (end > 0 && (bytes.at(end - 1) == 0 || bytes.at(end - 1) == '\n')) {
            end--;
        }
        return bytes.slice(0, end);
    }
}
