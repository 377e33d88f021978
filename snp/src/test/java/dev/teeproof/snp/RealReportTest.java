package dev.teeproof.snp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import org.junit.jupiter.api.Test;

/** The fields of real reports, as specification 04 sections 5.6 and 7 give them. */
class RealReportTest {

    @Test
    void theDstackReportIsOfAMilanProcessor() throws MalformedEvidenceException {
        SnpReport report = Real.dstack();

        assertThat(Digest.SHA_256.of(report.bytes()).toHex())
                .isEqualTo("a20e02a2e8198894f3c4d0158276c5ae65e63b1908dd4540e058a2ea54d88d2e");
        assertThat(report.version()).isEqualTo(3);
        assertThat(report.guestSvn()).isZero();
        assertThat(report.vmpl()).isZero();
        assertThat(report.policy().bits()).isEqualTo(0x30000);
        assertThat(report.platformInfo().bits()).isEqualTo(0x25);
        assertThat(report.keyInfo().bits()).isZero();
        assertThat(report.keyInfo().signingKey()).contains(SigningKey.VCEK);
        assertThat(report.cpuid()).contains(new SnpReport.Cpuid(0x19, 1, 1));
        assertThat(report.product()).contains(SnpProduct.MILAN);
        assertThat(report.measurement().toHex())
                .isEqualTo("7f51e17f72a04d5422cb2c00998166536019a217376f3aa45a630e59c805a599"
                        + "847ff250dbffcd07e1ba639771d6f05d");
        assertThat(report.hostData().toHex())
                .isEqualTo("783f0057820acb99249af56cc3b07b4e8d80f65183167cba9cf437bb680f742f");
        assertThat(report.reportId().toHex())
                .isEqualTo("ab942f03af5e6389b3c0fb8401af5d2fa4010f87e86d424989a57303ceabab12");
        assertThat(report.reportIdMa()).isEqualTo(Bytes.ofRepeated(0xff, 32));
        assertThat(report.chipId().toHex()).startsWith("38d174589d2dff97").endsWith("4769c82734a6bb877".substring(1));
        assertThat(report.reportData().slice(0, 24)).isEqualTo(Bytes.utf8("attest-test-fixture-2026"));
        assertThat(report.currentVersion()).isEqualTo(new FirmwareVersion(1, 55, 29));
        assertThat(report.committedVersion()).isEqualTo(new FirmwareVersion(1, 55, 29));
        assertThat(report.familyId().isZero()).isTrue();
        assertThat(report.launchMitVector()).isEmpty();
    }

    @Test
    void theDstackReportedTcbIsBehindTheCurrentOne() throws MalformedEvidenceException {
        SnpTcb tcb = SnpTcb.of(Real.dstack(), TcbLayout.MILAN_GENOA);

        assertThat(tcb.current()).isEqualTo(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 4, 0, 24, 213));
        assertThat(tcb.reported()).isEqualTo(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 4, 0, 23, 213));
        assertThat(tcb.committed()).isEqualTo(tcb.current());
        assertThat(tcb.launch()).isEqualTo(tcb.current());
        assertThat(tcb.status()).isEqualTo(SnpTcbStatus.OUT_OF_DATE);
        assertThat(tcb.shortfalls())
                .extracting(SnpTcb.Shortfall::inWords)
                .containsExactly(
                        "reported TCB: SNP firmware stands at 23, and 24 runs; the host's administrator raises it"
                                + " (SNP_CONFIG or SNP_COMMIT), and the key has a new certificate then");
    }

    @Test
    void theSignedBytesAndTheSignatureAreThoseOfTheWorkedExample() throws MalformedEvidenceException {
        SnpReport report = Real.dstack();

        assertThat(Digest.SHA_384.of(report.signedData()).toHex())
                .isEqualTo("3fcb2c9115afbcb084a546b42f1cfbbbf928ae2a1f8f8e62d3cc7aa26af0d4e2"
                        + "d0c573242386fab3a86f7e2fa1738cb3");
        assertThat(report.signature().rs().toHex())
                .isEqualTo(
                        "ad66612a50c8c080b95793814bccd9fefbf8e13fc72c7446b38e96a2707b33331b280da2d4defe0520fc02dbf9886d50"
                                + "ea05898d9274eb644d3bce6f856561fb5a1b434f9f9eac4296f5471d33b0b4d56528c06892923bcc553bb4091df868ef");
    }

    @Test
    void aReportOfVersionTwoNamesNoProcessor() throws MalformedEvidenceException {
        SnpReport report = Real.milan();

        assertThat(Digest.SHA_256.of(report.bytes()).toHex()).startsWith("7c614616feb65823");
        assertThat(report.version()).isEqualTo(2);
        assertThat(report.cpuid()).isEmpty();
        assertThat(report.product()).isEmpty();
        assertThat(report.guestSvn()).isEqualTo(4);
        assertThat(report.policy().bits()).isEqualTo(0x3001f);
        assertThat(report.policy().abiMinor()).isEqualTo(31);
        assertThat(report.currentVersion()).isEqualTo(new FirmwareVersion(1, 52, 4));
        SnpTcb tcb = SnpTcb.of(report, TcbLayout.MILAN_GENOA);
        assertThat(tcb.current()).isEqualTo(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 3, 0, 8, 206));
        assertThat(tcb.reported()).isEqualTo(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 3, 0, 8, 115));
        assertThat(report.measurement().toHex()).startsWith("a1f39304");
        assertThat(report.reportData().toHex()).startsWith("ec6c52d7");
        assertThat(report.chipId().toHex()).startsWith("c38427a3");
    }

    @Test
    void theDebugReportSaysThatTheGuestCanBeDebugged() throws MalformedEvidenceException {
        SnpReport report = Real.debug();

        assertThat(Digest.SHA_256.of(report.bytes()).toHex()).startsWith("377e6241d3b373ab");
        assertThat(report.version()).isEqualTo(2);
        assertThat(report.policy().bits()).isEqualTo(0xb0000);
        assertThat(report.policy().debug()).isTrue();
        assertThat(report.policy().migrationAgent()).isFalse();
        assertThat(report.platformInfo().bits()).isEqualTo(1);
        assertThat(report.currentVersion()).isEqualTo(new FirmwareVersion(1, 49, 3));
        assertThat(SnpTcb.of(report, TcbLayout.MILAN_GENOA).reported())
                .isEqualTo(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 2, 0, 5, 68));
        assertThat(report.measurement().toHex()).startsWith("b07af962");
        assertThat(report.chipId().toHex()).startsWith("3ac3fe21");
    }
}
