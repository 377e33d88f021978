package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.snp.CertificateTable;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.VekEndorsement;
import java.util.List;
import java.util.Optional;

/** The certificates that a dstack attestation of an SNP guest carries: the ASK's and the VCEK's, or a table as the kernel gives it. */
public final class SnpCertChain {

    private static final String SOURCE = "the attestation";

    private SnpCertChain() {}

    /**
     * What came along for the report's key; empty if nothing did.
     *
     * @throws MalformedEvidenceException if it is neither two certificates nor one table
     */
    public static Optional<VekEndorsement> endorsement(Platform.Snp platform, SnpReport report)
            throws MalformedEvidenceException {
        List<Bytes> chain = platform.certChain();
        return switch (chain.size()) {
            case 0 -> Optional.empty();
            case 1 -> VekEndorsement.of(report, CertificateTable.read(chain.getFirst()));
            case 2 ->
                Optional.of(new VekEndorsement(chain.get(1), Optional.of(chain.get(0)), Optional.empty(), SOURCE));
            default ->
                throw new MalformedEvidenceException(
                        Malformation.BAD_LENGTH,
                        "attestation.cert_chain",
                        0,
                        "the certificates of ASK and VCEK, or one certificate table; found " + chain.size());
        };
    }
}
