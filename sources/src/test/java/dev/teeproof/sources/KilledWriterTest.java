package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.KIND;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.sources.EndorsementFolder.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes. */
@Timeout(60)
class KilledWriterTest {

    @TempDir
    private Path temp;

    @Test
    void whoeverReadsAfterTheKillSeesOneOfTheWholeFiles() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> told = new ArrayList<>();
        EndorsementFolder folder = EndorsementFolder.open(temp, told::add);
        try (BufferedReader lines = writer.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("writing");
            // Reading goes on beside the writing, in this other process, and never meets half a file.
            for (int i = 0; i < 200; i++) {
                assertWhole(folder);
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isNotZero();

        assertWhole(folder);
        folder.write(Use.CACHED, TCB_INFO, new KeptEndorsement<>(Simulated.endorsement(TCB_INFO, 9), AT), KIND);
        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND).orElseThrow().endorsement())
                .isEqualTo(Simulated.endorsement(TCB_INFO, 9));
        assertThat(told).isEmpty();
    }

    private static void assertWhole(EndorsementFolder folder) {
        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)
                        .orElseThrow()
                        .endorsement()
                        .source())
                .isEqualTo("simulated");
    }

    /** Writes one of two endorsements after the other until it is killed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            EndorsementFolder folder = EndorsementFolder.open(Path.of(arguments[0]), System.err::println);
            KeptEndorsement<Endorsement> one = new KeptEndorsement<>(Simulated.endorsement(TCB_INFO, 0), AT);
            KeptEndorsement<Endorsement> other = new KeptEndorsement<>(Simulated.endorsement(TCB_INFO, 1), AT);
            folder.write(Use.CACHED, TCB_INFO, one, KIND);
            System.out.println("writing");
            while (true) {
                folder.write(Use.CACHED, TCB_INFO, other, KIND);
                folder.write(Use.CACHED, TCB_INFO, one, KIND);
            }
        }
    }
}
