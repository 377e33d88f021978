package dev.teeproof.eventlog.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.cel.Logs;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImaAsciiReaderTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;
    private static final String HASH = "8337fb6f795e193a07c9d0bb44cccba14ae54cb5";
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String VECTOR = "10 " + HASH + " ima-ng sha256:" + OF_NOTHING + " boot_aggregate\n";

    @Test
    void theVectorGivesTheBinaryRecord() throws MalformedEvidenceException {
        List<LogRecord> records = Logs.read(new ImaAsciiReader(STRICT), Bytes.utf8(VECTOR));

        assertThat(records).containsExactly(ImaReaderTest.RECORD);
        assertThat(ImaTemplateHash.of((Content.ImaTemplate) records.getFirst().content(), HashAlgorithm.SHA1))
                .hasValue(Bytes.hex(HASH));
        assertThat(Logs.read(new ImaAsciiReader(STRICT), Bytes.empty())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ima-ng sha256:X /a b c, '/a b c', ''",
        "ima-ng sha256:X '', '', ''",
        "ima-sig sha256:X /a b 0302, '/a b', 0302",
        "ima-sig sha256:X /a b '', '/a b', ''",
        "ima-ngv2 ima:sha256:X /a, /a, ''",
        "ima-sigv2 verity:sha256:X /a 03, /a, 03",
        "ima da39a3ee5e6b4b0d3255bfef95601890afd80709 /a b, '/a b', ''"
    })
    void namesAndSignaturesAreToldApart(String line, String path, String signature) throws MalformedEvidenceException {
        // CSV takes blanks at the end away: two quotes stand for nothing behind the last blank.
        String words = line.replace("''", "").replace("X", OF_NOTHING);
        String log = " 7 " + HASH + " " + words + "\n";
        LogRecord record =
                Logs.read(new ImaAsciiReader(STRICT), Bytes.utf8(log)).getFirst();
        ImaTemplateFields fields = ImaTemplateFields.of((Content.ImaTemplate) record.content(), LogLimits.DEFAULT);

        assertThat(record.register().number()).isEqualTo(7);
        assertThat(fields.path()).hasValue(Bytes.utf8(path));
        assertThat(fields.signature().orElse(Bytes.empty())).isEqualTo(Bytes.hex(signature));
        assertThat(fields.digest()).isPresent();
    }

    @ParameterizedTest(name = "{0}: {1} at {2}")
    @CsvSource({
        "x H ima-ng sha256:X n, BAD_VALUE, 0",
        "-1 H ima-ng sha256:X n, BAD_VALUE, 0",
        "24 H ima-ng sha256:X n, BAD_REGISTER, 0",
        "10, BAD_VALUE, 0",
        "10 H, BAD_VALUE, 3",
        "10 H0 ima-ng sha256:X n, BAD_LENGTH, 3",
        "10 Hzz ima-ng sha256:X n, BAD_VALUE, 3",
        "10 H00 ima-ng sha256:X n, BAD_DIGEST, 3",
        "10 H ima-buf sha256:X n 00, UNSUPPORTED, 44",
        "10 H ima-ng, BAD_VALUE, 44",
        "10 H ima-ng sha256:X, BAD_VALUE, 51",
        "10 H ima-ng X n, BAD_VALUE, 51",
        "10 H ima-ng :X n, BAD_VALUE, 51",
        "10 H ima-ng ima:sha256:X n, BAD_VALUE, 51",
        "10 H ima-ngv2 sha256:X n, BAD_VALUE, 53",
        "10 H ima-ng sha1:X n, BAD_DIGEST, 56",
        "10 H ima-ng sha256:Xz n, BAD_LENGTH, 58",
        "10 H ima-sig sha256:X n, BAD_VALUE, 124",
        "10 H ima-sig sha256:X n zz, BAD_VALUE, 126",
        "10 H ima 00 n, BAD_DIGEST, 48",
        "10  H ima-ng sha256:X n, BAD_VALUE, 3"
    })
    void oneFaultIsRefusedWhereItIs(String line, String code, int offset) {
        String log = VECTOR + line.replace("H", HASH).replace("X", OF_NOTHING) + "\n";
        MalformedEvidenceException refusal = Logs.refusal(new ImaAsciiReader(STRICT), Bytes.utf8(log));

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.offset()).isEqualTo(VECTOR.length() + offset);
    }

    @Test
    void aLastLineWithoutItsEndMayHaveLostPartOfTheName() throws MalformedEvidenceException {
        Bytes cut = Bytes.utf8(VECTOR + VECTOR.strip());
        ImaAsciiReader lenient = new ImaAsciiReader(STRICT.with(Strictness.LENIENT));

        assertThat(Logs.refusal(new ImaAsciiReader(STRICT), cut).code()).isEqualTo(Malformation.TRUNCATED);
        assertThat(Logs.read(lenient, cut)).hasSize(2);
        assertThat(Logs.codes(lenient)).containsExactly("INCOMPLETE");
        for (int size = 1; size < VECTOR.length(); size++) {
            assertThat(Logs.refusal(
                                    new ImaAsciiReader(STRICT),
                                    Bytes.utf8(VECTOR).slice(0, size))
                            .code())
                    .isEqualTo(Malformation.TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 1000})
    void aWindowShowsTheSame(int step) throws MalformedEvidenceException {
        Bytes log = Bytes.utf8(VECTOR.repeat(9));

        assertThat(Logs.readThroughWindow(new ImaAsciiReader(STRICT), log, step))
                .isEqualTo(Logs.read(new ImaAsciiReader(STRICT), log))
                .hasSize(9);
    }

    @Test
    void limitsHold() {
        LogLimits small = LogLimits.DEFAULT.withEventData(60);
        Bytes endless = Bytes.utf8("1".repeat(12_000));

        assertThat(Logs.refusal(new ImaAsciiReader(STRICT.with(small)), Bytes.utf8(VECTOR))
                        .code())
                .isEqualTo(LogMalformation.LIMIT);
        assertThat(Logs.refusal(new ImaAsciiReader(STRICT.with(small)), endless).code())
                .isEqualTo(LogMalformation.LIMIT);
        assertThat(Logs.refusal(
                                new ImaAsciiReader(STRICT),
                                Bytes.utf8("10 " + HASH + " " + "x".repeat(8193) + " y z\n"))
                        .code())
                .isEqualTo(LogMalformation.LIMIT);
    }
}
