package dev.teeproof.eventlog.dstack;

import static dev.teeproof.crypto.Digest.SHA_256;
import static dev.teeproof.crypto.Digest.SHA_384;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeLogTest {

    /** dstack's golden vector of a log with both versions. */
    private static final RuntimeLog MIXED = new RuntimeLog(List.of(
            new RuntimeEvent("app-id", Bytes.hex("0102"), V1),
            new RuntimeEvent("compose-hash", Bytes.hex("0304"), V2),
            new RuntimeEvent("instance-id", Bytes.hex("0506"), V1)));

    @ParameterizedTest(name = "{0} through {1}")
    @CsvSource({
        "SHA_384, app-id, 536bc025b5d0b0ac6328cb1ce49786a3e9ad1e259a9676ef56fb47e6e7cbe705aff0fbc615d856392d9efa51c66e6d60",
        "SHA_384, compose-hash, fe606928a7549b1ea173931e9c662fba1418f0c05bc12fff21269aec4596ef90dc1653a51e00bf109576002abef13ff7",
        "SHA_384, instance-id, 79815fb79fc512fffb0f244ad86bd084a3b1d31049aefd2d49c77a07b9f8476eb6b9ae3fcbdc27fee36018ce9a366bb5",
        "SHA_256, app-id, 7092bc1caf953abdea90b2fdb6ab933e432c6c8fb61cf420e0857faaf682f89a",
        "SHA_256, compose-hash, 3dfbe9587f44cf428b66a3675891051c5b3d440599bf74c35ca029f4f07d88a2",
        "SHA_256, instance-id, acbf27c6225744937bfc6a411c2c6f70ba2b4f50550a822483e190183c8e1d4f",
    })
    void aLogOfBothVersionsReplaysToTheGoldenValueAfterEachEvent(Digest algorithm, String last, String register) {
        assertThat(MIXED.replayThrough(last, algorithm)).isEqualTo(Bytes.hex(register));
    }

    @Test
    void theWholeLogReplaysToTheLastValue() {
        assertThat(MIXED.replay(SHA_384)).isEqualTo(MIXED.replayThrough("instance-id", SHA_384));
        assertThat(MIXED.replay(SHA_256)).isEqualTo(MIXED.replayThrough("instance-id", SHA_256));
    }

    @Test
    void anEmptyLogLeavesTheRegisterZero() {
        assertThat(log().replay(SHA_384)).isEqualTo(Bytes.zeros(48));
        assertThat(log().replay(SHA_256)).isEqualTo(Bytes.zeros(32));
    }

    @Test
    void aNameThatIsNotThereReplaysEverything() {
        assertThat(MIXED.replayThrough("boot-mr-done", SHA_384)).isEqualTo(MIXED.replay(SHA_384));
        assertThat(MIXED.replayThrough("APP-ID", SHA_384)).isEqualTo(MIXED.replay(SHA_384));
    }

    @Test
    void theCutIsAfterTheFirstEventOfTheName() {
        RuntimeLog twice = log("a", "boot-mr-done", "b", "boot-mr-done");

        assertThat(twice.replayThrough("boot-mr-done", SHA_384))
                .isEqualTo(log("a", "boot-mr-done").replay(SHA_384));
    }

    @Test
    void theOrderOfEventsCounts() {
        assertThat(log("a", "b").replay(SHA_384)).isNotEqualTo(log("b", "a").replay(SHA_384));
    }

    @Test
    void nothingIsFoundAfterTheFirstSystemReady() {
        RuntimeLog log = log("app-id", "system-ready", "instance-id", "system-ready", "app-id");

        assertThat(log.systemEvents()).isEqualTo(1);
        assertThat(log.find("app-id")).isEqualTo(OptionalInt.of(0));
        assertThat(log.find("instance-id")).isEmpty();
        assertThat(log.find("system-ready")).isEmpty();
        assertThat(log.findAll("app-id")).containsExactly(0);
    }

    @Test
    void withoutSystemReadyTheWholeLogIsTheSystems() {
        RuntimeLog log = log("a", "app-id", "app-id");

        assertThat(log.systemEvents()).isEqualTo(3);
        assertThat(log.find("app-id")).isEqualTo(OptionalInt.of(1));
        assertThat(log.findAll("app-id")).containsExactly(1, 2);
    }

    private static RuntimeLog log(String... names) {
        return new RuntimeLog(Stream.of(names)
                .map(name -> new RuntimeEvent(name, Bytes.empty(), V1))
                .toList());
    }
}
