package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import java.util.Optional;

/**
 * The certificate of a report-signing key, and what came with it; all as received, DER or PEM.
 *
 * @param vek of the VCEK or VLEK
 * @param issuer of the ASK or ASVK; where it is missing, the one that this jar carries is used
 * @param ark of the root; it is never what is trusted, but must not be another one than the trust anchor
 * @param source who supplied them, for people
 */
public record VekEndorsement(Bytes vek, Optional<Bytes> issuer, Optional<Bytes> ark, String source) {

    /** A certificate by itself. */
    public static VekEndorsement of(Bytes vek, String source) {
        return new VekEndorsement(vek, Optional.empty(), Optional.empty(), source);
    }

    /** What a table has for a report; empty if the certificate of its key is not there. */
    public static Optional<VekEndorsement> of(SnpReport report, CertificateTable table) {
        Optional<Bytes> vek = report.keyInfo()
                .signingKey()
                .flatMap(key -> table.data(
                        switch (key) {
                            case VCEK -> CertificateTable.VCEK;
                            case VLEK -> CertificateTable.VLEK;
                        }));
        return vek.map(found -> new VekEndorsement(
                found, table.data(CertificateTable.ASK), table.data(CertificateTable.ARK), "the evidence"));
    }

    public VekEndorsement withIssuer(Bytes other) {
        return new VekEndorsement(vek, Optional.of(other), ark, source);
    }
}
