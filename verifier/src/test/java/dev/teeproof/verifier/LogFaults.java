package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.failing;
import static dev.teeproof.verifier.FaultCase.warning;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.simulator.TdxBlueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What can be wrong with what a dstack attestation says beside its quote. */
final class LogFaults {

    private static final String ZEROS = "00".repeat(48);

    private LogFaults() {}

    static List<FaultCase<TdxBlueprint>> cases() {
        List<FaultCase<TdxBlueprint>> cases = new ArrayList<>();
        cases.add(failing(
                "a module whose signer is known, and is not Intel",
                "MR_SIGNER_SEAM",
                plan -> plan.tcbInfo(
                                "\"id\":\"TDX_01\",\"mrsigner\":\"" + ZEROS,
                                "\"id\":\"TDX_01\",\"mrsigner\":\"01" + ZEROS.substring(2))
                        .report(64, Bytes.of(1))));
        cases.add(failing("another report data", "REPORT_DATA", p -> p.statedReportData(Bytes.zeros(64))));
        cases.add(failing("a shorter report data", "REPORT_DATA", p -> p.statedReportData(Bytes.zeros(32))));
        cases.add(failing(
                "a pod with another payload",
                "REPORT_DATA_PAYLOAD",
                plan -> plan.pod("{}").podPayload("{ }")));
        cases.add(failing("a payload that nobody committed", "REPORT_DATA_PAYLOAD", plan -> plan.podPayload("{}")));
        cases.addAll(ofBootEvents());
        cases.addAll(ofRuntimeEvents());
        cases.addAll(ofTheEventLog());
        cases.addAll(ofVersionTwo());
        cases.addAll(ofIdentity());
        return cases;
    }

    private static List<FaultCase<TdxBlueprint>> ofBootEvents() {
        List<FaultCase<TdxBlueprint>> cases = new ArrayList<>();
        for (int imr = 0; imr < 3; imr++) {
            int register = imr;
            String code = "RTMR" + imr + "_REPLAY";
            cases.add(failing(
                    "no boot events of RTMR" + imr,
                    code,
                    plan -> plan.wholeEventLog().sentEventLog(log -> without(log, event -> event.imr() == register))));
            cases.add(failing(
                    "a boot event of RTMR" + imr + " twice",
                    code,
                    plan -> plan.wholeEventLog().sentEventLog(log -> twice(log, event -> event.imr() == register))));
            cases.add(failing(
                    "a boot event of RTMR" + imr + " is zero",
                    code,
                    plan -> plan.wholeEventLog()
                            .sentEventLog(log -> first(
                                    log,
                                    event -> event.imr() == register,
                                    event -> withDigest(event, Bytes.zeros(48))))));
            cases.add(failing(
                    "RTMR" + imr + " beside a whole log is another",
                    code,
                    plan -> plan.wholeEventLog().report(TdxBlueprint.rtmrOffset(register), Bytes.zeros(48))));
        }
        return cases;
    }

    private static List<FaultCase<TdxBlueprint>> ofRuntimeEvents() {
        String code = "RTMR3_REPLAY";
        return List.of(
                failing("no runtime events", code, plan -> plan.sentRuntime(events -> List.of())),
                failing("the first event is missing", code, p -> p.sentRuntime(events -> events.subList(1, 8))),
                failing("the last event is missing", code, p -> p.sentRuntime(events -> events.subList(0, 7))),
                failing("one event more", code, plan -> plan.sentRuntime(events -> inserted(events, 8, "x"))),
                failing(
                        "another app-id",
                        code,
                        plan -> plan.sentRuntime(events -> payload(events, 1, Bytes.zeros(20)))),
                failing(
                        "another version",
                        code,
                        plan -> plan.sentRuntime(events -> {
                            RuntimeEvent event = events.get(2);
                            events.set(2, new RuntimeEvent(event.event(), event.payload(), EventLogVersion.V2));
                            return events;
                        })),
                failing("RTMR3 is another", code, p -> p.report(TdxBlueprint.rtmrOffset(3), Bytes.zeros(48))));
    }

    private static List<FaultCase<TdxBlueprint>> ofTheEventLog() {
        Predicate<TdxEvent> app = event -> event.event().equals("app-id");
        return List.of(
                failing(
                        "the event log lacks an event",
                        "EVENT_LOG_RUNTIME_EVENTS",
                        plan -> plan.sentEventLog(log -> without(log, app))),
                failing(
                        "the event log has an event twice",
                        "EVENT_LOG_RUNTIME_EVENTS",
                        plan -> plan.sentEventLog(log -> twice(log, app))),
                failing(
                        "the event log tells of another app",
                        "EVENT_LOG_RUNTIME_EVENTS",
                        plan -> plan.sentEventLog(log -> first(
                                log,
                                app,
                                event -> TdxEvent.ofRuntime(
                                        new RuntimeEvent("app-id", Bytes.zeros(20), EventLogVersion.V1))))),
                failing(
                        "a runtime event with another digest",
                        "EVENT_DIGEST",
                        plan -> plan.sentEventLog(log -> first(log, app, event -> withDigest(event, Bytes.zeros(48))))),
                failing(
                        "a runtime event with a short digest",
                        "EVENT_DIGEST",
                        plan -> plan.sentEventLog(
                                log -> first(log, app, event -> withDigest(event, Bytes.zeros(32))))));
    }

    private static List<FaultCase<TdxBlueprint>> ofVersionTwo() {
        List<FaultCase<TdxBlueprint>> cases = new ArrayList<>();
        for (String preimage : List.of("", "00", "zz", "7b7d")) {
            cases.add(failing(
                    "an event of version 2 with the preimage '" + preimage + "'",
                    "EVENT_PREIMAGE",
                    plan -> plan.eventVersions(EventLogVersion.V2)
                            .sentEventLog(
                                    log -> first(log, TdxEvent::isRuntime, event -> withPreimage(event, preimage)))));
        }
        cases.add(failing(
                "an event of version 2 with the preimage of version 1",
                "EVENT_PREIMAGE",
                plan -> plan.eventVersions(EventLogVersion.V2)
                        .sentEventLog(log -> first(
                                log,
                                TdxEvent::isRuntime,
                                event -> withPreimage(
                                        event,
                                        new RuntimeEvent(event.event(), event.eventPayload(), EventLogVersion.V1)
                                                .preimage()
                                                .toHex())))));
        cases.add(failing(
                "version 2, an event missing",
                "RTMR3_REPLAY",
                plan -> plan.eventVersions(EventLogVersion.V2).sentRuntime(events -> events.subList(0, 7))));
        return cases;
    }

    private static List<FaultCase<TdxBlueprint>> ofIdentity() {
        List<FaultCase<TdxBlueprint>> cases = new ArrayList<>();
        for (String name : List.of("app-id", "compose-hash", "instance-id", "key-provider")) {
            cases.add(failing(name + " stands twice", "EVENT_DUPLICATE", p -> p.runtime(e -> inserted(e, 6, name))));
        }
        cases.add(failing(
                "a name of the system with a colon",
                "EVENT_NAME_AMBIGUOUS",
                plan -> plan.runtime(events -> inserted(events, 3, "app-id:x"))));
        for (int index : new int[] {1, 2}) {
            cases.add(warning(
                    "event " + index + " is missing",
                    "APP_IDENTITY",
                    plan -> plan.runtime(events -> {
                        events.remove(index);
                        return events;
                    })));
            cases.add(warning(
                    "event " + index + " is a byte short",
                    "APP_IDENTITY",
                    plan -> plan.runtime(events -> payload(events, index, Bytes.zeros(index == 1 ? 19 : 31)))));
        }
        return cases;
    }

    private static List<RuntimeEvent> inserted(List<RuntimeEvent> events, int index, String name) {
        events.add(index, new RuntimeEvent(name, Bytes.zeros(20), EventLogVersion.V1));
        return events;
    }

    private static List<RuntimeEvent> payload(List<RuntimeEvent> events, int index, Bytes payload) {
        events.set(index, new RuntimeEvent(events.get(index).event(), payload, EventLogVersion.V1));
        return events;
    }

    static TdxEventLog without(TdxEventLog log, Predicate<TdxEvent> dropped) {
        return new TdxEventLog(log.events().stream().filter(dropped.negate()).toList());
    }

    static TdxEventLog twice(TdxEventLog log, Predicate<TdxEvent> which) {
        List<TdxEvent> events = new ArrayList<>(log.events());
        events.add(log.events().stream().filter(which).findFirst().orElseThrow());
        return new TdxEventLog(events);
    }

    /** With the first event that is meant changed. */
    static TdxEventLog first(TdxEventLog log, Predicate<TdxEvent> which, UnaryOperator<TdxEvent> change) {
        List<TdxEvent> events = new ArrayList<>(log.events());
        TdxEvent meant = events.stream().filter(which).findFirst().orElseThrow();
        events.set(events.indexOf(meant), change.apply(meant));
        return new TdxEventLog(events);
    }

    static TdxEvent withDigest(TdxEvent event, Bytes digest) {
        return new TdxEvent(
                event.imr(),
                event.eventType(),
                digest,
                event.event(),
                event.eventPayload(),
                event.version(),
                event.preimage());
    }

    private static TdxEvent withPreimage(TdxEvent event, String hex) {
        return new TdxEvent(
                event.imr(),
                event.eventType(),
                event.digest(),
                event.event(),
                event.eventPayload(),
                event.version(),
                Optional.of(hex));
    }
}
