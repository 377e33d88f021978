package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.PCK_CERTIFICATE;
import static dev.teeproof.sources.Simulated.PCK_CRL;
import static dev.teeproof.sources.Simulated.QE_IDENTITY;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.TdxBlueprint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is taken from given files, what from a network, and what an outage becomes. */
@Timeout(30)
class AssembledCollateralTest {

    private static final IntelItem EARLY_TCB_INFO =
            new IntelItem.TcbInfo(Tee.TDX, Bytes.hex("90c06f000000"), IntelItem.Update.EARLY);
    private static final IntelItem EARLY_QE_IDENTITY = new IntelItem.QeIdentity(Tee.TDX, IntelItem.Update.EARLY);

    private final FakeSource given = new FakeSource();
    private final FakeSource network = FakeSource.of(0);
    private final AssembledCollateral both = AssembledCollateral.of(Optional.of(given), network);

    private static Endorsement tcbInfo(Collateral collateral) {
        return new Endorsement.Document(collateral.tcbInfo());
    }

    @Test
    void aNetworkSuppliesEverythingThatIsNotGiven() throws Exception {
        Collateral collateral = both.collateral(Simulated.quote());

        assertThat(collateral.notes()).isEmpty();
        assertThat(collateral.later()).isEmpty();
        List.of(TCB_INFO, QE_IDENTITY, PCK_CRL, Simulated.ROOT_CA_CRL)
                .forEach(item -> assertThat(network.asked(item)).isEqualTo(1));
        assertThat(network.asked(EARLY_TCB_INFO)).isZero();
    }

    @Test
    void whatItPutsTogetherVerifiesTheQuote() throws Exception {
        AuthenticQuote quote = Simulated.quote();
        QuoteVerifier verifier = QuoteVerifier.of(
                TrustAnchors.of(List.of(TdxBlueprint.of(3, AT).build().root())));

        assertThat(verifier.verify(quote, both.collateral(quote))).isInstanceOf(VerifiedQuote.class);
    }

    @Test
    void whatIsGivenIsNotAskedForEvenIfItHasExpired() throws Exception {
        given.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, -60));
        Collateral collateral = both.collateral(Simulated.quote());

        assertThat(tcbInfo(collateral)).isEqualTo(Simulated.endorsement(TCB_INFO, -60));
        assertThat(network.asked(TCB_INFO)).isZero();
        assertThat(network.asked(QE_IDENTITY)).isEqualTo(1);
    }

    @Test
    void whatIsGivenOfAnotherPlatformIsUsedAsItIsThoughThereIsANetwork() throws Exception {
        given.gives(TCB_INFO, tcbInfo(Simulated.ofAnotherPlatform("other", 0)));

        assertThat(both.collateral(Simulated.quote()).tcbInfo().source()).isEqualTo("other");
    }

    @Test
    void withoutANetworkWhatIsGivenOfAnotherPlatformIsHandedOut() throws Exception {
        FakeSource all = FakeSource.of(0);
        all.gives(TCB_INFO, tcbInfo(Simulated.ofAnotherPlatform("other", 0)));

        assertThat(AssembledCollateral.of(all)
                        .collateral(Simulated.quote())
                        .tcbInfo()
                        .source())
                .isEqualTo("other");
    }

    @Test
    void theSameObjectsAreHandedOutAgain() throws Exception {
        CachedSource cache = CachedSource.over(network, Simulated.genuine(), new ManualClock())
                .build();
        AssembledCollateral cached = AssembledCollateral.of(Optional.empty(), cache);
        Collateral first = cached.collateral(Simulated.quote());
        Collateral second = cached.collateral(Simulated.quote());

        assertThat(second.tcbInfo()).isSameAs(first.tcbInfo());
        assertThat(second.qeIdentity()).isSameAs(first.qeIdentity());
        assertThat(second.pckCrl()).isSameAs(first.pckCrl());
        assertThat(second.rootCaCrl()).isSameAs(first.rootCaCrl());
    }

    @Test
    void anOutageNamesTheSourceAndEachAnswerOnce() {
        network.outage = Optional.of("answered 503");

        assertThatThrownBy(() -> both.collateral(Simulated.quote()))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("the fake service: answered 503");
    }

    @Test
    void whatNobodyHasIsNamed() {
        assertThatThrownBy(() -> AssembledCollateral.of(new FakeSource()).collateral(Simulated.quote()))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("answered 404");
    }

    @Test
    void notesOfASourceAreNotesOfTheCollateral() throws Exception {
        IntelSource noting = (item, at) -> network.fetch(item, at).noting("is down since Tuesday");

        assertThat(AssembledCollateral.of(Optional.empty(), noting)
                        .collateral(Simulated.quote())
                        .notes())
                .containsExactly("is down since Tuesday");
    }

    @Test
    void earlyDocumentsComeBesideTheOthers() throws Exception {
        network.gives(EARLY_TCB_INFO, Simulated.endorsement(TCB_INFO, 1));
        network.gives(EARLY_QE_IDENTITY, Simulated.endorsement(QE_IDENTITY, 1));
        Collateral.Later later =
                both.withEarly().collateral(Simulated.quote()).later().orElseThrow();

        assertThat(new Endorsement.Document(later.tcbInfo())).isEqualTo(Simulated.endorsement(TCB_INFO, 1));
        assertThat(new Endorsement.Document(later.qeIdentity())).isEqualTo(Simulated.endorsement(QE_IDENTITY, 1));
    }

    @Test
    void earlyDocumentsThatCannotBeHadAreANote() throws Exception {
        network.gives(EARLY_TCB_INFO, Simulated.endorsement(TCB_INFO, 1));
        Collateral collateral = both.withEarly().collateral(Simulated.quote());

        assertThat(collateral.later()).isEmpty();
        assertThat(collateral.notes())
                .singleElement()
                .asString()
                .contains("later TCB evaluation")
                .contains("answered 404");
    }

    @Test
    void givenEarlyDocumentsNeedNoAsking() throws Exception {
        given.gives(EARLY_TCB_INFO, Simulated.endorsement(TCB_INFO, 1));
        given.gives(EARLY_QE_IDENTITY, Simulated.endorsement(QE_IDENTITY, 1));

        assertThat(both.collateral(Simulated.quote()).later()).isPresent();
        assertThat(network.asked(EARLY_TCB_INFO)).isZero();
    }

    @Test
    void whatDoesNotComeInTimeIsAnOutage() {
        CountDownLatch never = new CountDownLatch(1);
        AssembledCollateral stuck =
                AssembledCollateral.of(Optional.empty(), waiting(never)).withDeadline(Duration.ofMillis(100));

        assertThatThrownBy(() -> stuck.collateral(Simulated.quote()))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("did not come within");
        never.countDown();
    }

    @Test
    void anInterruptionIsAnOutageAndIsKept() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AuthenticQuote quote = Simulated.quote();
        AtomicReference<String> outcome = new AtomicReference<>("nothing");
        Thread asking = Thread.ofVirtual().unstarted(() -> {
            try {
                AssembledCollateral.of(Optional.empty(), waiting(never)).collateral(quote);
            } catch (SourceUnavailableException e) {
                outcome.set(Thread.currentThread().isInterrupted() + " " + e.lastAnswer());
            }
        });
        asking.start();
        asking.interrupt();
        asking.join();

        assertThat(outcome.get()).isEqualTo("true waiting for it was interrupted");
    }

    private static IntelSource waiting(CountDownLatch gate) {
        return (item, at) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SourceUnavailableException("the test", "the gate opened");
        };
    }

    @Test
    void aPckChainComesFromWhoeverHasIt() throws Exception {
        Bytes chain = both.pckCertificateChain(((IntelItem.PckCertificate) PCK_CERTIFICATE).id(), AT);

        assertThat(chain).isEqualTo(Simulated.pckChain());
        assertThat(network.asked(PCK_CERTIFICATE)).isEqualTo(1);
    }

    @Test
    void aSourceOfOtherKindsHasNoPckChain() {
        CollateralSource plain = quote -> {
            throw new SourceUnavailableException("the test", "has nothing");
        };
        assertThatThrownBy(() -> plain.pckCertificateChain(((IntelItem.PckCertificate) PCK_CERTIFICATE).id(), AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("this source has none");
    }

    @Test
    void collateralCanBeHadWithoutAQuote() throws Exception {
        assertThat(tcbInfo(both.collateral(Tee.TDX, Bytes.hex("90c06f000000"), PckCa.PLATFORM, AT)))
                .isEqualTo(Simulated.endorsement(TCB_INFO, 0));
    }
}
