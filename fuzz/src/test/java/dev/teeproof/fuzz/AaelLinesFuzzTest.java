package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.eventlog.LogFormat;

/** {@link LogFormat#AAEL_LINES}. */
class AaelLinesFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        LogReading.of(input, LogFormat.AAEL_LINES);
    }
}
