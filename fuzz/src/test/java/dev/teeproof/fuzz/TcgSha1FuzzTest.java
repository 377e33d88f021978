package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.eventlog.LogFormat;

/** {@link LogFormat#TCG_SHA1}. */
class TcgSha1FuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        LogReading.of(input, LogFormat.TCG_SHA1);
    }
}
