package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackCheck.EVENT_DIGEST;
import static dev.teeproof.dstack.DstackCheck.EVENT_LOG_RUNTIME_EVENTS;
import static dev.teeproof.dstack.DstackCheck.EVENT_NAME_AMBIGUOUS;
import static dev.teeproof.dstack.DstackCheck.EVENT_PREIMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.CheckList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RTMR3 does not notice: entries of the event log beside the list that is replayed, and names in it. */
class EventConsistencyTest {

    private static VerifiedEvidence lite;

    @BeforeAll
    static void verify() throws Exception {
        lite = VerifiedEvidence.lite();
    }

    @Test
    void theEventLogMustTellTheSameRuntimeEvents() {
        List<TdxEvent> events = lite.platform().eventLog().events();

        assertThat(withLog(events.subList(0, 11)).failure()).isEqualTo(EVENT_LOG_RUNTIME_EVENTS);
        assertThat(withEntry("app-id", event -> entry(event, event.event(), Bytes.zeros(20)))
                        .failure())
                .isEqualTo(EVENT_LOG_RUNTIME_EVENTS);
        assertThat(withEntry("app-id", event -> entry(event, "instance-id", event.eventPayload()))
                        .failure())
                .isEqualTo(EVENT_LOG_RUNTIME_EVENTS);
        assertThat(withEntry(
                                "app-id",
                                event -> new TdxEvent(
                                        3,
                                        event.eventType(),
                                        event.digest(),
                                        event.event(),
                                        event.eventPayload(),
                                        EventLogVersion.V2,
                                        Optional.empty()))
                        .failure())
                .isEqualTo(EVENT_LOG_RUNTIME_EVENTS);
    }

    @Test
    void aRuntimeEntryOfAnotherRegisterIsOneToo() {
        List<TdxEvent> events = new ArrayList<>(lite.platform().eventLog().events());
        events.add(
                new TdxEvent(7, 0x08000001L, Bytes.empty(), "x", Bytes.empty(), EventLogVersion.V1, Optional.empty()));

        assertThat(withLog(events).failure()).isEqualTo(EVENT_LOG_RUNTIME_EVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
            })
    void aStoredDigestMustBeTheEventsOwn(String digest) {
        assertThat(withEntry("app-id", event -> digest(event, Bytes.hex(digest)))
                        .failure())
                .isEqualTo(EVENT_DIGEST);
    }

    @Test
    void aStoredDigestOfAnotherHashFunctionIsNotTheEventsOwn() {
        assertThat(withEntry("app-id", event -> digest(event, event.toRuntime().digest(Digest.SHA_256)))
                        .failure())
                .isEqualTo(EVENT_DIGEST);
    }

    @Test
    void digestsAndPreimagesThatAreTheEventsOwnPass() throws Exception {
        VerifiedEvidence told = withEntry(
                "app-id",
                event -> preimage(
                        digest(event, event.effectiveDigest()),
                        event.toRuntime().preimage().toHex().toUpperCase(Locale.ROOT)));

        ReplayedLog log = ReplayedLog.bind(told.platform(), told.stack(), told.quote(), new CheckList(DstackCheck.TDX));
        assertThat(log.log()).isEqualTo(lite.stack().runtimeEvents());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7b7d", "zz", "7b7", ""})
    void aPreimageMustBeTheEventsOwn(String preimage) {
        assertThat(withEntry("app-id", event -> preimage(event, preimage)).failure())
                .isEqualTo(EVENT_PREIMAGE);
        assertThat(withEntry("acpi-rsdp", event -> preimage(event, preimage)).failure())
                .isEqualTo(EVENT_PREIMAGE);
    }

    @Test
    void aNameThatIsSplitAtAnotherColonStillReplaysAndIsRefused() {
        List<RuntimeEvent> log = new ArrayList<>(lite.stack().runtimeEvents().events());
        int at = lite.stack().runtimeEvents().find("key-provider").orElseThrow();
        RuntimeEvent original = log.get(at);
        for (int colon = 0; colon < original.payload().size(); colon++) {
            if (original.payload().at(colon) != ':') {
                continue;
            }
            RuntimeEvent split = splitAt(original, colon);
            assertThat(split.digest(Digest.SHA_384)).isEqualTo(original.digest(Digest.SHA_384));
            log.set(at, split);
            Stack stack = stack(log);

            assertThat(lite.with(stack)
                            .with(new Platform.Tdx(lite.platform().quote(), entries(stack.runtimeEvents())))
                            .failure())
                    .isEqualTo(EVENT_NAME_AMBIGUOUS);
            assertThat(lite.with(stack).failure()).isEqualTo(EVENT_LOG_RUNTIME_EVENTS);
        }
    }

    private static RuntimeEvent splitAt(RuntimeEvent event, int colon) {
        Bytes payload = event.payload();
        String name = event.event() + ":" + new String(payload.slice(0, colon).toArray(), StandardCharsets.UTF_8);
        return new RuntimeEvent(name, payload.slice(colon + 1, payload.size()), EventLogVersion.V1);
    }

    private static TdxEventLog entries(RuntimeLog log) {
        return new TdxEventLog(log.events().stream().map(TdxEvent::ofRuntime).toList());
    }

    private static Stack stack(List<RuntimeEvent> log) {
        Stack own = lite.stack();
        return new Stack(own.reportData(), new RuntimeLog(log), own.config(), Optional.empty());
    }

    private static VerifiedEvidence withEntry(String name, UnaryOperator<TdxEvent> change) {
        return withLog(lite.platform().eventLog().events().stream()
                .map(event -> event.event().equals(name) ? change.apply(event) : event)
                .toList());
    }

    private static VerifiedEvidence withLog(List<TdxEvent> events) {
        return lite.with(new Platform.Tdx(lite.platform().quote(), new TdxEventLog(events)));
    }

    private static TdxEvent entry(TdxEvent event, String name, Bytes payload) {
        return new TdxEvent(
                event.imr(), event.eventType(), event.digest(), name, payload, event.version(), event.preimage());
    }

    private static TdxEvent digest(TdxEvent event, Bytes digest) {
        return new TdxEvent(
                event.imr(),
                event.eventType(),
                digest,
                event.event(),
                event.eventPayload(),
                event.version(),
                event.preimage());
    }

    private static TdxEvent preimage(TdxEvent event, String preimage) {
        return new TdxEvent(
                event.imr(),
                event.eventType(),
                event.digest(),
                event.event(),
                event.eventPayload(),
                event.version(),
                Optional.of(preimage));
    }
}
