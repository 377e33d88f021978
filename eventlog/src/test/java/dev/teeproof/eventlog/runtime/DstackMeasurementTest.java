package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_EVENT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.NOT_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dstack's golden vectors, written. */
class DstackMeasurementTest {

    @TempDir
    private Path directory;

    private MeasuredDirectory measured;

    @BeforeEach
    void open() {
        measured = new MeasuredDirectory(directory, MeasurementFormat.DSTACK);
    }

    private RuntimeMeasurement of(EventLogVersion version) throws MeasurementException {
        return RuntimeMeasurement.open(measured.configuration().with(version), measured.registers());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "V1, system-preparing, '', f9974020ef507068183313d0ca808e0d1ca9b2d1ad0c61f5784e7157c362c06536f5ddacdad4451693f48fcc72fff624",
        "V1, app-id, deadbeef, 67b4be4efed0893cfa2bb1d35dca209ad8348b4c97f980807bcde8b9a0f26398dd0923d6eccb5aa2096d98046da8740f",
        "V2, app-id, 00ff, c9c4e6ecd5ec321b8006330ac06f8c2b94ba402b460354bf26448c4f4df3a4323e932fb518da2f404a3d5b531fa1d1e2",
        "V2, compose-hash, abcd, 9dde1673f544faa94b921825209593ddde08d0baf9cd6990175dffaf3081f1bb10311d56de189491feb33842a050ad7b",
    })
    void anEventIsHashedAsItsVersionHasIt(EventLogVersion version, String name, String payload, String digest)
            throws Exception {
        Extended extended = of(version).extend(name, Bytes.hex(payload), DEFAULT);

        assertThat(extended.digest()).isEqualTo(Bytes.hex(digest));
        assertThat(measured.replay()).isEqualTo(measured.register()).isEqualTo(extended.value());
    }

    @Test
    void aLogOfBothVersionsReplaysToTheGoldenValue() throws Exception {
        of(EventLogVersion.V1).extend("app-id", Bytes.hex("0102"), DEFAULT);
        of(EventLogVersion.V2).extend("compose-hash", Bytes.hex("0304"), DEFAULT);
        of(EventLogVersion.V1).extend("instance-id", Bytes.hex("0506"), DEFAULT);

        assertThat(measured.text()).isEqualTo("""
                        {"event":"app-id","payload":"AQI="}
                        {"event":"compose-hash","payload":"AwQ=","version":2}
                        {"event":"instance-id","payload":"BQY="}
                        """);
        assertThat(measured.register())
                .isEqualTo(Bytes.hex("79815fb79fc512fffb0f244ad86bd084a3b1d31049aefd2d49c77a07b9f8476e"
                        + "b6b9ae3fcbdc27fee36018ce9a366bb5"))
                .isEqualTo(measured.replay());
    }

    @Test
    void aColonInANameIsRefusedInVersionOneAlone() throws Exception {
        assertThat(Refusal.of(BAD_EVENT, () -> of(EventLogVersion.V1).extend("a:b", Bytes.of(1), DEFAULT)))
                .contains("colon");
        assertThat(of(EventLogVersion.V2).extend("a:b", Bytes.of(1), DEFAULT).record())
                .isZero();
    }

    @Test
    void aNameStaysOnItsLine() throws Exception {
        of(EventLogVersion.V2).extend("a\nb\u2028", Bytes.of(1), DEFAULT);

        assertThat(measured.text()).startsWith("{\"event\":\"a\\nb").hasLineCount(1);
        assertThat(measured.open().state(DEFAULT).records()).isEqualTo(1);
    }

    @Test
    void halfACharacterIsNoName() throws Exception {
        Refusal.of(BAD_EVENT, () -> of(EventLogVersion.V2).extend("a\ud83e", Bytes.of(1), DEFAULT));
        assertThat(measured.log()).doesNotExist();
    }

    @Test
    void linesOfTextAndCommentsAreRefusedByName() throws Exception {
        RuntimeMeasurement measurement = of(EventLogVersion.V1);

        assertThat(Refusal.of(
                        NOT_SUPPORTED, () -> measurement.extend(Optional.empty(), Optional.of("comment"), DEFAULT)))
                .contains("dstack", "no comments");
        Refusal.of(NOT_SUPPORTED, () -> measurement.extend(Optional.of("a b c"), Optional.empty(), DEFAULT));
        Refusal.of(NOT_SUPPORTED, () -> measurement.extend("a", "b", "c", DEFAULT));
    }
}
