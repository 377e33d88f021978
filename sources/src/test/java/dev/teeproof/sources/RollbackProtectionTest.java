package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.TdxBlueprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that goes back behind what it gave before. */
class RollbackProtectionTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource upstream = FakeSource.of(0);
    private final RollbackProtection protection =
            RollbackProtection.over(upstream, Simulated.genuine(), clock, Optional.empty());

    static List<IntelItem> dated() {
        return List.of(TCB_INFO, Simulated.QE_IDENTITY, Simulated.PCK_CRL, Simulated.ROOT_CA_CRL);
    }

    @ParameterizedTest
    @MethodSource("dated")
    void whatIsOlderIsReplacedByWhatWasSeenWithANote(IntelItem item) throws Exception {
        protection.fetch(item, AT);
        upstream.gives(item, Simulated.endorsement(item, -5));

        IntelAnswer answer = protection.fetch(item, AT);
        assertThat(answer.endorsement()).isEqualTo(Simulated.endorsement(item, 0));
        assertThat(answer.notes())
                .singleElement()
                .asString()
                .contains("issued " + AT.minus(Duration.ofDays(6)))
                .contains("issued " + AT.minus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @MethodSource("dated")
    void whatIsOlderIsRefusedWhenWhatWasSeenHasExpired(IntelItem item) throws Exception {
        protection.fetch(item, AT);
        upstream.gives(item, Simulated.endorsement(item, -5));

        assertThatThrownBy(() -> protection.fetch(item, AT.plus(Duration.ofDays(31))))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("issued " + AT.minus(Duration.ofDays(6)))
                .hasMessageContaining("issued " + AT.minus(Duration.ofDays(1)));
    }

    @Test
    void whatIsNewerPasses() throws Exception {
        protection.fetch(TCB_INFO, AT);
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, 3));
        clock.pass(Duration.ofDays(3));

        IntelAnswer answer = protection.fetch(TCB_INFO, clock.instant());
        assertThat(answer).isEqualTo(IntelAnswer.of(Simulated.endorsement(TCB_INFO, 3)));
    }

    @Test
    void aLowerEvaluationNumberIsOlderWhateverItsDate() throws Exception {
        protection.fetch(TCB_INFO, AT);
        upstream.gives(TCB_INFO, evaluation(17, 3));

        IntelAnswer answer = protection.fetch(TCB_INFO, AT);
        assertThat(answer.endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(answer.notes())
                .singleElement()
                .asString()
                .contains("TCB evaluation 17")
                .contains("TCB evaluation 18");
    }

    @Test
    void aForgedDateOfTheFutureLocksNobodyOut() throws Exception {
        upstream.gives(TCB_INFO, Simulated.forged(TCB_INFO, 5000));
        assertThat(protection.fetch(TCB_INFO, AT).endorsement().source()).isEqualTo("forger");
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, 0));

        assertThat(protection.fetch(TCB_INFO, AT)).isEqualTo(IntelAnswer.of(Simulated.endorsement(TCB_INFO, 0)));
    }

    @Test
    void aForgedRollbackIsPassedOnToFailItsCheck() throws Exception {
        protection.fetch(TCB_INFO, AT);
        upstream.gives(TCB_INFO, Simulated.forged(TCB_INFO, -5));

        assertThat(protection.fetch(TCB_INFO, AT).endorsement().source()).isEqualTo("forger");
    }

    @Test
    void earlyDocumentsHaveAHistoryOfTheirOwn() throws Exception {
        IntelItem early = new IntelItem.TcbInfo(
                ((IntelItem.TcbInfo) TCB_INFO).tee(), ((IntelItem.TcbInfo) TCB_INFO).fmspc(), IntelItem.Update.EARLY);
        upstream.gives(early, evaluation(19, 0));
        protection.fetch(early, AT);

        assertThat(protection.fetch(TCB_INFO, AT).notes()).isEmpty();
    }

    @Test
    void whatWasSeenOutlivesTheProcess(@TempDir Path folder) throws Exception {
        List<String> told = new ArrayList<>();
        EndorsementFolder shared = EndorsementFolder.open(folder, told::add);
        RollbackProtection.over(upstream, Simulated.genuine(), clock, Optional.of(shared))
                .fetch(TCB_INFO, AT);
        upstream.gives(TCB_INFO, Simulated.endorsement(TCB_INFO, -5));

        RollbackProtection restarted = RollbackProtection.over(
                upstream, Simulated.genuine(), clock, Optional.of(EndorsementFolder.open(folder, told::add)));
        assertThat(restarted.fetch(TCB_INFO, AT).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(told).isEmpty();
    }

    @Test
    void anOutageStaysAnOutage() {
        upstream.outage = Optional.of("answered 503");
        assertThatThrownBy(() -> protection.fetch(TCB_INFO, AT)).hasMessageContaining("answered 503");
    }

    private static Endorsement evaluation(int number, int days) throws MalformedEvidenceException {
        return Simulated.endorsement(
                TCB_INFO,
                Collateral.readContainer(
                        TdxBlueprint.of(3, AT.plus(Duration.ofDays(days)))
                                .tcbInfo("\"tcbEvaluationDataNumber\":18", "\"tcbEvaluationDataNumber\":" + number)
                                .build()
                                .collateralContainer(),
                        "simulated"));
    }
}
