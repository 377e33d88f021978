package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_EVENT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.NOT_SUPPORTED;
import static dev.teeproof.eventlog.runtime.MeasurementCode.REGISTER_PARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the attestation agent writes, and what a strict writer adds to its rules. */
class AaelMeasurementTest {

    private static final Bytes DIGEST = Bytes.hex(
            "dad5f0e226318ffa9839b75a472c6aa7fdb5834949d0a0a22990cf04d5692440" + "fb00f3aa0609db7e49cd8d793f670d02");
    private static final Bytes TAGGED = Bytes.hex("4c45414118000000646f6d61696e206f7065726174696f6e20636f6e74656e74");

    @TempDir
    private Path directory;

    private MeasuredDirectory measured;
    private RuntimeMeasurement measurement;

    @BeforeEach
    void open() throws MeasurementException {
        measured = new MeasuredDirectory(directory, MeasurementFormat.AAEL);
        measurement = measured.open();
    }

    private Extended event(String text) throws MeasurementException {
        return measurement.extend(Optional.of(text), Optional.empty(), DEFAULT).orElseThrow();
    }

    @Test
    void anEntryIsThatOfTheAttestationAgent() throws Exception {
        Extended extended = event("domain operation content");

        assertThat(extended.digest()).isEqualTo(DIGEST);
        assertThat(extended.record()).isZero();
        assertThat(Bytes.copyOf(Files.readAllBytes(measured.log())))
                .isEqualTo(
                        Bytes.concat(Bytes.hex("0400000006000000010000000c00"), DIGEST, Bytes.hex("20000000"), TAGGED))
                .extracting(Bytes::size)
                .isEqualTo(98);
        assertThat(measured.register())
                .isEqualTo(Digest.SHA_384.of(Bytes.zeros(48), DIGEST))
                .isEqualTo(measured.replay());
    }

    @Test
    void threeStringsAndOneTextAreTheSameEvent() throws Exception {
        Extended three = measurement.extend("domain", "operation", "content", DEFAULT);
        Extended text = event("domain operation content");

        assertThat(three.digest()).isEqualTo(text.digest()).isEqualTo(DIGEST);
        assertThat(text.record()).isEqualTo(1);
        assertThat(text.offset()).isEqualTo(98);
    }

    /** The attestation agent itself writes the index of its configured PCR, whichever it extends. */
    @ParameterizedTest
    @CsvSource({"0, 4", "1, 1", "7, 1", "2, 2", "6, 2", "8, 3", "15, 3", "16, 4", "23, 4"})
    void theIndexThatIsWrittenIsThatOfTheRegisterThatIsExtended(int pcr, int index) throws Exception {
        measurement.extend("d", "o", "c", OptionalInt.of(pcr));

        byte[] entry = Files.readAllBytes(measured.log().resolveSibling("ccmr" + index + ".aael"));
        assertThat((int) entry[0]).isEqualTo(index);
        assertThat(measurement.state(OptionalInt.of(pcr)).value())
                .isNotEqualTo(Bytes.zeros(48))
                .isEqualTo(measured.registers().read(new CcMr(index)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d",
                "d o",
                " o c",
                "d  c",
                "ü o c",
                "d ö c",
                "d\t o c",
                "d o a\nb",
                "d o a\rb",
                "d o a\0",
                "d o a\tb",
                "d o \ud83e"
            })
    void whatCouldNotBeTakenApartAgainIsRefused(String text) throws Exception {
        Refusal.of(BAD_EVENT, () -> event(text));

        assertThat(measured.log()).doesNotExist();
        assertThat(measured.register()).isEqualTo(Bytes.zeros(48));
    }

    @Test
    void aDomainWithASpaceIsRefusedThoughItsTextCouldBeSplit() {
        Refusal.of(BAD_EVENT, () -> measurement.extend("a b", "operation", "content", DEFAULT));
    }

    @Test
    void contentIsFreeText() throws Exception {
        event("d o  {\"image\": \"ü🦀\"} ");
        event("d o ");

        assertThat(measured.records()).hasSize(2);
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @Test
    void theLimitIsOfTheTaggedEvent() throws Exception {
        measurement = RuntimeMeasurement.open(
                measured.configuration().with(LogLimits.DEFAULT.withEventData(20)), measured.registers());

        event("d o 12345678");
        Refusal.of(BAD_EVENT, () -> event("d o 123456789"));
    }

    @Test
    void commentsAreRefusedByName() throws Exception {
        assertThat(Refusal.of(
                        NOT_SUPPORTED, () -> measurement.extend(Optional.of("d o c"), Optional.of("comment"), DEFAULT)))
                .contains("AAEL", "no comments");
        Refusal.of(NOT_SUPPORTED, () -> measurement.extend("name", Bytes.of(1), DEFAULT));
        assertThat(measured.register()).isEqualTo(Bytes.zeros(48));
    }

    @Test
    void aRegisterThatTheLogDoesNotBeginWithPartsFromIt() throws Exception {
        measured.registers().extend(MeasuredDirectory.RTMR3, Bytes.ofRepeated(7, 48));

        assertThat(Refusal.of(REGISTER_PARTED, () -> event("d o c")))
                .contains("CCMR 4 (RTMR3)", "something else extended", "initial value");

        measurement = RuntimeMeasurement.open(
                measured.configuration()
                        .with(InitialValues.POWER_ON.with(MeasuredDirectory.RTMR3, measured.register())),
                measured.registers());
        event("d o c");
        assertThat(measurement.state(DEFAULT).records()).isEqualTo(1);
    }
}
