package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.attester.clients.RunningMachine;
import dev.teeproof.attester.guest.EventLogVersionFile;
import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An attestation of a machine with nothing wrong, changed by who carries it, and a log in another version than its boot's. */
@Timeout(120)
class ChangedLogTest {

    private static final Bytes REPORT_DATA = Bytes.ofRepeated(0x4e, 64);

    @TempDir
    private Path directory;

    /** The list of events and the log are changed alike, so that they agree. */
    @ParameterizedTest
    @EnumSource
    void aChangedLogIsRefusedByTheRegister(EventLogVersion version) throws Exception {
        try (RunningMachine machine = RunningMachine.withAppEvents(directory, version)) {
            Attestation sent = Attestation.decode(machine.attest(REPORT_DATA, false));
            int last = sent.stack().runtimeEvents().events().size() - 1;
            Bytes other = AppCompose.composeHash(Bytes.utf8("{}"));

            assertThat(refusal(
                            machine, sent, events -> events.set(2, new RuntimeEvent("compose-hash", other, version))))
                    .isEqualTo("RTMR3_REPLAY");
            assertThat(refusal(
                            machine,
                            sent,
                            events -> events.set(last - 1, new RuntimeEvent("greeting", Bytes.utf8("bye"), version))))
                    .isEqualTo("RTMR3_REPLAY");
            assertThat(refusal(machine, sent, events -> Collections.swap(events, last - 1, last)))
                    .isEqualTo("RTMR3_REPLAY");
            assertThat(refusal(machine, sent, events -> events.remove(last - 1)))
                    .isEqualTo("RTMR3_REPLAY");
            assertThat(refusal(machine, sent, List::removeLast)).isEqualTo("RTMR3_REPLAY");
            assertThat(refusal(machine, sent, events -> events.add(events.getLast())))
                    .isEqualTo("RTMR3_REPLAY");
            assertThat(refusal(machine, sent, events -> {})).as("unchanged").isEqualTo("nothing");
        }
    }

    /** What the event log says beside a right list of runtime events. */
    @Test
    void anEventLogThatDisagreesWithTheEventsIsRefused() throws Exception {
        try (RunningMachine machine = RunningMachine.withAppEvents(directory, EventLogVersion.V2)) {
            Attestation sent = Attestation.decode(machine.attest(REPORT_DATA, true));
            TdxEventLog log = ((Platform.Tdx) sent.platform()).eventLog();
            List<TdxEvent> events = new ArrayList<>(log.events());
            TdxEvent last = events.getLast();

            assertThat(RunningMachine.reason(machine.verify(with(sent, events.subList(0, events.size() - 1)))))
                    .isEqualTo("EVENT_LOG_RUNTIME_EVENTS");
            events.set(
                    events.size() - 1,
                    new TdxEvent(
                            last.imr(),
                            last.eventType(),
                            last.digest(),
                            last.event(),
                            last.eventPayload(),
                            last.version(),
                            Optional.of("7b7d"),
                            Optional.of("7b7d")));
            assertThat(RunningMachine.reason(machine.verify(with(sent, events))))
                    .isEqualTo("EVENT_PREIMAGE");
        }
    }

    @Test
    void aBootKeepsTheVersionInWhichItBegan() throws Exception {
        EventLogVersionFile file = EventLogVersionFile.in(directory.resolve("log"));
        try (RunningMachine machine = RunningMachine.withAppEvents(directory, EventLogVersion.V1)) {
            assertThat(file.read()).contains(EventLogVersion.V1);
            assertThatThrownBy(() -> file.set(EventLogVersion.V2))
                    .isInstanceOfSatisfying(
                            MeasurementException.class,
                            e -> assertThat(e.code()).isEqualTo(MeasurementCode.VERSION_FIXED));
            machine.emit("still", "works");
        }
        Files.writeString(file.file(), "2");

        assertThatThrownBy(() -> RunningMachine.withAppEvents(directory, EventLogVersion.V1))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("VERSION_FIXED")
                .hasMessageContaining("this boot measures in version 2");
        Files.writeString(file.file(), "3");
        assertThatThrownBy(() -> Simulation.openLog(directory).emit("a", Bytes.empty()))
                .isInstanceOfSatisfying(
                        MeasurementException.class, e -> assertThat(e.code()).isEqualTo(MeasurementCode.VERSION_UNSET));
        Files.writeString(file.file(), "1");
        assertThat(Simulation.openLog(directory)
                        .snapshot()
                        .runtime()
                        .events()
                        .getLast()
                        .event())
                .isEqualTo("still");
    }

    private static Attestation with(Attestation sent, List<TdxEvent> events) {
        Bytes quote = ((Platform.Tdx) sent.platform()).quote();
        return new Attestation(new Platform.Tdx(quote, new TdxEventLog(events)), sent.stack());
    }

    private static String refusal(RunningMachine machine, Attestation sent, Consumer<List<RuntimeEvent>> change)
            throws Exception {
        Platform.Tdx tdx = (Platform.Tdx) sent.platform();
        List<RuntimeEvent> events = new ArrayList<>(sent.stack().runtimeEvents().events());
        change.accept(events);
        RuntimeLog changed = new RuntimeLog(events);
        return RunningMachine.reason(machine.verify(new Attestation(
                new Platform.Tdx(tdx.quote(), tdx.eventLog().withRuntime(changed)),
                new Stack(sent.stack().reportData(), changed, sent.stack().config(), Optional.empty()))));
    }
}
