package dev.teeproof.attester.tee;

import static dev.teeproof.attester.tee.Guests.NAMES;
import static dev.teeproof.attester.tee.Guests.NO_PAUSE;
import static dev.teeproof.attester.tee.Guests.linuxSnp;
import static dev.teeproof.attester.tee.Guests.reportData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.snp.CertificateTable;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxSnpTest {

    private static HardwareEvidence.SnpReport answer(LinuxSnp backend, Bytes reportData) throws TeeException {
        return (HardwareEvidence.SnpReport) backend.evidence(reportData);
    }

    private static LinuxSnp atLevel(int level, FakeKernel kernel) {
        return new LinuxSnp(kernel.root(), OptionalInt.of(level), NAMES, NO_PAUSE);
    }

    @Test
    void theReportCarriesTheReportDataAndTheTableItsCertificates() throws Exception {
        FakeKernel kernel = Guests.snp();
        HardwareEvidence.SnpReport answer = answer(linuxSnp(kernel), reportData(1));
        SimulatedReport expected = Guests.SNP.reportData(reportData(1)).mint();

        assertThat(SnpReport.parse(answer.report()).reportData()).isEqualTo(reportData(1));
        assertThat(CertificateTable.read(answer.certificateTable()).data(CertificateTable.VCEK))
                .contains(expected.vek());
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @Test
    void theReportIsAffirmedByAVerifierThatTrustsItsRoot() throws Exception {
        HardwareEvidence.SnpReport answer = answer(linuxSnp(Guests.snp()), reportData(2));

        Evidence evidence = Evidence.read(Bytes.concat(answer.report(), answer.certificateTable()));
        AttestationResult result = Verifier.builder()
                .trustAnchors(Guests.SNP.mint().trustAnchors())
                .build()
                .verify(evidence, Guests.AT);

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
    }

    @ParameterizedTest(name = "auxblob there: {0}")
    @ValueSource(booleans = {true, false})
    void aHostMayHaveNoCertificates(boolean there) throws Exception {
        Bytes report = Guests.SNP.mint().report();
        FakeKernel kernel = Guests.snp(report, Bytes.empty());
        if (!there) {
            kernel.tsm().withoutTable();
        }

        assertThat(linuxSnp(kernel).evidence(reportData(1)))
                .isEqualTo(new HardwareEvidence.SnpReport(report, Bytes.empty()));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1183, 1185, 4096})
    void aReportOfAnotherSizeThanReportsHaveIsRefused(int size) {
        FakeKernel kernel = Guests.snp(Bytes.zeros(size), Bytes.empty());

        assertThat(TeeRefusal.of(Code.UNEXPECTED, () -> linuxSnp(kernel).evidence(reportData(1))))
                .isEqualTo("a report has 1184 bytes, what came has " + size);
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @Test
    void aTableThatIsTooLargeIsRefused() throws Exception {
        Bytes report = Guests.SNP.mint().report();

        assertThat(answer(linuxSnp(Guests.snp(report, Bytes.zeros(65_536))), reportData(1))
                        .certificateTable()
                        .size())
                .isEqualTo(65_536);
        FakeKernel kernel = Guests.snp(report, Bytes.zeros(65_537));
        assertThat(TeeRefusal.of(Code.UNEXPECTED, () -> linuxSnp(kernel).evidence(reportData(1))))
                .endsWith("/auxblob holds more than 65536 bytes");
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @Test
    void thePrivilegeLevelIsTheKernelsChoiceUnlessOneIsAskedFor() throws Exception {
        FakeKernel kernel = Guests.snp();
        kernel.tsm().lowestLevel(1);

        linuxSnp(kernel).evidence(reportData(1));
        assertThat(kernel.tsm().chosenLevel()).isEmpty();

        HardwareEvidence.SnpReport answer = answer(atLevel(2, kernel), reportData(2));
        assertThat(kernel.tsm().chosenLevel()).contains(2);
        assertThat(SnpReport.parse(answer.report()).reportData()).isEqualTo(reportData(2));
    }

    @Test
    void aPrivilegeLevelBelowTheGuestsOwnIsNotSupported() {
        FakeKernel kernel = Guests.snp();
        kernel.tsm().lowestLevel(1);

        assertThat(TeeRefusal.of(Code.NOT_SUPPORTED, () -> atLevel(0, kernel).evidence(reportData(1))))
                .isEqualTo("privilege level 0 cannot be asked for here, the lowest is 1");
        assertThat(kernel.tsm().chosenLevel()).isEmpty();
        assertThat(kernel.tsm().instances()).isEmpty();
        assertThatThrownBy(() -> atLevel(4, kernel)).hasMessage("a privilege level is 0 to 3, not 4");
    }

    @Test
    void thereAreNoRegisters() throws Exception {
        LinuxSnp backend = linuxSnp(Guests.snp());

        assertThat(backend.kind()).isEqualTo(TeeKind.SNP);
        assertThat(backend.registers()).isEmpty();
        assertThat(backend.bootLog()).isEmpty();
    }
}
