package dev.teeproof.attester.tee;

import static dev.teeproof.attester.tee.Guests.linuxTdx;
import static dev.teeproof.attester.tee.Guests.reportData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.attester.tee.HardwareEvidence.TdxQuote;
import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxTdxTest {

    private static Bytes quote(TeeBackend backend, Bytes reportData) throws TeeException {
        return ((TdxQuote) backend.evidence(reportData)).quote();
    }

    @Test
    void theQuoteCarriesTheReportData() throws Exception {
        FakeKernel kernel = Guests.tdx();
        Bytes quote = quote(linuxTdx(kernel), reportData(1));

        assertThat(Quote.parse(quote).body().reportData()).isEqualTo(reportData(1));
        assertThat(kernel.tsm().instances()).isEmpty();
        assertThat(kernel.tsm().made()).isEqualTo(1);
    }

    @Test
    void theQuoteIsAffirmedByAVerifierThatTrustsItsRoot() throws Exception {
        FakeKernel kernel = Guests.tdx();
        LinuxTdx backend = linuxTdx(kernel);
        Bytes digest = Digest.SHA_384.of(Bytes.utf8("event"));
        backend.registers().orElseThrow().extend(new Rtmr(3), digest);
        SimulatedQuote platform = Guests.TDX.build();

        Evidence evidence = Evidence.read(quote(backend, reportData(2)));
        AttestationResult result = Verifier.builder()
                .trustAnchors(TrustAnchors.intel().and(List.of(platform.root())))
                .endorsements(new GivenCollateral(List.of(platform.collateral())))
                .build()
                .verify(evidence, Guests.AT);

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        TdReport verified = (TdReport) ((Evidence.BareQuote) evidence).quote().body();
        assertThat(verified.reportData()).isEqualTo(reportData(2));
        assertThat(verified.rtmrs().get(3)).isEqualTo(Digest.SHA_384.of(Bytes.zeros(48), digest));
    }

    @Test
    void everyOneOfManyWhoAskAtOnceGetsItsOwnAnswer() throws Exception {
        FakeKernel kernel = Guests.tdx();
        LinuxTdx backend = linuxTdx(kernel);
        List<Future<Bytes>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 32; i++) {
                Bytes asked = reportData(i);
                answers.add(threads.submit(
                        () -> Quote.parse(quote(backend, asked)).body().reportData()));
            }
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(reportData(i));
        }
        assertThat(kernel.tsm().made()).isEqualTo(32);
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 1020, 8192, 9000, 32_768})
    void aQuoteOfAnotherSizeThanQuotesHaveIsRefused(int size) {
        FakeKernel kernel = Guests.tdx(Bytes.zeros(size));

        assertThat(TeeRefusal.of(Code.UNEXPECTED, () -> linuxTdx(kernel).evidence(reportData(1))))
                .startsWith("a quote has 1021 to 8191 bytes, what came has " + size)
                .matches(words -> words.contains("DICE") == size > 8191);
        assertThat(kernel.tsm().instances()).isEmpty();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1021, 8191})
    void aQuoteOfTheShortestAndLongestSizeIsHandedOnAsItCame(int size) throws Exception {
        Bytes quote = Bytes.ofRepeated(7, size);

        assertThat(quote(linuxTdx(Guests.tdx(quote)), reportData(1))).isEqualTo(quote);
    }

    @Test
    void moreThanTheKernelHandsOutIsRefusedWithoutBeingReadToItsEnd() {
        FakeKernel kernel = Guests.tdx(Bytes.zeros(1 << 20));

        assertThat(TeeRefusal.of(Code.UNEXPECTED, () -> linuxTdx(kernel).evidence(reportData(1))))
                .endsWith("/outblob holds more than 32768 bytes");
    }

    @Test
    void noQuoteAtAllIsTheHostsFault() {
        FakeKernel kernel = Guests.tdx(Bytes.empty());

        assertThat(TeeRefusal.of(Code.UNEXPECTED, () -> linuxTdx(kernel).evidence(reportData(1))))
                .isEqualTo(
                        "the host answered without a quote: its quoting service does not run, or refuses this machine");
    }

    @Test
    void reportDataHave64Bytes() {
        FakeKernel kernel = Guests.tdx();

        assertThatThrownBy(() -> linuxTdx(kernel).evidence(Bytes.zeros(63)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("report data are 64 bytes, not 63");
        assertThat(kernel.tsm().made()).isZero();
    }

    @Test
    void onAnSnpGuestThereIsNoTd() {
        FakeKernel kernel = Guests.snp();

        assertThat(TeeRefusal.of(Code.NO_TEE, () -> linuxTdx(kernel).evidence(reportData(1))))
                .isEqualTo(
                        "this is no guest of Intel TDX: the kernel's provider of evidence is 'sev_guest', not 'tdx_guest'");
        assertThat(kernel.tsm().instances()).isEmpty();
    }
}
