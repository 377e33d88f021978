package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.eventlog.LogFormat;

/** {@link LogFormat#DSTACK}. */
class DstackFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        LogReading.of(input, LogFormat.DSTACK);
    }
}
