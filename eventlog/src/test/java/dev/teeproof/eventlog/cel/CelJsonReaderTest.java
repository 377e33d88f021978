package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelJsonReaderTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;
    private static final String FIRST = AppendixVectorsTest.JSON;
    private static final String SECOND = FIRST.replace("\"recnum\":5", "\"recnum\":6");
    private static final LogRecord RECORD = AppendixVectorsTest.RECORD;

    @Test
    void recordsStandInAnArrayOrOnLinesOrBehindSeparators() throws MalformedEvidenceException {
        List<LogRecord> both = List.of(RECORD, RECORD.withRecnum(6));

        assertThat(read("[" + FIRST + "," + SECOND + "]")).isEqualTo(both);
        assertThat(read(" [ " + FIRST + ",\n" + SECOND + "]\n")).isEqualTo(both);
        assertThat(read(FIRST + "\n" + SECOND)).isEqualTo(both);
        assertThat(read(FIRST + "\r\n\n" + SECOND + "\n\n")).isEqualTo(both);
        assertThat(read("\u001e" + FIRST + "\n\u001e" + SECOND + "\n")).isEqualTo(both);
        assertThat(read(FIRST)).containsExactly(RECORD);
        assertThat(read(FIRST.replace(",", ",\n"))).containsExactly(RECORD);
        assertThat(read("{\"log\":[" + FIRST + "]}")).containsExactly(RECORD);
    }

    @Test
    void theConvertersObjectHasARegisterValueOrNot() throws MalformedEvidenceException {
        CelJsonReader with = new CelJsonReader(STRICT);
        CelJsonReader without = new CelJsonReader(STRICT);
        Logs.read(with, Bytes.utf8("{\"mr\":\"AbCd\",\"log\":[]}"));
        Logs.read(without, Bytes.utf8("{\"log\":[]}"));

        assertThat(with.frame()).isEqualTo(new LogFrame.CelJson(Optional.of(Bytes.hex("abcd"))));
        assertThat(without.frame()).isEqualTo(new LogFrame.CelJson(Optional.empty()));
        assertThat(CelJsonWriter.write(with.frame(), List.of())).isEqualTo(Bytes.utf8("{\"mr\":\"abcd\",\"log\":[]}"));
        assertThat(CelJsonWriter.write(without.frame(), List.of())).isEqualTo(Bytes.utf8("{\"log\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"EV_EFI_ACTION\"", "\"ev_efi_action\"", "2147483655", "\"0x80000007\""})
    void anEventTypeIsANameOrANumber(String type) throws MalformedEvidenceException {
        Content content = read("[" + FIRST.replace("\"EV_SEPARATOR\"", type) + "]")
                .getFirst()
                .content();

        assertThat(content).isEqualTo(new Content.PcClient(EventType.EV_EFI_ACTION, Bytes.zeros(4)));
    }

    @Test
    void anEventTypeWithoutNameIsWrittenAsItsNumber() throws MalformedEvidenceException {
        LogRecord unnamed = RECORD.with(new Content.PcClient(0xdeadbeefL, Bytes.empty()));

        assertThat(CelJsonWriter.write(LogFrame.NONE, List.of(unnamed)).toUtf8("log"))
                .contains("\"event_type\":3735928559,");
    }

    @Test
    void theRegisterOfALineIsAnRtmrUnlessTheCallerSaysOtherwise() throws MalformedEvidenceException {
        String line = FIRST.replaceAll("\"content_type\".*", "\"content_type\":\"CC-CEL\",\"content\":\"\\\\u00e9 x\"}")
                .replace("\"pcr\":7", "\"pcr\":2");
        Bytes log = Bytes.utf8("[" + line + "]");
        LogRecord record = Logs.read(new CelJsonReader(STRICT), log).getFirst();

        assertThat(record.register()).isEqualTo(new Rtmr(2));
        assertThat(record.content()).isEqualTo(new Content.NelrLine(Bytes.utf8("\u00e9 x")));
        assertThat(Logs.read(new CelJsonReader(STRICT.in(new Pcr(8))), log)
                        .getFirst()
                        .register())
                .isEqualTo(new Pcr(2));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"state_trans\",\"data\":\"kexec\"} | 2",
                "{\"type\":\"state_trans\",\"data\":1} | 1",
                "[{\"type\":\"state_trans\",\"data\":0}] | 0"
            })
    void managementEventsAreReadAsLibcelWritesThemToo(String content, long state) throws MalformedEvidenceException {
        assertThat(read("[" + with("\"cel\"", content) + "]").getFirst().content())
                .isEqualTo(new Content.Management.StateTransition(state));
    }

    /** One member of the second of two records is replaced. */
    @ParameterizedTest(name = "{0} for {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"recnum\":6, | '' | MISSING",
                "\"recnum\":6 | \"recnum\":7 | BAD_RECNUM",
                "\"recnum\":6 | \"recnum\":6.0 | WRONG_TYPE",
                "\"recnum\":6 | \"recnum\":6,\"x\":0 | BAD_VALUE",
                "\"recnum\":6 | \"recnum\":6,\"recnum\":6 | DUPLICATE",
                "\"pcr\":7, | '' | BAD_REGISTER",
                "\"pcr\":7 | \"pcr\":7,\"ccmr\":1 | BAD_REGISTER",
                "\"pcr\":7 | \"ccmr\":5 | BAD_REGISTER",
                "\"pcr\":7 | \"pcr\":16777216 | BAD_REGISTER",
                "\"pcr\":7 | \"nv_index\":7 | BAD_REGISTER",
                "\"sha256\" | \"sha384\" | BAD_DIGEST",
                "\"sha256\" | \"md5\" | BAD_VALUE",
                "\"sha256\" | \"0x000B\" | BAD_VALUE",
                "pcclient_std | PCCLIENT | BAD_VALUE",
                "\"pcclient_std\" | 6 | BAD_VALUE",
                "\"pcclient_std\" | 10 | BAD_VALUE",
                "\"pcclient_std\" | null | WRONG_TYPE",
                "\"pcclient_std\" | 80 | WRONG_TYPE",
                "\"pcclient_std\" | 7 | BAD_VALUE",
                "\"pcclient_std\" | \"cel\" | BAD_VALUE",
                "\"pcclient_std\" | \"CC-CEL\" | WRONG_TYPE",
                "EV_SEPARATOR | EV_OTHER | BAD_VALUE",
                "EV_SEPARATOR | Ev_Separator | BAD_VALUE",
                "EV_SEPARATOR | 0x123456789 | BAD_VALUE",
                "\"EV_SEPARATOR\" | 4294967296 | BAD_VALUE",
                "\"event_data\":\"00000000\" | \"event_data\":\"000\" | BAD_LENGTH",
                "\"event_data\":\"00000000\" | \"event_data\":\"zz\" | BAD_VALUE",
                "\"event_data\":\"00000000\" | \"event_data\":\"\",\"x\":1 | BAD_VALUE"
            })
    void oneFaultIsRefusedInItsRecord(String good, String bad, String code) {
        String faulty = SECOND.replace(good, bad);
        MalformedEvidenceException array = refusal("[" + FIRST + "," + faulty + "]", STRICT);
        MalformedEvidenceException lines = refusal(FIRST + "\n" + faulty, STRICT);

        assertThat(array.code().name()).isEqualTo(code);
        assertThat(array.path()).startsWith("log[1]");
        assertThat(array.offset()).isBetween(FIRST.length() + 2L, 2L + FIRST.length() + faulty.length());
        assertThat(lines.code().name()).isEqualTo(code);
        assertThat(lines.offset()).isBetween(FIRST.length() + 1L, 1L + FIRST.length() + faulty.length());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x | BAD_VALUE",
                "7 | WRONG_TYPE",
                "[7] | WRONG_TYPE",
                "[] [] | TRAILING_BYTES",
                "{\"log\":[],\"x\":1} | BAD_VALUE",
                "{\"log\":{}} | WRONG_TYPE",
                "{\"log\":[],\"mr\":\"0\"} | BAD_LENGTH",
                "{\"a\": | BAD_VALUE",
                "{\"log\":[{\"type\":\"firmware_end\"}]} | BAD_VALUE"
            })
    void whatIsNoLogIsRefused(String log, String code) {
        assertThat(refusal(log, STRICT).code().name()).isEqualTo(code);
    }

    @Test
    void limitsHold() {
        LogLimits limits = LogLimits.DEFAULT;
        String two = "[" + FIRST + "," + SECOND + "]";

        assertThat(refusal(two, STRICT.with(limits.withLogSize(two.length() - 1)))
                        .code()
                        .name())
                .isEqualTo("LIMIT");
        assertThat(refusal(two, STRICT.with(limits.withEventData(3))).code().name())
                .isEqualTo("LIMIT");
        assertThat(refusal("[" + "{},".repeat(100_000) + "{}]", STRICT).code().name())
                .isEqualTo("LIMIT");
        assertThat(refusal("[" + "0,".repeat(1_500_000) + "0]", STRICT).code().name())
                .isEqualTo("LIMIT");
        assertThat(refusal("[".repeat(40), STRICT).code().name()).isEqualTo("LIMIT");
    }

    private static String with(String type, String content) {
        int at = FIRST.indexOf("\"content_type\"");
        return FIRST.substring(0, at) + "\"content_type\":" + type + ",\"content\":" + content + "}";
    }

    private static List<LogRecord> read(String log) throws MalformedEvidenceException {
        return Logs.read(new CelJsonReader(STRICT), Bytes.utf8(log));
    }

    private static MalformedEvidenceException refusal(String log, ReadOptions options) {
        return Logs.refusal(new CelJsonReader(options), Bytes.utf8(log));
    }
}
