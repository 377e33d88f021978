package dev.teeproof.attester.tee;

import static dev.teeproof.attester.tee.Guests.NAMES;
import static dev.teeproof.attester.tee.Guests.linuxSnp;
import static dev.teeproof.attester.tee.Guests.linuxTdx;
import static dev.teeproof.attester.tee.Guests.reportData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.tee.FakeTsm.Stranger;
import dev.teeproof.attester.tee.Guests.Pauses;
import dev.teeproof.attester.tee.HardwareEvidence.TdxQuote;
import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.dcap.Quote;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that do not go as they should; every one leaves no instance behind. */
class TsmReportTest {

    private final FakeKernel kernel = Guests.tdx();
    private final Pauses pauses = new Pauses();
    private final LinuxTdx patient = new LinuxTdx(kernel.root(), NAMES, pauses);

    @AfterEach
    void noInstanceIsLeft() {
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Device or resource busy", "Resource busy", "Resource temporarily unavailable"})
    void whoIsBusyIsAskedAgain(String words) throws Exception {
        kernel.tsm().busy(2, words);

        TdxQuote answer = (TdxQuote) patient.evidence(reportData(1));

        assertThat(Quote.parse(answer.quote()).body().reportData()).isEqualTo(reportData(1));
        assertThat(pauses.taken()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(kernel.tsm().made()).isEqualTo(1);
    }

    @Test
    void whoStaysBusyIsGivenUpAfterFourAttempts() {
        kernel.tsm().busy(4, "Device or resource busy");

        assertThat(TeeRefusal.of(Code.BUSY, () -> patient.evidence(reportData(1))))
                .isEqualTo("the hardware or its host was busy at 4 attempts, try again later");
        assertThat(pauses.taken()).isEqualTo(TsmReport.PAUSES).hasSize(3);
    }

    @Test
    void anInterruptEndsThePauseAndIsNotLost() {
        kernel.tsm().busy(1, "Device or resource busy");
        LinuxTdx sleeper = new LinuxTdx(kernel.root(), NAMES, Thread::sleep);
        Thread.currentThread().interrupt();

        assertThat(TeeRefusal.of(Code.INTERRUPTED, () -> sleeper.evidence(reportData(1))))
                .isEqualTo("interrupted while the hardware or its host was busy");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedThreadThatNeedNotWaitGetsItsAnswerAndStaysInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        TdxQuote answer = (TdxQuote) patient.evidence(reportData(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Quote.parse(answer.quote()).body().reportData()).isEqualTo(reportData(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Stranger.class,
            names = {"WITH_INBLOB", "WITH_OUTBLOB"})
    void anAnswerIsThrownAwayIfSomebodyElseWroteMeanwhile(Stranger stranger) {
        kernel.tsm().stranger(stranger);

        assertThat(TeeRefusal.of(Code.CONFLICT, () -> patient.evidence(reportData(1))))
                .endsWith(" is at generation 2, not 1: another program writes to it, or the report data were not taken."
                        + " Try again");
    }

    @Test
    void theGenerationIsUnsignedAndBeginsAgainAtZero() throws Exception {
        kernel.tsm().firstGeneration(-1);

        assertThat(patient.evidence(reportData(1))).isInstanceOf(TdxQuote.class);

        kernel.tsm().stranger(Stranger.WITH_INBLOB);
        kernel.tsm().firstGeneration(-3);
        assertThat(TeeRefusal.of(Code.CONFLICT, () -> patient.evidence(reportData(1))))
                .contains(" is at generation 18446744073709551615, not 18446744073709551614: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection timed out", "Input/output error", "Invalid argument"})
    void anyOtherErrorEndsTheRequestAtOnce(String words) {
        kernel.tsm().failing(words);

        assertThat(TeeRefusal.of(Code.IO, () -> patient.evidence(reportData(1))))
                .isEqualTo("the kernel hands out no evidence of Intel TDX; the host's service for it may not run:"
                        + " java.io.IOException: " + words);
        assertThat(pauses.taken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tdx_guest_2", "TDX_GUEST", ""})
    void anotherProviderIsNotTaken(String provider) {
        kernel.tsm().provider(provider);

        assertThat(TeeRefusal.of(Code.NO_TEE, () -> patient.evidence(reportData(1))))
                .isEqualTo("this is no guest of Intel TDX: the kernel's provider of evidence is '" + provider
                        + "', not 'tdx_guest'");
    }

    @Test
    void aProviderThatNeverEndsIsNotReadToItsEnd() {
        kernel.tsm().provider("tdx_guest".repeat(100));

        assertThat(TeeRefusal.of(Code.UNEXPECTED, () -> patient.evidence(reportData(1))))
                .endsWith("/provider holds more than 128 bytes");
    }

    @Test
    void whoMayNotAskIsToldToBeRoot() {
        kernel.tsm().closed();

        assertThat(TeeRefusal.of(Code.IO, () -> patient.evidence(reportData(1))))
                .startsWith("this user may not ask for evidence in /sys/kernel/config/tsm/report, run as root: ");
    }

    @Test
    void aKernelWithoutRequestsSaysWhatItTakes() {
        LinuxTdx old = linuxTdx(FakeKernel.ofOldTdx());

        assertThat(TeeRefusal.of(Code.NOT_SUPPORTED, () -> old.evidence(reportData(1))))
                .isEqualTo("/sys/kernel/config/tsm/report is not there (configfs-tsm, Linux 6.7 or newer)");
    }

    @Test
    void aNameThatIsTakenIsNobodyElsesToUse() throws Exception {
        LinuxTdx first = new LinuxTdx(kernel.root(), new Random(1), pauses);
        kernel.tsm().stuck(true);
        assertThat(TeeRefusal.of(Code.IO, () -> first.evidence(reportData(1))))
                .contains(" cannot be removed, remove it with rmdir: ");
        List<String> left = kernel.tsm().instances();

        LinuxTdx second = new LinuxTdx(kernel.root(), new Random(1), pauses);
        assertThat(TeeRefusal.of(Code.CONFLICT, () -> second.evidence(reportData(2))))
                .isEqualTo(left.getFirst() + " is there already, and its name should be nobody else's");
        kernel.tsm().stuck(false);
        kernel.tsm().remove(left.getFirst());
    }

    @Test
    void whatFailedFirstIsToldEvenIfTheInstanceCannotBeRemoved() throws Exception {
        kernel.tsm().failing("Input/output error");
        kernel.tsm().stuck(true);

        assertThat(TeeRefusal.of(Code.IO, () -> patient.evidence(reportData(1))))
                .endsWith("Input/output error");
        kernel.tsm().stuck(false);
        for (String left : kernel.tsm().instances()) {
            kernel.tsm().remove(left);
        }
    }

    @Test
    void theCertificateTableIsOfTheSameRequest() throws Exception {
        FakeKernel snp = Guests.snp();
        snp.tsm().stranger(Stranger.WITH_OUTBLOB);

        TeeRefusal.of(Code.CONFLICT, () -> linuxSnp(snp).evidence(reportData(1)));
        assertThat(snp.tsm().instances()).isEmpty();
    }
}
