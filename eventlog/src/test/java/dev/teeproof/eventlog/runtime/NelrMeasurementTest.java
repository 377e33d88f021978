package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static dev.teeproof.eventlog.runtime.MeasuredDirectory.RTMR3;
import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_EVENT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.NOT_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.LogLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of the proposal, and what may stand in a native event log. */
class NelrMeasurementTest {

    private static final String ZEROS = "0".repeat(96);
    private static final String IMAGE_LOAD = "github.com/confidential-containers ImageLoad sha256/"
            + "0123456789abcdef1123456789abcdef2123456789abcdef3123456789abcdef";
    private static final String WITH_JSON = "github.com/confidential-containers EventWithJSONParams "
            + "{ \"key1\":\"value1\\tmore values and 'quotes'\\n\", \"key2\": [ \"value2\", 2, true, null ] }";

    @TempDir
    private Path directory;

    private MeasuredDirectory measured;
    private RuntimeMeasurement measurement;

    @BeforeEach
    void open() throws MeasurementException {
        measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        measurement = measured.open();
    }

    private Optional<Extended> event(String line) throws MeasurementException {
        return measurement.extend(Optional.of(line), Optional.empty(), DEFAULT);
    }

    private Optional<Extended> comment(String text) throws MeasurementException {
        return measurement.extend(Optional.empty(), Optional.of(text), DEFAULT);
    }

    @Test
    void theProposalsExampleExtendsTheProposalsValues() throws Exception {
        Extended first = event(IMAGE_LOAD).orElseThrow();
        Extended second = event(WITH_JSON).orElseThrow();

        assertThat(first)
                .isEqualTo(new Extended(
                        RTMR3,
                        Bytes.hex("98cfd27eaba5b57ee1b9bbb2da9886ec9ebc40ef428ffd5eda1a4024039beed7"
                                + "d0f4b46b2e63bb419780f619add308ef"),
                        Bytes.hex("4341d9c05831365b03bef0808ab453043694f76506204b7e104504f471af92bd"
                                + "6c4194b96b890112dfa7e1eb5a9007f6"),
                        1,
                        109));
        assertThat(second.value())
                .isEqualTo(Bytes.hex("4693cf54a9c8b386c67290abfa981696fe07d985d06e7f06c6929370db90bbb6"
                        + "47faff2bc0375d270aa2f0dd42635568"));
        assertThat(second.record()).isEqualTo(2);
        assertThat(second.offset()).isEqualTo(109 + 117);
        assertThat(measured.register()).isEqualTo(second.value());
        assertThat(measured.text()).isEqualTo("INIT sha384/" + ZEROS + "\n" + IMAGE_LOAD + "\n" + WITH_JSON + "\n");
    }

    @Test
    void aCommentAloneIsWrittenAndExtendsNothing() throws Exception {
        assertThat(comment("loaded at noon\n\tby hand\n\nend\n")).isEmpty();

        assertThat(measured.text()).isEqualTo("# loaded at noon\n# \tby hand\n#\n# end\n");
        assertThat(measured.register()).isEqualTo(Bytes.zeros(48));
        assertThat(measurement.state(DEFAULT)).isEqualTo(new LogState(RTMR3, Bytes.zeros(48), measured.log(), 0, 36));
    }

    @Test
    void aCommentStandsBeforeItsEventAndAfterInit() throws Exception {
        Extended both = measurement
                .extend(Optional.of("a.example x"), Optional.of("why"), DEFAULT)
                .orElseThrow();

        assertThat(measured.text()).isEqualTo("INIT sha384/" + ZEROS + "\n# why\na.example x\n");
        assertThat(both.offset()).isEqualTo(109 + 6);
        assertThat(both.digest()).isEqualTo(Digest.SHA_384.of(Bytes.utf8("a.example x")));
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @Test
    void initComesOnceAfterEarlierCommentsAndAfterARestart() throws Exception {
        comment("before");
        event("a.example x");
        measurement = measured.open();
        event("a.example y");

        assertThat(measured.text()).isEqualTo("# before\nINIT sha384/" + ZEROS + "\na.example x\na.example y\n");
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @Test
    void initSaysWhatTheFirmwareLeftInTheRegister() throws Exception {
        measured.registers().extend(RTMR3, Bytes.ofRepeated(7, 48));
        Bytes left = measured.register();

        event("a.example x");

        assertThat(measured.text()).startsWith("INIT sha384/" + left.toHex() + "\n");
        assertThat(measured.replay()).isEqualTo(measured.register()).isNotEqualTo(left);
        assertThat(measured.open().state(DEFAULT).records()).isEqualTo(2);
    }

    @Test
    void eachRegisterHasALogOfItsOwn() throws Exception {
        event("a.example x");
        Extended other = measurement
                .extend(Optional.of("a.example x"), Optional.empty(), OptionalInt.of(8))
                .orElseThrow();

        assertThat(other.register()).hasToString("CCMR 3 (RTMR2)");
        assertThat(other.record()).isEqualTo(1);
        assertThat(Files.readString(measured.log().resolveSibling("ccmr3.nelr")))
                .isEqualTo(measured.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {" #x", "  ", "-n", "a.example\tx", "Init x", "INIT\tx", "a.example ü🦀", "A.example", "éA"})
    void whatTheProposalLetsStandIsHashedAsItIs(String line) throws Exception {
        Extended extended = event(line).orElseThrow();

        assertThat(extended.digest()).isEqualTo(Digest.SHA_384.of(Bytes.utf8(line)));
        assertThat(measured.text()).endsWith("\n" + line + "\n");
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "# x",
                "INIT",
                "INIT sha384/00",
                "LOG x",
                "A-1_B x",
                "a\nb",
                "a\n",
                "a\rb",
                "a\0",
                "a\u001bb",
                "a\u0085b",
                "a\ud83e",
                "a\udd80b"
            })
    void whatIsNoRecordIsRefusedBeforeAnythingIsTouched(String line) throws Exception {
        Refusal.of(BAD_EVENT, () -> event(line));

        assertThat(measured.log()).doesNotExist();
        assertThat(measured.files().writeAhead()).doesNotExist();
        assertThat(measured.register()).isEqualTo(Bytes.zeros(48));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\0b", "\ud83e"})
    void aCommentThatCannotBeShownIsRefused(String text) {
        Refusal.of(BAD_EVENT, () -> comment(text));

        assertThat(measured.log()).doesNotExist();
    }

    @Test
    void aBadCommentKeepsItsEventOut() throws Exception {
        Refusal.of(BAD_EVENT, () -> measurement.extend(Optional.of("a.example x"), Optional.of("\0"), DEFAULT));

        assertThat(measured.register()).isEqualTo(Bytes.zeros(48));
    }

    @Test
    void aLineAsLongAsTheLimitIsTheLongest() throws Exception {
        LogLimits limits = LogLimits.DEFAULT.withEventData(200);
        measurement = RuntimeMeasurement.open(measured.configuration().with(limits), measured.registers());

        event("ä".repeat(100));
        assertThat(Refusal.of(BAD_EVENT, () -> event("ä".repeat(100) + "b"))).contains("longer than 200 bytes");
        assertThat(Refusal.of(BAD_EVENT, () -> comment("b".repeat(199)))).contains("longer than 198 bytes");
        comment("b".repeat(198));

        assertThat(RuntimeMeasurement.open(measured.configuration().with(limits), measured.registers())
                        .state(DEFAULT)
                        .records())
                .isEqualTo(2);
    }

    @Test
    void neitherEventNorCommentIsNothingToMeasure() {
        Refusal.of(BAD_EVENT, () -> measurement.extend(Optional.empty(), Optional.empty(), DEFAULT));
    }

    @Test
    void anOperationIsALineAndANameWithBytesIsNot() throws Exception {
        Extended extended = measurement.extend("a.example", "Pull", "", DEFAULT);

        assertThat(extended.digest()).isEqualTo(Digest.SHA_384.of(Bytes.utf8("a.example Pull ")));
        Refusal.of(NOT_SUPPORTED, () -> measurement.extend("name", Bytes.of(1), DEFAULT));
    }
}
