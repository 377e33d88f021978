package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.eventlog.LogFormat;

/** {@link LogFormat#CEL_JSON}. */
class CelJsonFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        LogReading.of(input, LogFormat.CEL_JSON);
    }
}
