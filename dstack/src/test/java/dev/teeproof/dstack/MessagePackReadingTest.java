package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.TdxEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case is dstack's golden pod with one thing written otherwise. */
class MessagePackReadingTest {

    private static final String PLATFORM = "a8706c6174666f726d";
    private static final String STACK = "a5737461636b";
    private static final String KIND_TDX = "a46b696e64a3746478";
    private static final String KIND_POD = "a46b696e64aa64737461636b2d706f64";
    private static final String QUOTE = "a571756f746595010203cc80ccff";
    private static final String DIGEST = "a6646967657374c403aabbcc";
    private static final String REPORT_DATA = "ab7265706f72745f64617461dc0040" + "07".repeat(63) + "cc80";

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        QUOTE + ", a571756f7465c40501020380ff",
        QUOTE + ", a571756f7465c6000000050102" + "0380ff",
        QUOTE + ", a571756f7465dc0005cc01cd000203cc80cf00000000000000ff",
        DIGEST + ", a664696765737493ccaaccbbcccc",
        "c404deadbeef, 94ccdeccadccbeccef",
        "c404cafebabe, dd00000004cccaccfeccbaccbe",
        "a3696d7203, a3696d72ce00000003",
        "a776657273696f6e01, a776657273696f6ecc01",
        "a3706f64ad, d903706f64ad",
    })
    void bytesNumbersAndTextAreReadInEveryForm(String was, String becomes) throws Exception {
        assertThat(Golden.POD).containsOnlyOnce(was);
        assertThat(decode(Golden.POD.replace(was, becomes))).isEqualTo(decode(Golden.POD));
    }

    @Test
    void reportDataMayBeBinary() throws Exception {
        String binary = "ab7265706f72745f64617461c440" + "07".repeat(63) + "80";

        assertThat(decode(Golden.POD.replace(REPORT_DATA, binary))).isEqualTo(decode(Golden.POD));
    }

    @Test
    void membersMayStandInAnyOrder() throws Exception {
        int platform = Golden.POD.indexOf(PLATFORM);
        int stack = Golden.POD.indexOf(STACK);
        String version = Golden.POD.substring(2, platform);
        String platformData = Golden.POD.substring(platform + (PLATFORM + "82" + KIND_TDX).length(), stack);
        String stackData = Golden.POD.substring(stack + (STACK + "82" + KIND_POD).length());
        String reversed =
                "83" + STACK + "82" + stackData + KIND_POD + PLATFORM + "82" + platformData + KIND_TDX + version;

        assertThat(decode(reversed)).isEqualTo(decode(Golden.POD));
    }

    @Test
    void unknownMembersAreIgnoredAtEveryLevel() throws Exception {
        String more = Golden.POD
                .replaceFirst("^83", "84a178" + "81a17992c0c3")
                .replace(PLATFORM + "82", PLATFORM + "83a178c0")
                .replace("9185a3696d72", "9186a178d40100a3696d72")
                .replace("9182a56576656e74", "9183a178ff" + "a56576656e74");

        assertThat(decode(more)).isEqualTo(decode(Golden.POD));
    }

    @Test
    void aMissingDigestIsEmptyAndANilPreimageIsNone() throws Exception {
        assertThat(event(Golden.POD.replace("9185", "9184").replace(DIGEST, "")).digest())
                .isEqualTo(Bytes.empty());
        assertThat(event(Golden.POD.replace("9185", "9186a8707265696d616765c0")).preimage())
                .isEmpty();
    }

    @Test
    void thePreimageMayBeCalledHashInput() throws Exception {
        String hashInput = "aa686173685f696e707574" + "a437423744";

        assertThat(event(Golden.POD.replace("9185", "9186" + hashInput)).suppliedPreimage())
                .isEqualTo(Optional.of("7B7D"));
        assertThat(event(Golden.VERSION_2.replace("9187", "9188" + hashInput)).preimage())
                .isEqualTo(Optional.of("7b7d"));
        MalformedEvidenceException fault =
                fault(Golden.VERSION_2.replace("9187", "9188aa686173685f696e707574a437623765"));
        assertThat(fault.code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(fault.path()).isEqualTo("attestation.platform.data.event_log[0].hash_input");
    }

    @Test
    void olderWritersSayVersionOneOfAnEvent() throws Exception {
        String told = Golden.VERSION_2.replace("a776657273696f6e02", "a776657273696f6e01");

        assertThat(event(told).version()).isEqualTo(EventLogVersion.V1);
        assertThat(decode(told).encode().at(0)).isZero();
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "a776657273696f6e01, a776657273696f6e02, UNSUPPORTED, version",
        "a776657273696f6e01, a776657273696f6e00, UNSUPPORTED, version",
        "a776657273696f6e01, a776657273696f6ea131, WRONG_TYPE, version",
        "a776657273696f6e01, a776657273696f6eff, WRONG_TYPE, version",
        "a776657273696f6e01, a776657273696f6fc0, MISSING, version",
        PLATFORM + ", a8706c6174666f726e, MISSING, platform",
        STACK + ", a5737461636c, MISSING, stack",
        KIND_TDX + ", a46b696e64a3746479, BAD_VALUE, platform.kind",
        KIND_TDX + ", a46b696e6400, WRONG_TYPE, platform.kind",
        KIND_TDX + ", a46b696e65a3746478, MISSING, platform.kind",
        KIND_POD + ", a46b696e64aa64737461636b2d706f65, BAD_VALUE, stack.kind",
        KIND_POD + ", a46b696e64c0, WRONG_TYPE, stack.kind",
        QUOTE + ", a571756f746595010203cc80cd0100, BAD_VALUE, platform.data.quote",
        QUOTE + ", a571756f74659301a1020" + "3, WRONG_TYPE, platform.data.quote",
        QUOTE + ", a571756f7465a3010203, WRONG_TYPE, platform.data.quote",
        QUOTE + ", a571756f7465c0, WRONG_TYPE, platform.data.quote",
        QUOTE + ", a571756f746690, MISSING, platform.data.quote",
        DIGEST + ", a6646967657374c0, WRONG_TYPE, platform.data.event_log[0].digest",
        "a3696d7203, a3696d72cf0000000100000000, BAD_VALUE, platform.data.event_log[0].imr",
        "a3696d7203, a3696d72ff, WRONG_TYPE, platform.data.event_log[0].imr",
        "a3696d7203, a3696d7303, MISSING, platform.data.event_log[0].imr",
        "ce08000001, ca08000001, WRONG_TYPE, platform.data.event_log[0].event_type",
        "ad6576656e745f7061796c6f6164, ad6576656e745f7061796c6f6165, MISSING, platform.data.event_log[0].event_payload",
        "a96576656e745f6c6f6791, a96576656e745f6c6f679200, WRONG_TYPE, platform.data.event_log[0]",
        "a7" + "7061796c6f6164c404cafebabe, a6"
                + "7061796c6f61c404cafebabe, MISSING, stack.data.runtime_events[0].payload",
        "a6636f6e666967a27b7d, a6636f6e666967c4027b7d, WRONG_TYPE, stack.data.config",
        "a6636f6e666967a27b7d, a6636f6e666967a2c328, NOT_TEXT, stack.data.config",
        "b37265706f72745f646174615f7061796c6f6164, b37265706f72745f646174615f7061796c6f6165, MISSING,"
                + " stack.data.report_data_payload",
    })
    void whatIsOfAnotherTypeMissingOrUnknownIsRefused(String was, String becomes, Malformation code, String path) {
        assertThat(Golden.POD).contains(was);
        MalformedEvidenceException fault = fault(replaceFirst(Golden.POD, was, becomes));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("attestation." + path);
    }

    @ParameterizedTest(name = "version {0}")
    @CsvSource({
        "00, BAD_VALUE",
        "03, BAD_VALUE",
        "2a, BAD_VALUE",
        "cf0000000100000002, BAD_VALUE",
        "ff, WRONG_TYPE",
        "a132, WRONG_TYPE",
        "c0, WRONG_TYPE",
        "ca40000000, WRONG_TYPE",
    })
    void anyOtherVersionOfAnEventIsRefused(String written, Malformation code) {
        String last = "a776657273696f6e02a6636f6e666967";
        MalformedEvidenceException fault =
                fault(Golden.VERSION_2.replace(last, "a776657273696f6e" + written + "a6636f6e666967"));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("attestation.stack.data.runtime_events[0].version");
    }

    @Test
    void aMemberMayStandOnceOnly() {
        for (String twice : new String[] {
            Golden.POD.replaceFirst("^83", "84a776657273696f6e01"),
            Golden.POD.replace(PLATFORM + "82", PLATFORM + "83" + KIND_TDX),
            Golden.POD.replace("9185a3696d7203", "9186a3696d7203a3696d7203"),
            Golden.POD.replaceFirst("^83", "85a178c0a178c0")
        }) {
            assertThat(fault(twice).code()).isEqualTo(Malformation.DUPLICATE);
        }
    }

    private static String replaceFirst(String text, String was, String becomes) {
        int at = text.indexOf(was);
        return text.substring(0, at) + becomes + text.substring(at + was.length());
    }

    private static TdxEvent event(String hex) throws MalformedEvidenceException {
        return RealEvidence.tdx(decode(hex)).eventLog().events().get(0);
    }

    private static Attestation decode(String hex) throws MalformedEvidenceException {
        return Attestation.decode(Bytes.hex(hex));
    }

    private static MalformedEvidenceException fault(String hex) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> decode(hex));
    }
}
