package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.util.List;

/**
 * An SEV-SNP report as its blueprint says, minted and signed, with the endorsements for it.
 *
 * @param vekKind of which kind the certificate of the signing key is
 * @param report 1184 bytes
 * @param table the certificates that come along, none for no bytes
 * @param vek DER of the VCEK or VLEK certificate, whether it comes along or not
 * @param issuer DER of the ASK or ASVK
 * @param root DER of the root (ARK) to be trusted
 * @param sentRoot DER of the root that comes along
 * @param crl DER of the root's revocation list
 */
public record SimulatedReport(
        SnpProduct product,
        SigningKey vekKind,
        Bytes report,
        Bytes table,
        Bytes vek,
        Bytes issuer,
        Bytes root,
        Bytes sentRoot,
        Bytes crl) {

    /** Report and certificate table, one behind the other. */
    public Bytes extended() {
        return Bytes.concat(report, table);
    }

    /** The firmware's answer to a request for a report: 32 bytes, MSG_REPORT_RSP, and the report. */
    public Bytes response() {
        return new ByteWriter()
                .u32le(0)
                .u32le(report.size())
                .bytes(Bytes.zeros(24))
                .bytes(report)
                .toBytes();
    }

    /** As AMD's key distribution service sends a chain: issuer, then root, in PEM. */
    public Bytes chainPem() {
        return Bytes.utf8(MintedPki.pem("CERTIFICATE", issuer) + MintedPki.pem("CERTIFICATE", sentRoot));
    }

    /** Its root, to be trusted by those alone who mean the simulation. */
    public AmdTrustAnchors trustAnchors() {
        try {
            return AmdTrustAnchors.of(
                    List.of(Certificate.read(root, CertificateProfile.RSA_PSS_SHA384, "simulated root")));
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator mints certificates that can be read", e);
        }
    }
}
