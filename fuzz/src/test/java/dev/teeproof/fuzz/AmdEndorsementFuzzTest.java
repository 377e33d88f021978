package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.TcbVersion;
import dev.teeproof.snp.VekCertificate;
import dev.teeproof.sources.AmdGenuineness;
import dev.teeproof.sources.AmdItem;
import dev.teeproof.sources.GenuineAmdEndorsements;
import java.util.List;
import java.util.Optional;

/**
 * What a key distribution service answers, or somebody in its place: certificates of signing keys, chains, revocation lists. Whether
 * they are the item that was asked for is judged where every signature is taken for right.
 */
class AmdEndorsementFuzzTest {

    private static final SimulatedReport MACHINE = SnpSeeds.MACHINE.build().report();
    private static final AmdGenuineness CREDULOUS =
            GenuineAmdEndorsements.of(MACHINE.trustAnchors().roots(), List.of(), (key, message, signature) -> true);
    private static final List<AmdItem> ITEMS = List.of(
            vcek(),
            new AmdItem.IssuerChain(SnpProduct.GENOA, SigningKey.VCEK),
            new AmdItem.IssuerChain(SnpProduct.GENOA, SigningKey.VLEK),
            new AmdItem.RevocationList(SnpProduct.GENOA, SigningKey.VCEK));

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Optional<List<Certificate>> certificates = Reading.of(input, AmdEndorsementFuzzTest::certificates);
        certificates.ifPresent(read -> read.forEach(AmdEndorsementFuzzTest::examine));
        Reading.of(input, AmdEndorsementFuzzTest::list)
                .ifPresent(list -> Reading.same(list, Reading.again(list.der(), AmdEndorsementFuzzTest::list)));
        for (AmdItem item : ITEMS) {
            Reading.of(input, bytes -> CREDULOUS.trouble(item, bytes, () -> Optional.of(MACHINE.chainPem())));
            // The bytes also stand for what a chain's request would be answered with.
            Reading.of(input, bytes -> CREDULOUS.trouble(ITEMS.getFirst(), MACHINE.vek(), () -> Optional.of(bytes)));
        }
    }

    private static AmdItem vcek() {
        try {
            SnpReport report = SnpReport.parse(MACHINE.report());
            return new AmdItem.Vcek(
                    SnpProduct.GENOA,
                    report.chipId(),
                    TcbVersion.of(SnpProduct.GENOA.tcbLayout(), report.reportedTcb()));
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("seeds can be read", e);
        }
    }

    private static List<Certificate> certificates(Bytes input) throws MalformedEvidenceException {
        return SnpCertificates.read(input, "fuzz");
    }

    private static CertificateRevocationList list(Bytes input) throws MalformedEvidenceException {
        return CertificateRevocationList.readAnyForm(input, CertificateProfile.RSA_PSS_SHA384, "fuzz");
    }

    private static void examine(Certificate certificate) {
        byte[] der = certificate.der().toArray();
        Reading.same(List.of(certificate), Reading.again(certificate.der(), AmdEndorsementFuzzTest::certificates));
        Reading.of(der, bytes -> VekCertificate.of(certificates(bytes).getFirst()));
        Reading.same(CertificateRules.mayIssue(certificate, 0), CertificateRules.mayIssue(certificate, 0));
        Reading.same(CertificateRules.isLeaf(certificate), CertificateRules.isLeaf(certificate));
        Reading.same(
                CertificateRules.keySignsCertificates(certificate, false),
                CertificateRules.keySignsCertificates(certificate, false));
    }
}
