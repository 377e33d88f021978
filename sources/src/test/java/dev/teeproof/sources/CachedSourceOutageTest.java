package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source that is down: how it shows, how often it is asked, and how it comes back. */
class CachedSourceOutageTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource upstream = FakeSource.of(0);
    private final CachedSource cache = CachedSource.over(upstream, Simulated.genuine(), clock)
            .background(Runnable::run)
            .build();

    private IntelAnswer fetch() throws SourceUnavailableException {
        return cache.fetch(TCB_INFO, clock.instant());
    }

    @Test
    void anOutageShowsInWhatIsServed() throws Exception {
        fetch();
        clock.pass(Duration.ofHours(25));
        upstream.outage = Optional.of("answered 503");

        IntelAnswer answer = fetch();
        assertThat(answer.endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(answer.notes())
                .singleElement()
                .asString()
                .contains("TDX TCB info of FMSPC 90c06f000000")
                .contains("since " + clock.instant())
                .contains("the fake service")
                .contains("answered 503")
                .contains("fetched at " + AT)
                .contains("holds until " + AT.plus(Duration.ofDays(30)));
    }

    @Test
    void anOutageIsOverWhenTheSourceAnswers() throws Exception {
        fetch();
        clock.pass(Duration.ofHours(25));
        upstream.outage = Optional.of("answered 503");
        assertThat(fetch().notes()).hasSize(1);
        upstream.outage = Optional.empty();
        clock.pass(Outage.FIRST);

        assertThat(fetch().notes()).isEmpty();
        assertThat(fetch().notes()).isEmpty();
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(3);
    }

    @Test
    void whileItIsDownItIsAskedLessAndLess() throws Exception {
        upstream.outage = Optional.of("answered 500");
        for (int second = 0; second < 3600; second++) {
            assertThatThrownBy(this::fetch).isInstanceOf(SourceUnavailableException.class);
            clock.pass(Duration.ofSeconds(1));
        }

        // After 0, 5, 15, 35, 75, 155, 315 seconds, and then every 300.
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(7 + (3600 - 316) / 300);
    }

    @Test
    void duringThePauseTheOutageIsToldInWords() {
        upstream.outage = Optional.of("answered 500");
        assertThatThrownBy(this::fetch).hasMessage("the fake service: answered 500");
        clock.pass(Duration.ofSeconds(1));

        assertThatThrownBy(this::fetch)
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("the fake service")
                .hasMessageContaining("since " + AT)
                .hasMessageContaining("answered 500")
                .hasMessageContaining("from " + AT.plus(Outage.FIRST));
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(1);
    }

    @Test
    void oneItemsOutageIsNotAnothers() throws Exception {
        upstream.outage = Optional.of("answered 500");
        assertThatThrownBy(this::fetch).isInstanceOf(SourceUnavailableException.class);
        upstream.outage = Optional.empty();

        assertThat(cache.fetch(Simulated.QE_IDENTITY, AT).endorsement())
                .isEqualTo(Simulated.endorsement(Simulated.QE_IDENTITY, 0));
    }

    @Test
    void aSourceThatGoesBackDoesNotReplaceWhatIsNewer() throws Exception {
        IntelAnswer newer = fetch();
        clock.pass(Duration.ofHours(25));
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, -5));

        IntelAnswer answer = fetch();
        assertThat(answer.endorsement()).isSameAs(newer.endorsement());
        assertThat(answer.notes()).singleElement().asString().contains("is no better");
    }

    @Test
    void aNoteOfTheSourceIsPassedOnAndRemembered() throws Exception {
        IntelSource noting = (item, at) -> upstream.fetch(item, at).noting("by carrier pigeon");
        CachedSource over = CachedSource.over(noting, Simulated.genuine(), clock)
                .background(Runnable::run)
                .build();

        assertThat(over.fetch(TCB_INFO, AT).notes()).containsExactly("by carrier pigeon");
        assertThat(over.fetch(TCB_INFO, AT).notes()).singleElement().asString().contains("by carrier pigeon");
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(1);
    }
}
