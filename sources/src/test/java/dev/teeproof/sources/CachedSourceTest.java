package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.PCK_CERTIFICATE;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.Tee;
import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is served without asking, what is asked for, and what gets in. */
class CachedSourceTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource upstream = FakeSource.of(0);
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final CachedSource cache = CachedSource.over(upstream, Simulated.genuine(), clock)
            .background(background::add)
            .build();

    private IntelAnswer fetch(IntelItem item) throws SourceUnavailableException {
        return cache.fetch(item, clock.instant());
    }

    private void runBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    static List<IntelItem> items() {
        return Simulated.items();
    }

    @ParameterizedTest
    @MethodSource("items")
    void anItemIsFetchedOnceAndHandedOutAsTheSameObject(IntelItem item) throws Exception {
        Endorsement first = fetch(item).endorsement();

        assertThat(fetch(item).endorsement()).isSameAs(first);
        assertThat(fetch(item).notes()).isEmpty();
        assertThat(upstream.asked(item)).isEqualTo(1);
        assertThat(background).isEmpty();
    }

    @Test
    void whatIsOlderThanADayIsServedAndRenewedBehind() throws Exception {
        Endorsement old = fetch(TCB_INFO).endorsement();
        clock.pass(Duration.ofHours(25));
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, 1));

        assertThat(fetch(TCB_INFO).endorsement()).isSameAs(old);
        assertThat(fetch(TCB_INFO).endorsement()).isSameAs(old);
        assertThat(background).hasSize(1);
        runBackground();

        assertThat(fetch(TCB_INFO).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 1));
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(2);
    }

    @Test
    void theSameBytesFetchedAgainAreTheSameObject() throws Exception {
        Endorsement old = fetch(TCB_INFO).endorsement();
        clock.pass(Duration.ofHours(25));
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, 0));
        fetch(TCB_INFO);
        runBackground();

        assertThat(upstream.asked(TCB_INFO)).isEqualTo(2);
        assertThat(fetch(TCB_INFO).endorsement()).isSameAs(old);
        assertThat(background).isEmpty();
    }

    @Test
    void inTheLastTenthOfItsLifeAnItemIsRenewed() throws Exception {
        CachedSource patient = CachedSource.over(upstream, Simulated.genuine(), clock)
                .maxAge(Duration.ofDays(1000))
                .background(background::add)
                .build();
        patient.fetch(TCB_INFO, clock.instant());
        clock.pass(Duration.ofDays(26));
        patient.fetch(TCB_INFO, clock.instant());
        assertThat(background).isEmpty();

        clock.pass(Duration.ofDays(2));
        patient.fetch(TCB_INFO, clock.instant());
        assertThat(background).hasSize(1);
    }

    @Test
    void aPckCertificateIsKeptForThirtyDays() throws Exception {
        fetch(PCK_CERTIFICATE);
        clock.pass(Duration.ofDays(29));
        fetch(PCK_CERTIFICATE);
        assertThat(background).isEmpty();

        clock.pass(Duration.ofDays(2));
        fetch(PCK_CERTIFICATE);
        assertThat(background).hasSize(1);
    }

    @Test
    void whatHasExpiredIsAskedForAtOnce() throws Exception {
        fetch(TCB_INFO);
        clock.pass(Duration.ofDays(31));
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, 31));

        assertThat(fetch(TCB_INFO).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 31));
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(2);
    }

    @Test
    void whatHasExpiredIsNotServedWhenTheSourceIsDown() throws Exception {
        fetch(TCB_INFO);
        clock.pass(Duration.ofDays(31));
        upstream.outage = Optional.of("answered 503");

        assertThatThrownBy(() -> fetch(TCB_INFO)).isInstanceOfSatisfying(SourceUnavailableException.class, e -> {
            assertThat(e.source()).isEqualTo("the fake service");
            assertThat(e.lastAnswer()).contains("answered 503");
        });
    }

    @Test
    void theDateOfLastSecondIsInDate() throws Exception {
        fetch(TCB_INFO);
        Instant last = AT.plus(Duration.ofDays(30));

        assertThat(cache.fetch(TCB_INFO, last).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(1);
    }

    @Test
    void whatIsOnlyIssuedLaterIsNotAskedForAgain() throws Exception {
        fetch(TCB_INFO);
        Instant before = AT.minus(Duration.ofDays(400));

        assertThat(cache.fetch(TCB_INFO, before).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(cache.fetch(TCB_INFO, before).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(1);
    }

    static List<IntelItem> forgeable() {
        return List.of(TCB_INFO, Simulated.QE_IDENTITY, Simulated.PCK_CRL, Simulated.ROOT_CA_CRL);
    }

    @ParameterizedTest
    @MethodSource("forgeable")
    void whatIsForgedIsPassedOnAndNotKept(IntelItem item) throws Exception {
        upstream.gives(item, Simulated.forged(item, 0));
        assertThat(fetch(item).endorsement().source()).isEqualTo("forger");
        assertThat(fetch(item).endorsement().source()).isEqualTo("forger");
        assertThat(upstream.asked(item)).isEqualTo(2);

        upstream.gives(item, Simulated.endorsement(item, 0));
        assertThat(fetch(item).endorsement().source()).isEqualTo("simulated");
    }

    @Test
    void aForgedRenewalDoesNotReplaceWhatIsGenuine() throws Exception {
        Endorsement genuine = fetch(TCB_INFO).endorsement();
        clock.pass(Duration.ofHours(25));
        upstream.gives(TCB_INFO, Simulated.forged(TCB_INFO, 1));
        fetch(TCB_INFO);
        runBackground();

        IntelAnswer answer = fetch(TCB_INFO);
        assertThat(answer.endorsement()).isSameAs(genuine);
        assertThat(answer.notes()).singleElement().asString().contains("not genuine");
    }

    @Test
    void theGenuineDocumentOfAnotherPlatformIsNotKept() throws Exception {
        IntelItem other = new IntelItem.TcbInfo(Tee.TDX, Bytes.hex("b0c06f000000"), IntelItem.Update.STANDARD);
        upstream.gives(other, Simulated.endorsement(TCB_INFO, 0));

        fetch(other);
        fetch(other);
        assertThat(upstream.asked(other)).isEqualTo(2);
    }
}
