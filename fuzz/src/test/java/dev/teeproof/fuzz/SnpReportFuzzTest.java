package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.Check;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.snp.AuthenticReport;
import dev.teeproof.snp.CertificateTable;
import dev.teeproof.snp.ExtendedReport;
import dev.teeproof.snp.IssuedRevocationList;
import dev.teeproof.snp.RefusedReport;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.SnpVerifier;
import dev.teeproof.snp.VekEndorsement;
import java.util.List;
import java.util.Optional;

/**
 * Reports with and without certificate tables, and what {@link SnpVerifier} makes of them where every signature is taken for right:
 * an attacker with keys of his own reaches as far. A report that can be read gets a verdict, and no exception.
 */
class SnpReportFuzzTest {

    private static final SimulatedReport MACHINE = SnpSeeds.MACHINE.build().report();
    private static final SnpVerifier CREDULOUS =
            SnpVerifier.of(MACHINE.trustAnchors()).withSignatures((key, message, signature) -> true);
    private static final Optional<IssuedRevocationList> LIST =
            Optional.of(new IssuedRevocationList(MACHINE.crl(), "the seed"));

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Optional<ExtendedReport> read = Reading.of(input, ExtendedReport::read);
        if (read.isEmpty()) {
            return;
        }
        SnpReport report = read.get().report();
        Reading.same(report, Reading.again(report.bytes(), SnpReport::parse));
        Reading.of(input, bytes -> checks(ExtendedReport.read(bytes)));
        Reading.of(input, bytes -> checks(new ExtendedReport(SnpReport.parse(report.bytes()), CertificateTable.EMPTY)));
    }

    /** With the certificates that came along, else with the machine's. */
    private static List<Check> checks(ExtendedReport sent) throws MalformedEvidenceException {
        Optional<RefusedReport> refuted = CREDULOUS.refute(sent.report());
        if (refuted.isPresent()) {
            return refuted.get().checks();
        }
        VekEndorsement endorsement = VekEndorsement.of(sent.report(), sent.certificates())
                .orElseGet(() -> VekEndorsement.of(MACHINE.vek(), "the seed").withIssuer(MACHINE.issuer()));
        return switch (CREDULOUS.authenticate(sent.report(), endorsement, SeedCorpus.AT)) {
            case RefusedReport refused -> refused.checks();
            case AuthenticReport authentic -> CREDULOUS.verify(authentic, LIST).checks();
        };
    }
}
