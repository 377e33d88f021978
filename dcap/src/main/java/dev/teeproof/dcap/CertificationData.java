package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What ties the quoting enclave to a platform.
 *
 * <pre>
 * type
 *    1  PPID[16] | CPUSVN[16] | u16 PCESVN | PCEID[2], which may be missing and is then zero
 *    2  PPID encrypted with RSA-2048[256] | CPUSVN[16] | u16 PCESVN | PCEID[2]
 *    3  PPID encrypted with RSA-3072[384] | CPUSVN[16] | u16 PCESVN | PCEID[2]
 *    4  PCK certificate
 *    5  PCK certificate chain, concatenated PEM: leaf, CA and usually root
 *    7  platform manifest
 * </pre>
 *
 * @see "Intel SGX ECDSA QuoteGenReference API, appendix A.4, QE Certification Data"
 */
public record CertificationData(int type, Bytes data) {

    public static final int PCK_CERTIFICATE = 4;

    /** The one that needs nobody's help to be verified. */
    public static final int PCK_CERTIFICATE_CHAIN = 5;

    static final int QE_REPORT = 6;
    static final int PLATFORM_MANIFEST = 7;

    /** Whether the quote brings its whole PCK certificate chain along. */
    public boolean hasChain() {
        return type == PCK_CERTIFICATE_CHAIN;
    }

    /**
     * What the PCK certificate is to be asked for by; empty for the types that say it otherwise.
     *
     * @param qeId of the quote's header
     * @throws MalformedEvidenceException if the data has not the length of its type
     */
    public Optional<PckCertificateId> pckCertificateId(Bytes qeId) throws MalformedEvidenceException {
        return switch (type) {
            case 1 -> Optional.of(id(qeId, 16, false));
            case 2 -> Optional.of(id(qeId, 256, true));
            case 3 -> Optional.of(id(qeId, 384, true));
            default -> Optional.empty();
        };
    }

    private PckCertificateId id(Bytes qeId, int ppidSize, boolean encrypted) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, "certification_data");
        Bytes ppid = in.take("ppid", ppidSize);
        Bytes cpuSvn = in.take("cpu_svn", 16);
        int pceSvn = in.u16le("pce_svn");
        Bytes pceId = !encrypted && in.remaining() == 0 ? Bytes.zeros(2) : in.take("pce_id", 2);
        in.end();
        return new PckCertificateId(qeId, encrypted ? Optional.of(ppid) : Optional.empty(), cpuSvn, pceSvn, pceId);
    }

    /**
     * The PCK certificate where that alone is carried (type 4), unverified.
     *
     * @throws MalformedEvidenceException if it is not one certificate, in DER or PEM
     */
    Optional<Certificate> pckCertificate() throws MalformedEvidenceException {
        if (type != PCK_CERTIFICATE) {
            return Optional.empty();
        }
        boolean der = !data.isEmpty() && data.at(0) == 0x30;
        List<Certificate> certificates = der
                ? List.of(Certificate.read(data, "certification_data"))
                : Certificate.readPem(data, "certification_data");
        if (certificates.size() != 1) {
            throw new MalformedEvidenceException(Malformation.BAD_LENGTH, "certification_data", 0, "one certificate");
        }
        return Optional.of(certificates.get(0));
    }

    /**
     * Who issued the PCK certificate where that alone is carried (type 4), by what it says of itself: whose chain completes
     * it. Empty for other types and other issuers than Intel's two.
     */
    public Optional<PckCa> pckIssuer() throws MalformedEvidenceException {
        return pckCertificate().flatMap(certificate -> PckCa.of(certificate.issuer()));
    }

    /**
     * The chain, PEM, that begins with the PCK certificate that is carried alone (type 4).
     *
     * @param issuers PEM: the CA and perhaps the root
     */
    public Bytes completed(Bytes issuers) throws MalformedEvidenceException {
        Certificate pck = pckCertificate()
                .orElseThrow(() -> new MalformedEvidenceException(
                        Malformation.MISSING, "certification_data", 0, "a PCK certificate (type 4)"));
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pck.der().toArray());
        return Bytes.concat(
                Bytes.utf8("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n"), issuers);
    }

    /** What it is, in words. */
    String inWords() {
        return switch (type) {
            case 1 -> "the platform's id in plain";
            case 2, 3 -> "the platform's id, encrypted";
            case PCK_CERTIFICATE -> "its PCK certificate without the chain";
            case PCK_CERTIFICATE_CHAIN -> "its PCK certificate chain";
            case PLATFORM_MANIFEST -> "a platform manifest";
            default -> "data of type " + type;
        };
    }
}
