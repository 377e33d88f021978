package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many processes that write to one log at once. */
@Timeout(300)
class ManyWritersTest {

    private static final int WRITERS = 8;
    private static final int EVENTS = 1250;

    @TempDir
    private Path directory;

    @Test
    void tenThousandEventsOfEightProcessesAreAllThereInTheirOrder() throws Exception {
        MeasuredDirectory measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        List<WriterProcess> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(WriterProcess.start(measured, Durability.PROCESS, "writer-" + i, EVENTS, Optional.empty()));
        }
        for (WriterProcess writer : writers) {
            assertThat(writer.exitCode()).isZero();
            assertThat(writer.acknowledged()).isEqualTo(EVENTS);
        }

        String text = measured.text();
        for (int i = 0; i < WRITERS; i++) {
            Written.requireSequence(text, "writer-" + i, EVENTS);
        }
        assertThat(text.lines().count()).isEqualTo(WRITERS * EVENTS + 1L);
        assertThat(measured.replay()).isEqualTo(measured.register());
        assertThat(measured.open().state(DEFAULT).records()).isEqualTo(WRITERS * EVENTS + 1L);
    }
}
