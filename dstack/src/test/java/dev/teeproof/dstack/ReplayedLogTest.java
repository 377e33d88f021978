package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackCheck.APP_IDENTITY;
import static dev.teeproof.dstack.DstackCheck.EVENT_LOG_RUNTIME_EVENTS;
import static dev.teeproof.dstack.DstackCheck.REPORT_DATA;
import static dev.teeproof.dstack.DstackCheck.REPORT_DATA_PAYLOAD;
import static dev.teeproof.dstack.DstackCheck.RTMR0_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR1_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR2_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR3_REPLAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Register;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayedLogTest {

    private static VerifiedEvidence lite;
    private static VerifiedEvidence whole;

    @BeforeAll
    static void verify() throws Exception {
        lite = VerifiedEvidence.lite();
        whole = VerifiedEvidence.quoteReport();
    }

    @Test
    void aRealStrippedAttestationIsBoundToItsQuote() throws Exception {
        CheckList checks = new CheckList(DstackCheck.TDX);
        ReplayedLog log = ReplayedLog.bind(lite.platform(), lite.stack(), lite.quote(), checks);

        assertThat(log.log()).isEqualTo(lite.stack().runtimeEvents());
        assertThat(log.quote()).isSameAs(lite.quote());
        assertThat(log.proof(1))
                .isEqualTo(new Proof.ReplayedTo(
                        Register.RTMR3, "runtime log", 2, lite.quote().proof()));
        assertThat(outcomes(checks, Outcome.NOT_APPLICABLE))
                .containsExactly(REPORT_DATA_PAYLOAD, RTMR0_REPLAY, RTMR1_REPLAY, RTMR2_REPLAY);
        assertThat(outcomes(checks, Outcome.NOT_RUN)).containsExactly(APP_IDENTITY);
        assertThat(outcomes(checks, Outcome.PASSED)).hasSize(8);
    }

    @Test
    void aRealQuoteWithAWholeLogIsBoundInAllRegisters() throws Exception {
        CheckList checks = new CheckList(DstackCheck.TDX);
        ReplayedLog.bind(whole.platform(), whole.stack(), whole.quote(), checks);

        assertThat(outcomes(checks, Outcome.NOT_APPLICABLE)).containsExactly(REPORT_DATA_PAYLOAD);
        assertThat(outcomes(checks, Outcome.NOT_RUN)).containsExactly(APP_IDENTITY);
        assertThat(outcomes(checks, Outcome.PASSED)).hasSize(11);
    }

    @Test
    void anEventLogWithoutRuntimeEventsHasNothingToContradict() throws Exception {
        CheckList checks = new CheckList(DstackCheck.TDX);
        ReplayedLog.bind(
                new Platform.Tdx(lite.platform().quote(), new TdxEventLog(List.of())),
                lite.stack(),
                lite.quote(),
                checks);

        assertThat(outcomes(checks, Outcome.NOT_APPLICABLE)).contains(EVENT_LOG_RUNTIME_EVENTS);
        assertThat(outcomes(checks, Outcome.FAILED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6469", "00"})
    void otherReportDataIsRefused(String end) {
        Bytes own = lite.stack().reportData();
        Bytes other = Bytes.concat(own.slice(0, 63), Bytes.hex(end));

        assertThat(lite.with(stack(other, lite.stack().runtimeEvents(), Optional.empty()))
                        .failure())
                .isEqualTo(REPORT_DATA);
    }

    @Test
    void aPodsPayloadMustBeCommitted() {
        Stack own = lite.stack();

        assertThat(lite.with(stack(own.reportData(), own.runtimeEvents(), Optional.of("{}")))
                        .failure())
                .isEqualTo(REPORT_DATA_PAYLOAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aChangedBootEventIsRefusedAtItsRegister(int register) {
        DstackCheck code = List.of(RTMR0_REPLAY, RTMR1_REPLAY, RTMR2_REPLAY).get(register);
        int first = indexOf(register);

        assertThat(withBoot(whole, log -> log.set(first, boot(register, Bytes.zeros(48))))
                        .failure())
                .isEqualTo(code);
        assertThat(withBoot(whole, log -> log.remove(first)).failure()).isEqualTo(code);
        assertThat(withBoot(whole, log -> log.add(boot(register, Bytes.zeros(48))))
                        .failure())
                .isEqualTo(code);
        assertThat(withBoot(whole, log -> log.add(first, log.get(first))).failure())
                .isEqualTo(code);
    }

    @Test
    void bootEventsInAnotherOrderAreRefused() {
        int last = whole.platform().eventLog().events().stream()
                .filter(event -> event.imr() == 2)
                .map(whole.platform().eventLog().events()::indexOf)
                .max(Integer::compare)
                .orElseThrow();

        assertThat(withBoot(whole, log -> Collections.swap(log, indexOf(2), last))
                        .failure())
                .isEqualTo(RTMR2_REPLAY);
    }

    @Test
    void oneBootEventMakesALogClaimToBeWhole() {
        assertThat(withBoot(lite, log -> log.add(boot(2, Bytes.zeros(48)))).failure())
                .isEqualTo(RTMR0_REPLAY);
    }

    @Test
    void aRuntimeEventThatIsDroppedMovedDoubledOrChangedIsRefused() {
        Map<String, Consumer<List<RuntimeEvent>>> changes = Map.of(
                "first dropped", log -> log.remove(0),
                "last dropped", log -> log.remove(log.size() - 1),
                "all dropped", List::clear,
                "moved", log -> Collections.swap(log, 1, 2),
                "doubled", log -> log.add(1, log.get(1)),
                "appended", log -> log.add(new RuntimeEvent("x", Bytes.empty(), EventLogVersion.V1)),
                "payload", log -> log.set(1, new RuntimeEvent("app-id", Bytes.zeros(20), EventLogVersion.V1)),
                "name", log -> log.set(1, new RuntimeEvent("app-ID", log.get(1).payload(), EventLogVersion.V1)),
                "version",
                        log -> log.set(1, new RuntimeEvent("app-id", log.get(1).payload(), EventLogVersion.V2)));
        changes.forEach((name, change) -> {
            for (VerifiedEvidence evidence : List.of(lite, whole)) {
                List<RuntimeEvent> log =
                        new ArrayList<>(evidence.stack().runtimeEvents().events());
                change.accept(log);

                Stack other = stack(evidence.stack().reportData(), new RuntimeLog(log), Optional.empty());
                assertThat(evidence.with(other).failure()).as(name).isEqualTo(RTMR3_REPLAY);
            }
        });
    }

    @Test
    void theLogOfAnotherMachineIsRefused() {
        Stack other = stack(lite.stack().reportData(), whole.stack().runtimeEvents(), Optional.empty());

        assertThat(lite.with(other).failure()).isEqualTo(RTMR3_REPLAY);
    }

    private static List<Object> outcomes(CheckList checks, Outcome outcome) {
        return checks.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .map(Check::code)
                .collect(Collectors.toList());
    }

    private static int indexOf(int register) {
        List<TdxEvent> events = whole.platform().eventLog().events();
        return events.indexOf(events.stream()
                .filter(event -> event.imr() == register)
                .findFirst()
                .orElseThrow());
    }

    private static TdxEvent boot(int register, Bytes digest) {
        return new TdxEvent(register, 4, digest, "", Bytes.empty(), EventLogVersion.V1, Optional.empty());
    }

    private static VerifiedEvidence withBoot(VerifiedEvidence evidence, Consumer<List<TdxEvent>> change) {
        List<TdxEvent> events = new ArrayList<>(evidence.platform().eventLog().events());
        change.accept(events);
        return evidence.with(new Platform.Tdx(evidence.platform().quote(), new TdxEventLog(events)));
    }

    private static Stack stack(Bytes reportData, RuntimeLog log, Optional<String> payload) {
        return new Stack(reportData, log, "", payload);
    }
}
