package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.EventLogVersion;
import dev.teeproof.eventlog.RuntimeEvent;
import dev.teeproof.eventlog.TdxEventLog;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The things that can be wrong with a machine or its evidence. Each breaks exactly one thing of a blueprint; all the rest
 * is minted and signed as it should be.
 */
public enum Fault {
    QUOTE_FORGED("the quote's signature is forged", plan -> plan.forged(Signed.QUOTE)),
    QE_REPORT_FORGED("the quoting enclave's report is forged", plan -> plan.forged(Signed.QE_REPORT)),
    ATTESTATION_KEY_SWAPPED(
            "the quoting enclave vouches for another attestation key", plan -> plan.qeReport(320, Bytes.zeros(32))),
    STRANGE_ROOT("the PCK certificate is from somebody else's CA", plan -> plan.pckIssuedBy(Role.STRANGER)),
    PCK_EXPIRED(
            "the PCK certificate has expired",
            plan -> plan.certificate(
                    Role.PCK,
                    spec -> spec.withValidity(spec.notBefore(), plan.at().minusSeconds(1)))),
    PCK_REVOKED("the PCK certificate is revoked", plan -> plan.pckCrl(list -> list.revoking(3))),
    PCK_CA_REVOKED("the PCK CA is revoked", plan -> plan.rootCrl(list -> list.revoking(2))),
    TCB_SIGNER_REVOKED("the TCB signer is revoked", plan -> plan.rootCrl(list -> list.revoking(4))),
    CRL_EXPIRED(
            "the revocation list has expired",
            plan -> plan.pckCrl(list -> list.withValidity(day(plan, -31), day(plan, -1)))),
    CRL_OF_THE_FUTURE(
            "the revocation list is not valid yet",
            plan -> plan.pckCrl(list -> list.withValidity(day(plan, 1), day(plan, 31)))),
    CRL_FORGED("the revocation list is forged", plan -> plan.forged(Signed.PCK_CRL)),
    TCB_INFO_FORGED("the TCB info is forged", plan -> plan.forged(Signed.TCB_INFO)),
    TCB_INFO_EXPIRED(
            "the TCB info has expired",
            plan -> plan.tcbInfo(
                    "\"nextUpdate\":\"" + day(plan, 30),
                    "\"nextUpdate\":\"" + plan.at().minusSeconds(1))),
    TCB_INFO_OF_THE_FUTURE(
            "the TCB info is not valid yet",
            plan -> plan.tcbInfo(
                    "\"issueDate\":\"" + day(plan, -1),
                    "\"issueDate\":\"" + plan.at().plusSeconds(1))),
    TCB_INFO_OF_ANOTHER_PLATFORM(
            "the TCB info is for another platform",
            plan -> plan.tcbInfo("\"fmspc\":\"90c06f000000\"", "\"fmspc\":\"b0c06f000000\"")),
    QE_IDENTITY_FORGED("the QE identity is forged", plan -> plan.forged(Signed.QE_IDENTITY)),
    QE_NOT_THE_IDENTITYS(
            "the quoting enclave is not the one that the identity describes",
            plan -> plan.qeReport(128, Bytes.zeros(32))),
    QE_UNDER_DEBUG("the quoting enclave is under debug", plan -> plan.qeReport(48, Bytes.of(0x17))),
    QE_OUT_OF_DATE("the quoting enclave is out of date", plan -> plan.qeReport(258, Bytes.of(3, 0))),
    TCB_OUT_OF_DATE(
            "the platform is out of date",
            plan -> plan.platform(
                    platform -> platform.withTcbComponents(Bytes.of(2, 2, 2, 2, 3, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0)))),
    TCB_REVOKED(
            "the platform's TCB is revoked",
            plan -> plan.platform(
                    platform -> platform.withTcbComponents(Bytes.of(2, 2, 2, 2, 3, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0))
                            .withPceSvn(5))),
    TCB_UNKNOWN(
            "the platform is below every TCB level",
            plan -> plan.platform(platform -> platform.withTcbComponents(Bytes.zeros(16)))),
    WRONG_MODULE("the TDX module is signed by somebody else", plan -> plan.report(64, Bytes.of(1))),
    MODULE_OUT_OF_DATE("the TDX module is out of date", plan -> plan.report(0, Bytes.of(4))),
    DEBUG("the domain is under debug", plan -> plan.report(120, Bytes.of(1))),
    SEPT_VE("the host can inject page faults", plan -> plan.report(123, Bytes.of(0))),
    MIGRATABLE("the domain may be moved to another machine", plan -> plan.report(123, Bytes.of(0x30))),
    REPORT_DATA_OF_SOMEBODY_ELSE(
            "the attestation states another report data than the quote",
            plan -> plan.statedReportData(Bytes.zeros(64))),
    TORN_LOG(
            "the last runtime event is missing",
            plan -> plan.sentRuntime(events -> events.subList(0, events.size() - 1))),
    EVENT_CHANGED(
            "the compose hash in the log is another one",
            plan -> plan.sentRuntime(events -> replaced(events, 2, Bytes.zeros(32)))),
    EVENTS_REORDERED(
            "two runtime events have changed places",
            plan -> plan.sentRuntime(events -> {
                RuntimeEvent moved = events.remove(1);
                events.add(2, moved);
                return events;
            })),
    DUPLICATE_EVENT(
            "an event that identifies the app was measured twice before system-ready",
            plan -> plan.runtime(events -> {
                events.add(3, new RuntimeEvent("app-id", Bytes.zeros(20), EventLogVersion.V1));
                return events;
            })),
    EVENT_NAME_RESPLIT(
            "a name was split from its payload at another colon",
            plan -> plan.sentRuntime(events -> {
                events.set(
                        5,
                        new RuntimeEvent(
                                "key-provider:{\"name\"", Bytes.utf8("\"none\",\"id\":\"\"}"), EventLogVersion.V1));
                return events;
            })),
    NO_APP(
            "the log does not say which app runs",
            plan -> plan.runtime(events -> {
                events.remove(1);
                return events;
            })),
    NO_SYSTEM_READY(
            "the log does not say where the system ends and the app begins",
            plan -> plan.runtime(events -> events.subList(0, events.size() - 1))),
    BOOT_EVENT_CHANGED(
            "a boot event in a whole log is another one",
            plan -> plan.wholeEventLog()
                    .sentEventLog(log -> new TdxEventLog(log.events().stream()
                            .filter(event -> event.imr() != 2)
                            .toList()))),
    ANOTHER_IMAGE(
            "the machine booted another image than it says",
            plan -> plan.bootImage(SimulatedImage.named("another-image"))),
    IMAGE_HASH_CHANGED(
            "the image hash is another one than the list's of checksums",
            plan -> plan.vmConfig("{\"os_image_hash\":\"", "{\"os_image_hash\":\"" + "00".repeat(32) + "\",\"x\":\"")),
    MEMORY_SIZE_CHANGED(
            "the machine has another memory size than it says",
            plan -> plan.vmConfig("\"memory_size\":2147483648", "\"memory_size\":4294967296"));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
    private final UnaryOperator<TdxBlueprint> breaking;

    Fault(String words, UnaryOperator<TdxBlueprint> breaking) {
        this.words = words;
        this.breaking = breaking;
    }

    /** What is wrong, in words. */
    public String words() {
        return words;
    }

    /** The blueprint with this fault. */
    public TdxBlueprint in(TdxBlueprint plan) {
        return breaking.apply(plan);
    }

    private static Instant day(TdxBlueprint plan, int days) {
        return plan.at().plus(Duration.ofDays(days));
    }

    private static List<RuntimeEvent> replaced(List<RuntimeEvent> events, int index, Bytes payload) {
        RuntimeEvent event = events.get(index);
        events.set(index, new RuntimeEvent(event.event(), payload, event.version()));
        return events;
    }
}
