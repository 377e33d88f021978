package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_REGISTER;
import static dev.teeproof.eventlog.runtime.MeasurementCode.LOG_DAMAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.runtime.Steps.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of a dstack guest, on a machine with a register and on one without. */
class GuestFilesTest {

    /** Ends a measurement without the process's end. */
    private static final class Halt extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final String THREE_LINES = """
            {"event":"app-id","payload":"AQI=","version":2}
            {"event":"compose-hash","payload":"AwQ=","version":2}
            {"event":"instance-id","payload":"BQY=","version":2}
            """;

    @TempDir
    private Path directory;

    private MeasurementConfiguration configuration() {
        return MeasurementConfiguration.of(directory.resolve("dstack"), MeasurementFormat.DSTACK, PcrMap.COCO_TDX)
                .with(EventLogVersion.V2)
                .with(FileNames.DSTACK_GUEST)
                .with(Durability.PROCESS);
    }

    private SimulatedRegisters registers() throws MeasurementException {
        return new MeasuredDirectory(directory, MeasurementFormat.DSTACK).registers();
    }

    private static void measureThree(RuntimeMeasurement measurement) throws MeasurementException {
        measurement.extend("app-id", Bytes.hex("0102"), DEFAULT);
        measurement.extend("compose-hash", Bytes.hex("0304"), DEFAULT);
        measurement.extend("instance-id", Bytes.hex("0506"), DEFAULT);
    }

    private String text() throws IOException {
        return Files.readString(directory.resolve("dstack/runtime_events.log"));
    }

    @Test
    void theFilesAreCalledAsDstackCallsThem() throws Exception {
        measureThree(RuntimeMeasurement.open(configuration(), registers()));

        try (Stream<Path> files = Files.list(directory.resolve("dstack"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("runtime_events.log", "runtime_event.lock", "runtime_event.gate");
        }
        assertThat(text()).isEqualTo(THREE_LINES);
        assertThat(RuntimeMeasurement.open(configuration(), registers())
                        .state(DEFAULT)
                        .records())
                .isEqualTo(3);
    }

    @Test
    void aGuestHasTheLogOfOneRegister() throws Exception {
        RuntimeMeasurement measurement = RuntimeMeasurement.open(configuration(), registers());

        assertThat(Refusal.of(BAD_REGISTER, () -> measurement.extend("a", Bytes.empty(), OptionalInt.of(8))))
                .contains("RTMR3 alone");
    }

    @Test
    void withoutARegisterEventsAreLoggedAllTheSame() throws Exception {
        RuntimeMeasurement measurement = RuntimeMeasurement.open(configuration(), new LogOnly(Digest.SHA_384));

        measureThree(measurement);

        assertThat(text()).isEqualTo(THREE_LINES);
        assertThat(directory.resolve("registers")).doesNotExist();
        LogState again = RuntimeMeasurement.open(configuration(), new LogOnly(Digest.SHA_384))
                .state(DEFAULT);
        assertThat(again.records()).isEqualTo(3);
        assertThat(again.value()).isEqualTo(measurement.state(DEFAULT).value());
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"WRITE_AHEAD_WRITTEN", "APPENDED", "MARKED"})
    void withoutARegisterAnEventThatWasBegunIsCompleted(Step fatal) throws Exception {
        LogOnly none = new LogOnly(Digest.SHA_384);
        RuntimeMeasurement.open(configuration(), none).extend("app-id", Bytes.hex("0102"), DEFAULT);
        RuntimeMeasurement dying = RuntimeMeasurement.open(configuration(), none, step -> {
            if (step == fatal) {
                throw new Halt();
            }
        });
        try {
            dying.extend("compose-hash", Bytes.hex("0304"), DEFAULT);
        } catch (Halt e) {
            assertThat(directory.resolve("dstack/runtime_events.wal")).exists();
        }

        RuntimeMeasurement.open(configuration(), none).extend("instance-id", Bytes.hex("0506"), DEFAULT);

        assertThat(text()).isEqualTo(THREE_LINES);
    }

    @Test
    void withoutARegisterALogThatIsNoneIsRefusedAllTheSame() throws Exception {
        LogOnly none = new LogOnly(Digest.SHA_384);
        RuntimeMeasurement measurement = RuntimeMeasurement.open(configuration(), none);
        measureThree(measurement);
        Files.writeString(directory.resolve("dstack/runtime_events.log"), "no event\n");

        assertThat(Refusal.of(LOG_DAMAGED, () -> measurement.state(DEFAULT))).contains("shorter");
        assertThat(Refusal.of(LOG_DAMAGED, () -> RuntimeMeasurement.open(configuration(), none)))
                .contains("event");
    }
}
