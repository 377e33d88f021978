package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackCheck.EVENT_DIGEST;
import static dev.teeproof.dstack.DstackCheck.EVENT_DUPLICATE;
import static dev.teeproof.dstack.DstackCheck.EVENT_LOG_RUNTIME_EVENTS;
import static dev.teeproof.dstack.DstackCheck.EVENT_NAME_AMBIGUOUS;
import static dev.teeproof.dstack.DstackCheck.EVENT_PREIMAGE;
import static dev.teeproof.dstack.DstackCheck.MR_SIGNER_SEAM;
import static dev.teeproof.dstack.DstackCheck.RTMR0_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR1_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR2_REPLAY;
import static dev.teeproof.dstack.DstackCheck.RTMR3_REPLAY;

import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Register;
import java.util.List;

/**
 * The runtime log of a TDX guest whose replay is RTMR3 of a verified quote, so that its events are facts: these and no
 * others were measured, in this order. Only {@link #bind} makes one.
 */
public final class ReplayedLog {

    /** The events from which the identity of an app is read. */
    static final List<String> IDENTITY_EVENTS = List.of("app-id", "compose-hash", "instance-id", "key-provider");

    private static final List<DstackCheck> BOOT_REPLAYS = List.of(RTMR0_REPLAY, RTMR1_REPLAY, RTMR2_REPLAY);

    private final VerifiedQuote quote;
    private final RuntimeLog log;

    private ReplayedLog(VerifiedQuote quote, RuntimeLog log) {
        this.quote = quote;
        this.log = log;
    }

    /**
     * Binds what an attestation says beside its quote to the quote.
     *
     * @param checks receives the checks from MR_SIGNER_SEAM to EVENT_DUPLICATE
     * @throws CheckFailedException if one of them fails
     */
    public static ReplayedLog bind(Platform.Tdx platform, Stack stack, VerifiedQuote quote, CheckList checks)
            throws CheckFailedException {
        TdReport report = quote.tdReport();
        checks.require(Check.that(
                MR_SIGNER_SEAM,
                report.mrSignerSeam().isZero(),
                "the TDX module is Intel's own (MRSIGNERSEAM is zero)",
                "the TDX module is not Intel's own (MRSIGNERSEAM is not zero)"));
        checks.require(StackRules.reportData(report.reportData(), stack, "quote"));
        checks.require(StackRules.payloadIsCommitted(stack));
        bootEventsReplay(platform.eventLog(), report, checks);
        checks.require(Check.equal(
                RTMR3_REPLAY,
                report.rtmrs().get(3).toHex(),
                stack.runtimeEvents().replay(Digest.SHA_384).toHex(),
                "the runtime events replay to RTMR3",
                "the runtime events do not replay to RTMR3"));
        checks.require(logsAgree(platform.eventLog(), stack.runtimeEvents()));
        checks.require(digestsAgree(platform.eventLog()));
        checks.require(preimagesAgree(platform.eventLog()));
        checks.require(systemNamesAreClear(stack.runtimeEvents()));
        checks.require(identityEventsStandOnce(stack.runtimeEvents()));
        return new ReplayedLog(quote, stack.runtimeEvents());
    }

    /**
     * A log with any boot event besides the ACPI markers claims to be whole, and must replay to all three registers. One
     * without was stripped, as in certificates, and proves nothing about them.
     */
    private static void bootEventsReplay(TdxEventLog log, TdReport report, CheckList checks)
            throws CheckFailedException {
        for (int i = 0; i < BOOT_REPLAYS.size(); i++) {
            DstackCheck code = BOOT_REPLAYS.get(i);
            checks.require(
                    log.hasBootEvents()
                            ? Check.equal(
                                    code,
                                    report.rtmrs().get(i).toHex(),
                                    log.replay(i).toHex(),
                                    "the boot events replay to RTMR" + i,
                                    "the boot events do not replay to RTMR" + i)
                            : Check.notApplicable(code, "the event log was stripped of its boot events"));
        }
    }

    /** Only the list of runtime events is replayed; entries of the event log must not tell anything else. */
    private static Check logsAgree(TdxEventLog log, RuntimeLog runtimeEvents) {
        RuntimeLog told = log.runtimeEvents();
        if (told.events().isEmpty()) {
            return Check.notApplicable(EVENT_LOG_RUNTIME_EVENTS, "the event log has no runtime events");
        }
        return Check.that(
                EVENT_LOG_RUNTIME_EVENTS,
                told.equals(runtimeEvents),
                "the event log has the same runtime events as the list that is replayed",
                "the event log has other runtime events than the list that is replayed");
    }

    /** Replay recomputes digests; one that was sent must be the same. Stripping leaves it empty. */
    private static Check digestsAgree(TdxEventLog log) {
        return log.events().stream()
                .filter(event -> event.isRuntime() && !event.digest().isEmpty())
                .filter(event -> !event.digest().equals(event.effectiveDigest()))
                .findFirst()
                .map(event -> Check.failed(
                        EVENT_DIGEST, "the event " + event.event() + " carries a digest that is not its own"))
                .orElseGet(() -> Check.passed(EVENT_DIGEST, "digests that came with runtime events are their own"));
    }

    private static Check preimagesAgree(TdxEventLog log) {
        return log.events().stream()
                .filter(event -> !event.preimageAgrees())
                .findFirst()
                .map(event -> Check.failed(
                        EVENT_PREIMAGE,
                        (event.event().isEmpty() ? "a boot event" : "the event " + event.event())
                                + " carries a preimage that is not its own"))
                .orElseGet(() -> Check.passed(EVENT_PREIMAGE, "preimages that came with events are their own"));
    }

    /**
     * Version 1 hashes name and payload with a colon between, so whoever carries a log can move the boundary to another
     * colon. The names that the system measures have none: one with a colon was split otherwise than it was measured.
     */
    private static Check systemNamesAreClear(RuntimeLog log) {
        return log.events().stream()
                .limit(log.systemEvents())
                .filter(RuntimeEvent::isAmbiguous)
                .findFirst()
                .map(event -> Check.failed(
                        EVENT_NAME_AMBIGUOUS,
                        "the event name " + event.event() + " can be split otherwise with the same digest"))
                .orElseGet(() -> Check.passed(
                        EVENT_NAME_AMBIGUOUS, "no event of the system has a name that can be split otherwise"));
    }

    private static Check identityEventsStandOnce(RuntimeLog log) {
        return IDENTITY_EVENTS.stream()
                .filter(name -> log.findAll(name).count() > 1)
                .findFirst()
                .map(name -> Check.failed(EVENT_DUPLICATE, "the event " + name + " stands twice before system-ready"))
                .orElseGet(() -> Check.passed(EVENT_DUPLICATE, "no event that identifies the app stands twice"));
    }

    public RuntimeLog log() {
        return log;
    }

    public VerifiedQuote quote() {
        return quote;
    }

    /** Why the event at {@code index} can be believed. */
    public Proof.ReplayedTo proof(int index) {
        return new Proof.ReplayedTo(Register.RTMR3, "runtime log", index + 1, quote.proof());
    }
}
