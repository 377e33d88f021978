package dev.teeproof.attester.tee;

import static dev.teeproof.attester.tee.Guests.NAMES;
import static dev.teeproof.attester.tee.Guests.NO_PAUSE;
import static dev.teeproof.attester.tee.Guests.reportData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.tee.HardwareEvidence.TdxQuote;
import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.Quote;
import dev.teeproof.snp.SnpReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeeDetectionTest {

    private static final String ADVICE =
            ". In a TDX or SEV-SNP guest, take Linux 6.7 or newer, load the kernel module (modprobe tdx_guest or modprobe"
                    + " sev-guest) and mount configfs, writable (mount -t configfs none /sys/kernel/config). Anywhere"
                    + " else, use 'teeproof simulate'";

    private static TeeBackend detect(FakeKernel kernel) throws TeeException {
        return TeeDetection.detect(kernel.root(), NAMES, NO_PAUSE);
    }

    private static String refused(FakeKernel kernel) {
        return TeeRefusal.of(Code.NO_TEE, () -> detect(kernel));
    }

    private static FakeKernel ofVendor(FakeKernel kernel, String vendor) {
        return kernel.file("/sys/class/dmi/id/sys_vendor", vendor + "\n");
    }

    @Test
    void aTdIsFoundAndGivesQuotes() throws Exception {
        FakeKernel kernel = ofVendor(Guests.tdx(), "QEMU");
        TeeBackend found = detect(kernel);

        assertThat(found.kind()).isEqualTo(TeeKind.TDX);
        assertThat(found.registers()).containsInstanceOf(TdxSysfsRegisters.class);
        assertThat(kernel.tsm().made()).isEqualTo(1);
        assertThat(kernel.tsm().instances()).isEmpty();
        TdxQuote answer = (TdxQuote) found.evidence(reportData(1));
        assertThat(Quote.parse(answer.quote()).body().reportData()).isEqualTo(reportData(1));
    }

    @Test
    void anSnpGuestIsFoundAndGivesReports() throws Exception {
        FakeKernel kernel = Guests.snp();
        TeeBackend found = detect(kernel);

        assertThat(found.kind()).isEqualTo(TeeKind.SNP);
        assertThat(kernel.tsm().instances()).isEmpty();
        HardwareEvidence.SnpReport answer = (HardwareEvidence.SnpReport) found.evidence(reportData(1));
        assertThat(SnpReport.parse(answer.report()).reportData()).isEqualTo(reportData(1));
    }

    /** They are ordinary SNP guests, whose evidence needs nothing else. */
    @ParameterizedTest
    @CsvSource({"Google", "Amazon EC2"})
    void anSnpGuestOfACloudIsOne(String vendor) throws Exception {
        assertThat(detect(ofVendor(Guests.snp(), vendor)).kind()).isEqualTo(TeeKind.SNP);
    }

    @Test
    void aTdOfGoogleCloudIsRefusedByName() {
        FakeKernel kernel = ofVendor(Guests.tdx(), "Google");

        assertThat(refused(kernel))
                .isEqualTo(
                        "TDX guests of Google Cloud are not supported yet: their evidence takes the TPM's quote beside the"
                                + " TD's (dstack-gcp-tdx)");
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arm_cca_guest | Arm CCA guests are not supported yet",
                "other | the kernel's provider of evidence, 'other', is not supported: only tdx_guest and sev_guest are"
            })
    void anotherProviderIsRefusedByName(String provider, String words) {
        FakeKernel kernel = Guests.tdx();
        kernel.tsm().provider(provider);

        assertThat(refused(kernel)).isEqualTo(words);
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @Test
    void anOrdinaryMachineIsToldWhatWasLookedAtAndWhatToDo() {
        assertThat(refused(FakeKernel.ofNoTee()))
                .isEqualTo("no trusted execution environment was found: /sys/kernel/config/tsm/report is not there"
                        + " (configfs-tsm, Linux 6.7 or newer), /dev/tdx_guest is not there, /dev/sev-guest is not there,"
                        + " /dev/nsm is not there" + ADVICE);
    }

    @Test
    void aTdWithAnOldKernelIsToldThatItsDeviceWasSeen() {
        assertThat(refused(FakeKernel.ofOldTdx()))
                .contains(", /dev/tdx_guest is there, ")
                .endsWith(ADVICE);
    }

    /** ENXIO where no module has registered, EROFS where a container sees the directory alone. */
    @ParameterizedTest
    @CsvSource({"No such device or address", "Read-only file system"})
    void aKernelThatTakesNoRequestIsToldWhy(String reason) {
        FakeKernel kernel = Guests.tdx();
        kernel.tsm().refusing(reason);

        assertThat(refused(kernel))
                .startsWith(
                        "no trusted execution environment was found: /sys/kernel/config/tsm/report takes no request (")
                .contains(reason + "), /dev/tdx_guest is there, ")
                .endsWith(ADVICE);
    }

    @Test
    void whoMayNotAskIsNotToldThatThereIsNothing() {
        FakeKernel kernel = Guests.tdx();
        kernel.tsm().closed();

        assertThat(TeeRefusal.of(Code.IO, () -> detect(kernel)))
                .startsWith("this user may not ask for evidence in /sys/kernel/config/tsm/report, run as root: ");
    }

    @Test
    void aNitroEnclaveIsRefusedByName() {
        assertThat(refused(ofVendor(FakeKernel.ofNoTee(), "Amazon EC2").file("/dev/nsm", Bytes.empty())))
                .isEqualTo("AWS Nitro Enclaves are not supported yet (/dev/nsm is there)");
    }

    @Test
    void aMachineOfAmazonIsToldWhatItMayBe() {
        assertThat(refused(ofVendor(FakeKernel.ofNoTee(), "Amazon EC2")))
                .startsWith(
                        "this machine of EC2 is no SEV-SNP guest, or its kernel does not know it: /sys/kernel/config/")
                .endsWith(ADVICE);
        assertThat(refused(ofVendor(FakeKernel.ofNoTee(), "Amazon EC2").file("/dev/tpm0", Bytes.empty())))
                .startsWith(
                        "AWS NitroTPM is not supported yet (dstack-aws-nitro-tpm); on EC2 only SEV-SNP guests are, and ");
    }

    @Test
    void aMachineOfGoogleIsToldWhatItMayBe() {
        assertThat(refused(ofVendor(FakeKernel.ofNoTee(), "Google")))
                .startsWith("this machine of Google Cloud is no SEV-SNP guest, or its kernel does not know it: ")
                .endsWith(ADVICE);
    }

    @Test
    void aMachineOfAzureIsRefusedByNameAndAnyOtherHyperVIsNot() {
        FakeKernel kernel = ofVendor(FakeKernel.ofNoTee(), "Microsoft Corporation");
        assertThat(refused(kernel)).startsWith("no trusted execution environment was found: ");

        kernel.file("/sys/class/dmi/id/chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77\n");
        assertThat(refused(kernel))
                .isEqualTo(
                        "confidential machines of Azure are not supported yet: there the TPM of the paravisor attests, and"
                                + " /sys/kernel/config/tsm/report is not there (configfs-tsm, Linux 6.7 or newer)");
    }

    /** Real directories, as of a machine whose kernel has no evidence to give. */
    @Test
    void onRealPathsNothingIsFoundEither(@TempDir Path root) throws Exception {
        assertThat(TeeRefusal.of(Code.NO_TEE, () -> TeeDetection.detect(root, NAMES, NO_PAUSE)))
                .startsWith(
                        "no trusted execution environment was found: " + root + "/sys/kernel/config/tsm/report is not");

        Path reports = Files.createDirectories(root.resolve("sys/kernel/config/tsm/report"));
        assertThat(TeeRefusal.of(Code.IO, () -> TeeDetection.detect(root, NAMES, NO_PAUSE)))
                .contains("/provider cannot be read: java.nio.file.NoSuchFileException");
        assertThat(reports).isEmptyDirectory();

        Files.createDirectories(root.resolve("dev"));
        Files.delete(reports);
        Files.createFile(root.resolve("dev/nsm"));
        assertThat(TeeRefusal.of(Code.NO_TEE, () -> TeeDetection.detect(root, NAMES, NO_PAUSE)))
                .isEqualTo("AWS Nitro Enclaves are not supported yet (" + root + "/dev/nsm is there)");
    }
}
