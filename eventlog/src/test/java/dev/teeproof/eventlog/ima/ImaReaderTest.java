package dev.teeproof.eventlog.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.cel.GeneratedRecords;
import dev.teeproof.eventlog.cel.Logs;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImaReaderTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;

    /** Template ima-ng, PCR 10, the digest of nothing as boot_aggregate. */
    static final Bytes VECTOR = Bytes.hex("0a0000008337fb6f795e193a07c9d0bb44cccba14ae54cb506000000696d612d6e67"
            + "3f000000280000007368613235363a00e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            + "0f000000626f6f745f61676772656761746500");

    static final LogRecord RECORD = new LogRecord(
            0,
            new Pcr(10),
            List.of(new EventDigest(HashAlgorithm.SHA1, Bytes.hex("8337fb6f795e193a07c9d0bb44cccba14ae54cb5"))),
            new Content.ImaTemplate(
                    "ima-ng",
                    Bytes.hex("280000007368613235363a00e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78"
                            + "52b8550f000000626f6f745f61676772656761746500")));

    @Test
    void theVectorIsReadAndWritten() throws MalformedEvidenceException {
        assertThat(VECTOR.size()).isEqualTo(101);
        assertThat(Logs.read(new ImaReader(STRICT), VECTOR)).containsExactly(RECORD);
        assertThat(ImaWriter.write(LogFrame.NONE, List.of(RECORD))).isEqualTo(VECTOR);
        assertThat(Logs.read(new ImaReader(STRICT), Bytes.empty())).isEmpty();
    }

    @ParameterizedTest(name = "windows that grow by {0}")
    @ValueSource(ints = {1, 5, 64, 10_000})
    void whatIsWrittenIsReadAgainThroughAnyWindow(int step) throws MalformedEvidenceException {
        for (HashAlgorithm bank : List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA512)) {
            List<LogRecord> records = new GeneratedRecords(step).ima(20, bank);
            Bytes log = ImaWriter.write(LogFrame.NONE, records);

            assertThat(Logs.read(new ImaReader(STRICT.withIma(bank)), log)).isEqualTo(records);
            assertThat(Logs.readThroughWindow(new ImaReader(STRICT.withIma(bank)), log, step))
                    .isEqualTo(records);
        }
    }

    @Test
    void aLogThatIsCutWithinARecordIsTruncated() throws MalformedEvidenceException {
        Bytes log = Bytes.concat(VECTOR, VECTOR);
        for (int size = 1; size < log.size(); size++) {
            if (size == VECTOR.size()) {
                assertThat(Logs.read(new ImaReader(STRICT), log.slice(0, size))).hasSize(1);
            } else {
                assertThat(Logs.refusal(new ImaReader(STRICT), log.slice(0, size))
                                .code())
                        .isEqualTo(Malformation.TRUNCATED);
            }
        }
    }

    /** The vector behind another; bytes from an offset on are replaced. */
    @ParameterizedTest(name = "{1} at {0}: {2} at {3}")
    @CsvSource({
        "0, 18000000, BAD_REGISTER, 0",
        "0, 000000ff, BAD_REGISTER, 0",
        "24, 01200000, LIMIT, 24",
        "24, ffffffff, LIMIT, 24",
        "24, 00000000, BAD_LENGTH, 24",
        "28, ff, NOT_TEXT, 28",
        "34, 01001000, LIMIT, 34",
        "34, ffffffff, LIMIT, 34",
        "34, 40000000, TRUNCATED, 38"
    })
    void oneFaultIsRefusedWhereItIs(int at, String hex, String code, int offset) {
        Bytes bad = Bytes.hex(hex);
        Bytes second = Bytes.concat(VECTOR.slice(0, at), bad, VECTOR.slice(at + bad.size(), VECTOR.size()));
        MalformedEvidenceException refusal = Logs.refusal(new ImaReader(STRICT), Bytes.concat(VECTOR, second));

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.offset()).isEqualTo(VECTOR.size() + offset);
    }

    @Test
    void aRegisterThatThereIsNotIsKeptInLenientReading() throws MalformedEvidenceException {
        ImaReader reader = new ImaReader(STRICT.with(Strictness.LENIENT));
        Bytes log = Bytes.concat(Bytes.hex("18000000"), VECTOR.slice(4, VECTOR.size()));

        assertThat(Logs.read(reader, log)).containsExactly(RECORD.in(new Pcr(24)));
        assertThat(Logs.codes(reader)).containsExactly("BAD_REGISTER");
    }

    @Test
    void theLegacyTemplateHasNoSizeOfItsData() throws MalformedEvidenceException {
        Bytes data = Bytes.concat(Bytes.hex("da39a3ee5e6b4b0d3255bfef95601890afd80709"), Bytes.hex("020000002f78"));
        LogRecord legacy = RECORD.with(new Content.ImaTemplate("ima", data));
        Bytes log = ImaWriter.write(LogFrame.NONE, List.of(legacy));

        assertThat(log.toHex()).endsWith("03000000696d61" + data.toHex());
        assertThat(Logs.read(new ImaReader(STRICT), log)).containsExactly(legacy);
        LogLimits small = LogLimits.DEFAULT.withEventData(25);
        assertThat(Logs.refusal(new ImaReader(STRICT.with(small)), log).code()).isEqualTo(LogMalformation.LIMIT);
    }

    @Test
    void theWriterRefusesWhatTheFormatCannotCarry() {
        EventDigest sha256 = new EventDigest(HashAlgorithm.SHA256, Bytes.zeros(32));
        Content.ImaTemplate content = (Content.ImaTemplate) RECORD.content();

        assertRefused(RECORD.in(new CcMr(1)));
        assertRefused(RECORD.with(new Content.NelrLine(Bytes.utf8("x"))));
        assertRefused(RECORD.with(new Content.ImaTemplate("", content.data())));
        assertRefused(RECORD.with(new Content.ImaTemplate("ima", content.data())));
        assertRefused(new LogRecord(0, new Pcr(10), List.of(), content));
        assertRefused(new LogRecord(0, new Pcr(10), List.of(RECORD.digests().getFirst(), sha256), content));
        assertRefused(RECORD, new LogRecord(1, new Pcr(10), List.of(sha256), content));
        assertThatThrownBy(() -> new ImaReader(STRICT.withIma(new HashAlgorithm(0x99))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(LogRecord... records) {
        assertThatThrownBy(() -> ImaWriter.write(LogFrame.NONE, List.of(records)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
