package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
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
    QUOTE_FORGED("the quote's signature is forged", platform(plan -> plan.forged(Signed.QUOTE))),
    QE_REPORT_FORGED("the quoting enclave's report is forged", platform(plan -> plan.forged(Signed.QE_REPORT))),
    ATTESTATION_KEY_SWAPPED(
            "the quoting enclave vouches for another attestation key",
            platform(plan -> plan.qeReport(320, Bytes.zeros(32)))),
    STRANGE_ROOT("the PCK certificate is from somebody else's CA", platform(plan -> plan.pckIssuedBy(Role.STRANGER))),
    PCK_EXPIRED(
            "the PCK certificate has expired",
            platform(plan -> plan.certificate(
                    Role.PCK,
                    spec -> spec.withValidity(spec.notBefore(), plan.at().minusSeconds(1))))),
    PCK_REVOKED("the PCK certificate is revoked", platform(plan -> plan.pckCrl(list -> list.revoking(3)))),
    PCK_CA_REVOKED("the PCK CA is revoked", platform(plan -> plan.rootCrl(list -> list.revoking(2)))),
    TCB_SIGNER_REVOKED("the TCB signer is revoked", platform(plan -> plan.rootCrl(list -> list.revoking(4)))),
    CRL_EXPIRED(
            "the revocation list has expired",
            platform(plan -> plan.pckCrl(list -> list.withValidity(day(plan, -31), day(plan, -1))))),
    CRL_OF_THE_FUTURE(
            "the revocation list is not valid yet",
            platform(plan -> plan.pckCrl(list -> list.withValidity(day(plan, 1), day(plan, 31))))),
    CRL_FORGED("the revocation list is forged", platform(plan -> plan.forged(Signed.PCK_CRL))),
    TCB_INFO_FORGED("the TCB info is forged", platform(plan -> plan.forged(Signed.TCB_INFO))),
    TCB_INFO_EXPIRED(
            "the TCB info has expired",
            platform(plan -> plan.tcbInfo(
                    "\"nextUpdate\":\"" + day(plan, 30),
                    "\"nextUpdate\":\"" + plan.at().minusSeconds(1)))),
    TCB_INFO_OF_THE_FUTURE(
            "the TCB info is not valid yet",
            platform(plan -> plan.tcbInfo("\"issueDate\":\"" + day(plan, -1), "\"issueDate\":\"" + day(plan, 1)))),
    TCB_INFO_OF_ANOTHER_PLATFORM(
            "the TCB info is for another platform",
            platform(plan -> plan.tcbInfo("\"fmspc\":\"90c06f000000\"", "\"fmspc\":\"b0c06f000000\""))),
    QE_IDENTITY_FORGED("the QE identity is forged", platform(plan -> plan.forged(Signed.QE_IDENTITY))),
    QE_NOT_THE_IDENTITYS(
            "the quoting enclave is not the one that the identity describes",
            platform(plan -> plan.qeReport(128, Bytes.zeros(32)))),
    QE_UNDER_DEBUG("the quoting enclave is under debug", platform(plan -> plan.qeReport(48, Bytes.of(0x17)))),
    QE_OUT_OF_DATE("the quoting enclave is out of date", platform(plan -> plan.qeReport(258, Bytes.of(3, 0)))),
    TCB_OUT_OF_DATE(
            "the platform is out of date",
            platform(plan -> plan.platform(
                    platform -> platform.withTcbComponents(Bytes.of(2, 2, 2, 2, 3, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0))))),
    TCB_REVOKED(
            "the platform's TCB is revoked",
            platform(plan -> plan.platform(
                    platform -> platform.withTcbComponents(Bytes.of(2, 2, 2, 2, 3, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0))
                            .withPceSvn(5)))),
    TCB_UNKNOWN(
            "the platform is below every TCB level",
            platform(plan -> plan.platform(platform -> platform.withTcbComponents(Bytes.zeros(16))))),
    WRONG_MODULE("the TDX module is signed by somebody else", domain(plan -> plan.body(64, Bytes.of(1)))),
    // A report 1.5 also says which module is loaded now; were that one in order, a relaunch would be all it takes.
    MODULE_OUT_OF_DATE(
            "the TDX module is out of date",
            domain(plan -> plan.kind().bodyType() == 3
                    ? plan.body(0, Bytes.of(4)).body(584, Bytes.of(4))
                    : plan.body(0, Bytes.of(4)))),
    DEBUG(
            "the domain, or enclave, is under debug",
            platform(plan -> plan.kind().sgx() ? plan.body(48, Bytes.of(0x07)) : plan.body(120, Bytes.of(1)))),
    SEPT_VE("the host can inject page faults", domain(plan -> plan.body(123, Bytes.of(0)))),
    MIGRATABLE("the domain may be moved to another machine", domain(plan -> plan.body(123, Bytes.of(0x30)))),
    REPORT_DATA_OF_SOMEBODY_ELSE(
            "the attestation states another report data than the quote",
            machine(plan -> plan.statedReportData(Bytes.zeros(64)))),
    TORN_LOG(
            "the last runtime event is missing",
            machine(plan -> plan.sentRuntime(events -> events.subList(0, events.size() - 1)))),
    EVENT_CHANGED(
            "the compose hash in the log is another one",
            machine(plan -> plan.sentRuntime(events -> replaced(events, 2, Bytes.zeros(32))))),
    EVENTS_REORDERED(
            "two runtime events have changed places",
            machine(plan -> plan.sentRuntime(events -> {
                RuntimeEvent moved = events.remove(1);
                events.add(2, moved);
                return events;
            }))),
    DUPLICATE_EVENT(
            "an event that identifies the app was measured twice before system-ready",
            machine(plan -> plan.runtime(events -> {
                events.add(3, new RuntimeEvent("app-id", Bytes.zeros(20), EventLogVersion.V1));
                return events;
            }))),
    EVENT_NAME_RESPLIT(
            "a name was split from its payload at another colon",
            machine(plan -> plan.sentRuntime(events -> {
                events.replaceAll(event -> event.event().equals("key-provider") ? resplit(event) : event);
                return events;
            }))),
    NO_APP(
            "the log does not say which app runs",
            machine(plan -> plan.runtime(events -> {
                events.remove(1);
                return events;
            }))),
    NO_SYSTEM_READY(
            "the log does not say where the system ends and the app begins",
            machine(plan -> plan.runtime(events -> events.subList(0, events.size() - 1)))),
    BOOT_EVENT_CHANGED(
            "a boot event in a whole log is another one",
            machine(plan -> plan.wholeEventLog()
                    .sentEventLog(log -> new TdxEventLog(log.events().stream()
                            .filter(event -> event.imr() != 2)
                            .toList())))),
    ANOTHER_IMAGE(
            "the machine booted another image than it says",
            machine(plan -> plan.bootImage(SimulatedImage.named("another-image")))),
    IMAGE_HASH_CHANGED(
            "the image hash is another one than the list's of checksums",
            machine(plan ->
                    plan.vmConfig("{\"os_image_hash\":\"", "{\"os_image_hash\":\"" + "00".repeat(32) + "\",\"x\":\""))),
    MEMORY_SIZE_CHANGED(
            "the machine has another memory size than it says",
            machine(plan -> plan.vmConfig("\"memory_size\":2147483648", "\"memory_size\":4294967296")));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
    private final Breaking breaking;

    Fault(String words, Breaking breaking) {
        this.words = words;
        this.breaking = breaking;
    }

    /** What is wrong, in words. */
    public String words() {
        return words;
    }

    /** The blueprint with this fault. */
    public TdxBlueprint in(TdxBlueprint plan) {
        return (TdxBlueprint) breaking.change().apply(plan);
    }

    /**
     * The blueprint with this fault.
     *
     * @throws IllegalArgumentException if quotes of its kind cannot have it, see {@link #concerns}
     */
    public QuoteBlueprint in(QuoteBlueprint plan) {
        if (!concerns(plan.kind())) {
            throw new IllegalArgumentException("a bare quote of " + plan.kind() + " cannot have " + this);
        }
        return (QuoteBlueprint) breaking.change().apply(plan);
    }

    /** Whether a bare quote of a kind can have this fault; those of the logs and the image need a machine. */
    public boolean concerns(QuoteKind kind) {
        return switch (breaking.needs()) {
            case PLATFORM -> true;
            case DOMAIN -> !kind.sgx();
            case MACHINE -> false;
        };
    }

    /** What a fault needs to be one. */
    private enum Needs {
        PLATFORM,
        DOMAIN,
        MACHINE
    }

    private record Breaking(Needs needs, UnaryOperator<IntelBlueprint<?>> change) {}

    private static Breaking platform(UnaryOperator<IntelBlueprint<?>> change) {
        return new Breaking(Needs.PLATFORM, change);
    }

    private static Breaking domain(UnaryOperator<IntelBlueprint<?>> change) {
        return new Breaking(Needs.DOMAIN, change);
    }

    private static Breaking machine(UnaryOperator<TdxBlueprint> change) {
        return new Breaking(Needs.MACHINE, plan -> change.apply((TdxBlueprint) plan));
    }

    private static Instant day(IntelBlueprint<?> plan, int days) {
        return plan.at().plus(Duration.ofDays(days));
    }

    /** The same bytes of version 1, with the boundary at the first colon of the payload. */
    private static RuntimeEvent resplit(RuntimeEvent event) {
        int colon = event.payload().indexOf(':', 0);
        String more = MintedPki.text(event.payload().slice(0, colon));
        return new RuntimeEvent(
                event.event() + ":" + more,
                event.payload().slice(colon + 1, event.payload().size()),
                EventLogVersion.V1);
    }

    private static List<RuntimeEvent> replaced(List<RuntimeEvent> events, int index, Bytes payload) {
        RuntimeEvent event = events.get(index);
        events.set(index, new RuntimeEvent(event.event(), payload, event.version()));
        return events;
    }
}
