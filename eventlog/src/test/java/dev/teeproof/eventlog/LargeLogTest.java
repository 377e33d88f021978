package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that is larger than the memory it is replayed in. */
class LargeLogTest {

    private static final long GIBIBYTE = 1L << 30;

    @Test
    void aGibibyteOfImaReplaysInAHeapOf64Mebibytes() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeImaLog.class.getName(),
                        Long.toString(GIBIBYTE)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        long records = GIBIBYTE / LargeImaLog.RECORD.size();
        assertThat(said).isEqualTo(records + " " + LargeImaLog.expected(records));
        assertThat(process.waitFor()).isZero();
    }
}
