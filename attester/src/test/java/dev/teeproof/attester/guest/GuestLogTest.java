package dev.teeproof.attester.guest;

import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_EVENT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.LOG_DAMAGED;
import static dev.teeproof.eventlog.runtime.MeasurementCode.REGISTER_PARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestLogTest {

    @TempDir
    private Path directory;

    private static String refusal(MeasurementCode code, ThrowingCallable call) {
        MeasurementException refused = catchThrowableOfType(MeasurementException.class, call);
        assertThat(refused.code()).isEqualTo(code);
        return String.valueOf(refused.getMessage());
    }

    /** From dstack's tests, by way of the specification of this project. */
    @ParameterizedTest(name = "version {0}")
    @CsvSource({
        "1, 342967b2952fdf50b15976cb0a3a40aa0618c6ac3710a38bf9ac0120261b999ea555f4cbea53f3c0e07dbaa520bf28ad",
        "2, 28337cc3ec40fcbff222c98c9853d38d0f6e9297741dc29f7a9409aa7929f8d13cdc38b2f4e81393737ef40bb8dd77b8",
    })
    void theGoldenLogEndsInTheGoldenRegister(int version, String rtmr3) throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(version));
        GuestLog log = machine.log();
        log.emit("system-preparing", Bytes.empty());
        log.emit("app-id", Bytes.hex("000102030405060708090a0b0c0d0e0f10111213"));
        log.emit("compose-hash", Bytes.zeros(32));
        log.emit("boot-mr-done", Bytes.empty());
        log.emit("system-ready", Bytes.empty());

        RuntimeEventLog.Snapshot snapshot = log.snapshot();

        assertThat(snapshot.rtmr3()).isEqualTo(Bytes.hex(rtmr3));
        assertThat(snapshot.runtime().replay(Digest.SHA_384)).isEqualTo(Bytes.hex(rtmr3));
        assertThat(machine.tee().registers().orElseThrow().read(new Rtmr(3))).isEqualTo(Bytes.hex(rtmr3));
        assertThat(snapshot.events().replay(3)).isEqualTo(Bytes.hex(rtmr3));
    }

    @Test
    void eachSnapshotHasWhatWasMeasuredUntilThen() throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(2));
        GuestLog log = machine.log();
        assertThat(log.snapshot().runtime().events()).isEmpty();
        log.emit("one", Bytes.of(1));
        assertThat(log.snapshot().runtime().events())
                .containsExactly(new RuntimeEvent("one", Bytes.of(1), EventLogVersion.V2));

        machine.log().emit("two", Bytes.of(2));

        assertThat(log.snapshot().runtime().events())
                .extracting(RuntimeEvent::event)
                .containsExactly("one", "two");
    }

    @Test
    void theLogIsThatOfDstackToTheByte() throws Exception {
        GuestLog log = Machine.in(directory, Machine.compose(2)).log();

        log.emit("compose-hash", Bytes.hex("abcd"));

        assertThat(directory.resolve("log/runtime_events.log"))
                .hasContent("{\"event\":\"compose-hash\",\"payload\":\"q80=\",\"version\":2}\n");
        assertThat(directory.resolve("log/runtime_event_version")).hasContent("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "\ud800", "a:b"})
    void namesThatCannotBeMeasuredClearlyAreRefused(String name) throws Exception {
        GuestLog log = Machine.in(directory, Machine.compose(1)).log();

        assertThat(refusal(BAD_EVENT, () -> log.emit(name, Bytes.empty()))).contains("name");
        assertThat(log.snapshot().runtime().events()).isEmpty();
    }

    @Test
    void namesAndPayloadsHaveALimit() throws Exception {
        GuestLog log = Machine.in(directory, Machine.compose(2)).log();

        assertThat(refusal(BAD_EVENT, () -> log.emit("é".repeat(129), Bytes.empty())))
                .contains("256 bytes");
        assertThat(refusal(BAD_EVENT, () -> log.emit("a", Bytes.zeros((64 << 10) + 1))))
                .contains("65536 bytes");
        log.emit("é".repeat(128), Bytes.zeros(64 << 10));
        assertThat(log.snapshot().runtime().events()).hasSize(1);
    }

    @Test
    void aLogHasNoMoreThanEvidenceWithItCanCarry() throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(2));
        Guest guest = machine.boot();
        GuestLog log = (GuestLog) guest.log();
        for (int i = 0; i < 7; i++) {
            log.emit("large", Bytes.zeros(64 << 10));
        }

        assertThat(refusal(BAD_EVENT, () -> log.emit("large", Bytes.zeros(64 << 10))))
                .contains("no room");
        // Another process counts what was measured before it.
        assertThat(refusal(BAD_EVENT, () -> machine.log().emit("large", Bytes.zeros(64 << 10))))
                .contains("no room");
        log.emit("small", Bytes.zeros(1));
        Bytes attestation = guest.attest(Bytes.zeros(64), true).encode();
        assertThat(Attestation.decode(attestation).stack().runtimeEvents().events())
                .hasSize(17);
    }

    @Test
    void aRegisterThatSomethingElseExtendedIsSaidToBeOne() throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(2));
        GuestLog log = machine.log();
        log.emit("one", Bytes.of(1));
        machine.tee().registers().orElseThrow().extend(new Rtmr(3), Bytes.zeros(48));

        assertThat(refusal(REGISTER_PARTED, log::snapshot)).contains("something else extended");
        assertThat(refusal(REGISTER_PARTED, () -> log.emit("two", Bytes.of(2)))).contains("something else");
    }

    @Test
    void aBootThatDiedIsContinuedAndAnotherAppIsRefused() throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(2));
        GuestLog log = machine.log();
        List<RuntimeEvent> events = BootTimeEvents.of(machine.compose(), machine.identity(), Bytes.zeros(32));
        for (RuntimeEvent event : events.subList(0, 3)) {
            log.emit(event.event(), event.payload());
        }

        SystemBoot.measure(log, events);
        SystemBoot.measure(machine.log(), events);

        assertThat(log.snapshot().runtime().events()).isEqualTo(events);
        List<RuntimeEvent> others = BootTimeEvents.of(
                Machine.compose(1), Identity.of(Machine.compose(1), Bytes.zeros(20)), Bytes.zeros(32));
        assertThat(refusal(LOG_DAMAGED, () -> SystemBoot.measure(log, others)))
                .contains("event 2", "app-id", "another app");
        assertThat(Files.readAllLines(directory.resolve("log/runtime_events.log")))
                .hasSize(events.size());
    }
}
