package dev.teeproof.verifier;

import static dev.teeproof.dstack.DstackCheck.EVENT_DIGEST;
import static dev.teeproof.dstack.DstackCheck.EVENT_LOG_RUNTIME_EVENTS;
import static dev.teeproof.dstack.DstackCheck.EVENT_NAME_AMBIGUOUS;
import static dev.teeproof.dstack.DstackCheck.EVENT_PREIMAGE;
import static dev.teeproof.dstack.DstackCheck.REPORT_DATA;
import static dev.teeproof.dstack.DstackCheck.REPORT_DATA_PAYLOAD;
import static dev.teeproof.dstack.DstackCheck.RTMR0_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR1_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR2_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR3_REPLAY;
import static dev.teeproof.image.ImageCheck.ACPI_EVENTS;
import static dev.teeproof.image.ImageCheck.RTMR0_MISMATCH;
import static dev.teeproof.verifier.Edit.add;
import static dev.teeproof.verifier.Edit.at;
import static dev.teeproof.verifier.Edit.drop;
import static dev.teeproof.verifier.Edit.flipDigest;
import static dev.teeproof.verifier.Edit.named;
import static dev.teeproof.verifier.Edit.preimage;
import static dev.teeproof.verifier.Edit.set;
import static dev.teeproof.verifier.Edit.swap;
import static dev.teeproof.verifier.Edit.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The logs of real machines with one thing changed. The runtime events of the lite one start at entry 3 of its log. */
class EventLogTamperTest {

    private static final int COMPOSE_HASH = 2;
    private static final int RUNTIME = 3;
    private static final Bytes OTHER = Bytes.hex("07");

    static Stream<Arguments> lite() {
        return Stream.of(
                list("name", RTMR3_REPLAY, e -> set(e, COMPOSE_HASH, runtime("compose-hasi", payload(e)))),
                list("payload", RTMR3_REPLAY, e -> set(e, COMPOSE_HASH, runtime("compose-hash", OTHER))),
                list("order", RTMR3_REPLAY, e -> swap(e, 1, 2)),
                list("duplicate", RTMR3_REPLAY, e -> add(e, COMPOSE_HASH, e.get(COMPOSE_HASH))),
                list("drop", RTMR3_REPLAY, e -> drop(e, COMPOSE_HASH)),
                list("append", RTMR3_REPLAY, e -> add(e, e.size(), runtime("more", OTHER))),
                list("nothing", RTMR3_REPLAY, e -> List.of()),
                list(
                        "version",
                        RTMR3_REPLAY,
                        e -> set(e, COMPOSE_HASH, new RuntimeEvent("compose-hash", payload(e), EventLogVersion.V2))),
                log("runtime name", EVENT_LOG_RUNTIME_EVENTS, l -> set(l, RUNTIME + 2, named(l.get(RUNTIME + 2), "x"))),
                log(
                        "runtime payload",
                        EVENT_LOG_RUNTIME_EVENTS,
                        l -> set(l, RUNTIME + 2, with(l.get(RUNTIME + 2), Bytes.empty(), OTHER))),
                log("runtime order", EVENT_LOG_RUNTIME_EVENTS, l -> swap(l, RUNTIME + 1, RUNTIME + 2)),
                log("runtime duplicate", EVENT_LOG_RUNTIME_EVENTS, l -> add(l, RUNTIME, l.get(RUNTIME))),
                log("runtime drop", EVENT_LOG_RUNTIME_EVENTS, l -> drop(l, RUNTIME + 2)),
                log("runtime type", EVENT_LOG_RUNTIME_EVENTS, l -> set(l, RUNTIME, at(l.get(RUNTIME), 3, 0x08000002L))),
                log(
                        "runtime register",
                        RTMR0_REPLAY,
                        l -> set(l, RUNTIME, at(l.get(RUNTIME), 0, RuntimeEvent.EVENT_TYPE))),
                log(
                        "runtime digest",
                        EVENT_DIGEST,
                        l -> set(l, RUNTIME + 2, with(l.get(RUNTIME + 2), Bytes.zeros(48), payloadAt(l, RUNTIME + 2)))),
                log("a boot event", RTMR0_REPLAY, l -> add(l, 0, at(l.get(0), 1, 4))),
                log("ACPI label", ACPI_EVENTS, l -> set(l, 0, named(l.get(0), "acpi-loadex"))),
                log("ACPI label gone", ACPI_EVENTS, l -> set(l, 2, named(l.get(2), ""))),
                log("ACPI label twice", ACPI_EVENTS, l -> set(l, 0, named(l.get(0), "acpi-rsdp"))),
                log(
                        "ACPI labels swapped",
                        RTMR0_MISMATCH,
                        l -> set(set(l, 0, named(l.get(0), "acpi-rsdp")), 1, named(l.get(1), "acpi-loader"))),
                log("ACPI loader digest", RTMR0_MISMATCH, l -> flipDigest(l, 0)),
                log("ACPI RSDP digest", RTMR0_MISMATCH, l -> flipDigest(l, 1)),
                log("ACPI tables digest", RTMR0_MISMATCH, l -> flipDigest(l, 2)),
                log(
                        "ACPI digest too short",
                        ACPI_EVENTS,
                        l -> set(
                                l,
                                0,
                                with(
                                        l.get(0),
                                        l.get(0).digest().slice(0, 47),
                                        l.get(0).eventPayload()))),
                log("ACPI drop", ACPI_EVENTS, l -> drop(l, 1)),
                log("ACPI duplicate", ACPI_EVENTS, l -> add(l, 1, l.get(1))),
                log(
                        "ACPI payload",
                        RTMR0_REPLAY,
                        l -> set(l, 0, with(l.get(0), l.get(0).digest(), OTHER))),
                log("ACPI type", RTMR0_REPLAY, l -> set(l, 0, at(l.get(0), 0, 11))),
                log("ACPI register", RTMR0_REPLAY, l -> set(l, 0, at(l.get(0), 1, 10))),
                log("ACPI register 3", ACPI_EVENTS, l -> set(l, 0, at(l.get(0), 3, 10))),
                log("nothing", ACPI_EVENTS, l -> List.of()),
                whole(
                        "report data",
                        REPORT_DATA,
                        a -> stack(a, Tamper.flip(a.stack().reportData(), 63), Optional.empty())),
                whole(
                        "a pod's payload",
                        REPORT_DATA_PAYLOAD,
                        a -> stack(a, a.stack().reportData(), Optional.of("x"))),
                whole("both logs", RTMR3_REPLAY, a -> both(a, e -> set(e, 1, runtime("app-id", OTHER)))),
                // The same bytes are measured: only where the name ends has changed.
                whole(
                        "the boundary of a name",
                        EVENT_NAME_AMBIGUOUS,
                        a -> both(a, EventLogTamperTest::splitElsewhere)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lite")
    void aChangedLogIsNotTheOneThatWasMeasured(String name, CheckCode code, UnaryOperator<Attestation> change)
            throws Exception {
        AttestationResult result = Real.verifyLite(change.apply(Real.lite()));

        assertThat(result.verdict()).as(name).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).as(name).isEqualTo(code);
    }

    static Stream<Arguments> legacy() {
        return Stream.of(
                log("digest in RTMR0", RTMR0_REPLAY, l -> flipDigest(l, 0)),
                log("digest in RTMR1", RTMR1_REPLAY, l -> flipDigest(l, 11)),
                log("digest in RTMR2", RTMR2_REPLAY, l -> flipDigest(l, 16)),
                log("order in RTMR0", RTMR0_REPLAY, l -> swap(l, 2, 3)),
                log("order in RTMR2", RTMR2_REPLAY, l -> swap(l, 16, 17)),
                log("drop from RTMR1", RTMR1_REPLAY, l -> drop(l, 19)),
                log("duplicate in RTMR2", RTMR2_REPLAY, l -> add(l, 16, l.get(16))),
                log(
                        "from RTMR1 to RTMR2",
                        RTMR1_REPLAY,
                        l -> set(l, 19, at(l.get(19), 2, l.get(19).eventType()))),
                log(
                        "all of RTMR1",
                        RTMR1_REPLAY,
                        l -> l.stream().filter(e -> e.imr() != 1).toList()),
                log("runtime digest", EVENT_DIGEST, l -> flipDigest(l, 22)),
                log(
                        "runtime payload",
                        EVENT_LOG_RUNTIME_EVENTS,
                        l -> set(l, 22, with(l.get(22), l.get(22).digest(), OTHER))),
                log("an app's event", EVENT_LOG_RUNTIME_EVENTS, l -> drop(l, 27)),
                log("preimage", EVENT_PREIMAGE, l -> set(l, 22, preimage(l.get(22), "00"))),
                log("preimage of a boot event", EVENT_PREIMAGE, l -> set(l, 0, preimage(l.get(0), "00"))),
                whole(
                        "report data",
                        REPORT_DATA,
                        a -> stack(a, Tamper.flip(a.stack().reportData(), 0), Optional.empty())),
                whole("both logs", RTMR3_REPLAY, a -> both(a, e -> swap(e, 1, 2))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("legacy")
    void aWholeLogReplaysToAllRegistersOrIsRefused(String name, CheckCode code, UnaryOperator<Attestation> change)
            throws Exception {
        Evidence changed = Evidence.read(change.apply(Real.legacy()).encodeV1());

        AttestationResult result = Real.verify(changed, Real.collateral(Real.APRIL), Real.LEGACY_AT);

        assertThat(result.verdict()).as(name).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).as(name).isEqualTo(code);
    }

    private static Arguments whole(String name, CheckCode code, UnaryOperator<Attestation> change) {
        return arguments(name, code, change);
    }

    private static Arguments list(String name, CheckCode code, UnaryOperator<List<RuntimeEvent>> change) {
        return whole("runtime events: " + name, code, a -> events(a, change));
    }

    private static Arguments log(String name, CheckCode code, UnaryOperator<List<TdxEvent>> change) {
        return whole(
                "event log: " + name,
                code,
                a -> Real.withLog(
                        a, new TdxEventLog(change.apply(Real.tdx(a).eventLog().events()))));
    }

    private static Attestation events(Attestation a, UnaryOperator<List<RuntimeEvent>> change) {
        Stack stack = a.stack();
        RuntimeLog log = new RuntimeLog(change.apply(stack.runtimeEvents().events()));
        return new Attestation(
                a.platform(), new Stack(stack.reportData(), log, stack.config(), stack.reportDataPayload()));
    }

    private static Attestation stack(Attestation a, Bytes reportData, Optional<String> payload) {
        Stack stack = a.stack();
        return new Attestation(a.platform(), new Stack(reportData, stack.runtimeEvents(), stack.config(), payload));
    }

    /** The list and the log tell the same. */
    private static Attestation both(Attestation a, UnaryOperator<List<RuntimeEvent>> change) {
        Attestation changed = events(a, change);
        List<TdxEvent> log = new ArrayList<>(Real.tdx(a).eventLog().events());
        log.removeIf(TdxEvent::isRuntime);
        changed.stack().runtimeEvents().events().forEach(event -> log.add(TdxEvent.ofRuntime(event)));
        return Real.withLog(changed, new TdxEventLog(log));
    }

    private static List<RuntimeEvent> splitElsewhere(List<RuntimeEvent> events) {
        RuntimeEvent provider = events.get(6);
        try {
            String payload = provider.payload().toUtf8("payload");
            int colon = payload.indexOf(':');
            return set(
                    events,
                    6,
                    runtime(
                            provider.event() + ":" + payload.substring(0, colon),
                            Bytes.utf8(payload.substring(colon + 1))));
        } catch (MalformedEvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private static RuntimeEvent runtime(String name, Bytes payload) {
        return new RuntimeEvent(name, payload, EventLogVersion.V1);
    }

    private static Bytes payload(List<RuntimeEvent> events) {
        return events.get(COMPOSE_HASH).payload();
    }

    private static Bytes payloadAt(List<TdxEvent> log, int index) {
        return log.get(index).eventPayload();
    }
}
