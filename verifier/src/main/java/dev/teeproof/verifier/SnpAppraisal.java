package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.snp.AuthenticReport;
import dev.teeproof.snp.IssuedRevocationList;
import dev.teeproof.snp.RefusedReport;
import dev.teeproof.snp.ReportVerdict;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpCheck;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.SnpVerifier;
import dev.teeproof.snp.TcbVersion;
import dev.teeproof.snp.VekEndorsement;
import dev.teeproof.snp.VerifiedReport;
import dev.teeproof.sources.AmdAnswer;
import dev.teeproof.sources.AmdItem;
import dev.teeproof.sources.AmdSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Verifies reports with what AMD's endorsements say: what refutes a report by itself first, then the key's certificate, which is
 * asked for only if it did not come along, and the revocation list last.
 */
record SnpAppraisal(SnpVerifier reports, AmdSource endorsements) {

    /**
     * Verifies a report.
     *
     * @param sent the certificate of its key, if it came along
     * @param checks gets what was checked
     * @param notes gets what the relying party should know of how endorsements were come by
     * @throws CheckFailedException if the report is refused
     * @throws SourceUnavailableException if the certificate of its key cannot be had
     */
    VerifiedReport verify(
            SnpReport report, Optional<VekEndorsement> sent, Instant at, CheckList checks, List<String> notes)
            throws CheckFailedException, SourceUnavailableException {
        Optional<RefusedReport> refuted = reports.refute(report);
        if (refuted.isPresent()) {
            throw refused(refuted.get(), checks);
        }
        VekEndorsement endorsement;
        try {
            endorsement = sent.isPresent() ? sent.get() : fetched(report, at, notes);
            endorsement = withIssuer(report, endorsement, at, checks, notes);
        } catch (SourceUnavailableException e) {
            // So that the first check that could not run is the one that lacks something.
            checks.record(reports.checksByItself(report));
            throw e;
        }
        return switch (reports.authenticate(report, endorsement, at)) {
            case RefusedReport refused -> throw refused(refused, checks);
            case AuthenticReport authentic -> {
                ReportVerdict verdict = reports.verify(authentic, revocationList(authentic, notes));
                checks.record(verdict.checks());
                yield switch (verdict) {
                    case RefusedReport refused -> throw refused(refused, checks);
                    case VerifiedReport verified -> verified;
                };
            }
        };
    }

    private static CheckFailedException refused(RefusedReport refused, CheckList checks) {
        checks.record(refused.checks());
        return new CheckFailedException(refused.reason());
    }

    private VekEndorsement fetched(SnpReport report, Instant at, List<String> notes) throws SourceUnavailableException {
        if (report.keyInfo().signingKey().orElseThrow() == SigningKey.VLEK) {
            throw new SourceUnavailableException(
                    "the certificate of the VLEK",
                    "it did not come along, and AMD gives it to the cloud provider alone: ask for a report with its"
                            + " certificate table");
        }
        if (report.chipIdMasked()) {
            throw new SourceUnavailableException(
                    "the certificate of the VCEK",
                    "it did not come along, and the host keeps back the chip's id that it could be asked for by");
        }
        SourceUnavailableException last = null;
        for (SnpProduct product : candidates(report)) {
            try {
                AmdItem item = new AmdItem.Vcek(
                        product, report.chipId(), TcbVersion.of(product.tcbLayout(), report.reportedTcb()));
                AmdAnswer answer = endorsements.get(item, at);
                notes.addAll(answer.notes());
                return VekEndorsement.of(answer.bytes(), answer.source());
            } catch (SourceUnavailableException e) {
                last = e;
            }
        }
        throw last == null
                ? new SourceUnavailableException("the certificate of the VCEK", "no product line fits")
                : last;
    }

    /** Version 2 does not name the product line: that of Turin has short chip ids, the others are asked one after the other. */
    private static List<SnpProduct> candidates(SnpReport report) {
        if (report.product().isPresent()) {
            return List.of(report.product().get());
        }
        Bytes chip = report.chipId();
        return chip.slice(SnpProduct.TURIN.hwIdSize(), chip.size()).isZero()
                ? List.of(SnpProduct.TURIN)
                : List.of(SnpProduct.MILAN, SnpProduct.GENOA);
    }

    private VekEndorsement withIssuer(
            SnpReport report, VekEndorsement endorsement, Instant at, CheckList checks, List<String> notes)
            throws CheckFailedException, SourceUnavailableException {
        Optional<SnpProduct> missing = reports.missingIssuer(report, endorsement);
        if (missing.isEmpty()) {
            return endorsement;
        }
        SigningKey key = report.keyInfo().signingKey().orElseThrow();
        AmdAnswer answer = endorsements.get(new AmdItem.IssuerChain(missing.get(), key), at);
        notes.addAll(answer.notes());
        try {
            Certificate issuer =
                    SnpCertificates.read(answer.bytes(), "issuer chain").getFirst();
            return endorsement.withIssuer(issuer.der());
        } catch (MalformedEvidenceException e) {
            throw checks.failure(SnpCheck.VEK_FORMAT, e.inWords());
        }
    }

    /** Whether one is needed is the policy's to say; none to be had is told by the verdict. */
    private Optional<IssuedRevocationList> revocationList(AuthenticReport authentic, List<String> notes) {
        try {
            AmdAnswer answer = endorsements.get(
                    new AmdItem.RevocationList(authentic.product(), authentic.signingKey()), authentic.at());
            notes.addAll(answer.notes());
            return Optional.of(new IssuedRevocationList(answer.bytes(), answer.source()));
        } catch (SourceUnavailableException e) {
            return Optional.empty();
        }
    }
}
