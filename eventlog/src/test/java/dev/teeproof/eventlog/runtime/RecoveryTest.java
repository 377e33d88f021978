package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.Steps.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer that dies at a step, in every format: what the next one finds and makes of it. */
class RecoveryTest {

    /** Steps after which the event is there, once somebody looks. */
    private static final Set<Step> DONE =
            EnumSet.of(Step.WRITE_AHEAD_WRITTEN, Step.EXTENDED, Step.APPENDED, Step.MARKED, Step.DELETED);

    @TempDir
    private Path directory;

    /** Nothing in the library expects it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at the nth time that the step is reached. */
    private static Steps dyingAt(Step fatal, int time) {
        int[] left = {time};
        return step -> {
            if (step == fatal && --left[0] == 0) {
                throw new Death();
            }
        };
    }

    static Stream<Arguments> formatsAndSteps() {
        return Stream.of(MeasurementFormat.values())
                .flatMap(format -> Stream.of(Step.values())
                        .filter(step -> !step.name().startsWith("RECOVERY"))
                        .map(step -> Arguments.of(format, step)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("formatsAndSteps")
    void anEventOfADeadWriterIsThereOnceOrNotAtAll(MeasurementFormat format, Step fatal) throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(directory, format);
        int init = format == MeasurementFormat.NELR ? 1 : 0;
        measured.extend(measured.open(), "first", 1);

        RuntimeMeasurement dying =
                measured.open(dyingAt(fatal, fatal == Step.LOCKED || fatal == Step.REGISTER_READ ? 2 : 1));
        assertThatThrownBy(() -> measured.extend(dying, "second", 2)).isInstanceOf(Death.class);
        // Not opened anew: whoever is running already has to complete it as well.
        Extended third = measured.extend(dying, "third", 3);

        int second = DONE.contains(fatal) ? 1 : 0;
        assertThat(third.record()).isEqualTo(init + 1 + second);
        assertThat(measured.text()).satisfies(log -> {
            assertThat(log.split("first", -1)).hasSize(2);
            assertThat(log.split("second", -1)).hasSize(1 + second);
        });
        assertThat(measured.records()).hasSize(init + 2 + second);
        assertThat(measured.replay()).isEqualTo(measured.register());
        assertThat(measured.files().writeAhead()).doesNotExist();
        assertThat(measured.open().state(DEFAULT).records()).isEqualTo(init + 2L + second);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void initIsExtendedOnceWhereverTheFirstWriterDies(Step fatal) throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        measured.registers().extend(MeasuredDirectory.RTMR3, Bytes.ofRepeated(1, 48));
        Bytes left = measured.register();
        if (!fatal.name().startsWith("RECOVERY")) {
            RuntimeMeasurement dying = measured.open(dyingAt(fatal, 1));
            assertThatThrownBy(() -> measured.extend(dying, "first", 1)).isInstanceOf(Death.class);
        }

        measured.extend(measured.open(), "second", 2);

        assertThat(measured.text()).startsWith("INIT sha384/" + left.toHex() + "\n");
        assertThat(measured.text().split("INIT", -1)).hasSize(2);
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"RECOVERY_EXTENDED", "RECOVERY_TRUNCATED", "RECOVERY_APPENDED"})
    void aRecoveryThatDiesIsRecoveredFrom(Step fatal) throws Exception {
        for (MeasurementFormat format : MeasurementFormat.values()) {
            MeasuredDirectory measured = new MeasuredDirectory(directory.resolve(format.name()), format);
            measured.extend(measured.open(), "first", 1);
            RuntimeMeasurement dying = measured.open(dyingAt(Step.WRITE_AHEAD_WRITTEN, 1));
            assertThatThrownBy(() -> measured.extend(dying, "second", 2)).isInstanceOf(Death.class);
            assertThatThrownBy(() -> measured.open(dyingAt(fatal, 1))).isInstanceOf(Death.class);

            measured.extend(measured.open(), "third", 3);

            assertThat(measured.records()).hasSize(format == MeasurementFormat.NELR ? 4 : 3);
            assertThat(measured.replay()).isEqualTo(measured.register());
            assertThat(measured.text().split("second", -1)).hasSize(2);
        }
    }

    @Test
    void aTornEntryIsWrittenAnew() throws Exception {
        for (int torn : List.of(0, 1, 12, 17, 18)) {
            MeasuredDirectory measured =
                    new MeasuredDirectory(directory.resolve("torn" + torn), MeasurementFormat.NELR);
            measured.extend(measured.open(), "first", 1);
            RuntimeMeasurement dying = measured.open(step -> {
                if (step == Step.EXTENDED) {
                    tear(measured.log(), "second sequence 2\n".substring(0, torn));
                    throw new Death();
                }
            });
            assertThatThrownBy(() -> measured.extend(dying, "second", 2)).isInstanceOf(Death.class);

            measured.open();

            assertThat(measured.text()).endsWith("\nfirst sequence 1\nsecond sequence 2\n");
            assertThat(measured.replay()).isEqualTo(measured.register());
        }
    }

    private static void tear(Path log, String part) {
        try {
            Files.writeString(log, part, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"WRITE_AHEAD_WRITTEN", "APPENDED", "MARKED"})
    void aCommentOfADeadWriterIsWrittenOnceAndExtendsNothing(Step fatal) throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        RuntimeMeasurement dying = measured.open(dyingAt(fatal, 1));
        assertThatThrownBy(() -> dying.extend(Optional.empty(), Optional.of("a\nb"), DEFAULT))
                .isInstanceOf(Death.class);

        measured.open();

        assertThat(measured.text()).isEqualTo("# a\n# b\n");
        assertThat(measured.register()).isEqualTo(Bytes.zeros(48));
    }

    @Test
    void anUnfinishedWriteAheadRecordIsNone() throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        measured.extend(measured.open(), "first", 1);
        Path aside = measured.files().writeAhead().resolveSibling("ccmr4.wal.tmp");
        Files.writeString(aside, "TPFWAL01 half, and longer than what comes next ".repeat(20));

        measured.extend(measured.open(), "second", 2);

        assertThat(measured.records()).hasSize(3);
        assertThat(aside).doesNotExist();
    }
}
