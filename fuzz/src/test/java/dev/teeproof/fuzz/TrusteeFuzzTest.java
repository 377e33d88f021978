package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.eventlog.LogFormat;

/** {@link LogFormat#TRUSTEE}. */
class TrusteeFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        LogReading.of(input, LogFormat.TRUSTEE);
    }
}
