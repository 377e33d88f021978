package dev.teeproof.eventlog.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
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
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdReaderTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;
    private static final ReadOptions LENIENT = STRICT.with(Strictness.LENIENT);
    private static final List<String> PHASES =
            List.of("enter-initrd", "leave-initrd", "sysinit", "ready", "shutdown", "final");
    private static final String RS = "\u001e";
    private static final String DIGESTS = "\"digests\":[{\"hashAlg\":\"sha1\",\"digest\":\"" + "00".repeat(20) + "\"}]";
    private static final String GOOD =
            RS + "{\"pcr\":11," + DIGESTS + ",\"content_type\":\"systemd\",\"content\":{\"string\":\"x\"}}\n";

    @Test
    void thePhasesOfABootAreWrittenAsSystemdDoesAndReplay() throws MalformedEvidenceException {
        List<LogRecord> records = new ArrayList<>();
        for (String phase : PHASES) {
            Bytes digest = Digest.SHA_256.of(Bytes.utf8(phase));
            String json = "{\"string\":\"" + phase + "\",\"bootId\":\"" + "00".repeat(16)
                    + "\",\"timestamp\":1,\"eventType\":\"phase\"}";
            records.add(new LogRecord(
                    records.size(),
                    new Pcr(11),
                    List.of(new EventDigest(HashAlgorithm.SHA256, digest)),
                    new Content.Systemd(json)));
        }
        Bytes log = SystemdWriter.write(LogFrame.NONE, records);
        String first = RS + "{\"pcr\":11,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\""
                + "51e6b92f405d1f98d96e3de343d61d420ad6923b25de21d766f9298192f14fed\"}],"
                + "\"content_type\":\"systemd\",\"content\":{\"string\":\"enter-initrd\",\"bootId\":\""
                + "00".repeat(16) + "\",\"timestamp\":1,\"eventType\":\"phase\"}}\n";

        assertThat(log.toUtf8("log")).startsWith(first);
        assertThat(Logs.read(new SystemdReader(STRICT), log)).isEqualTo(records);
        assertThat(Digest.SHA_256.replay(records.stream()
                        .map(record -> record.digest(HashAlgorithm.SHA256).orElseThrow())
                        .toList()))
                .isEqualTo(Bytes.hex("56a69e511a66d7dfa2f8e1b1dd43393987b084e6fc04af0a6b8a81a66d1d0d95"));
    }

    @ParameterizedTest(name = "windows that grow by {0}")
    @ValueSource(ints = {1, 13, 300, 100_000})
    void whatIsWrittenIsReadAgainThroughAnyWindow(int step) throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(step).systemd(20);
        Bytes log = SystemdWriter.write(LogFrame.NONE, records);

        assertThat(Logs.read(new SystemdReader(STRICT), log)).isEqualTo(records);
        assertThat(Logs.readThroughWindow(new SystemdReader(STRICT), log, step)).isEqualTo(records);
    }

    @Test
    void aLastRecordThatWasNotWrittenToItsEndIsLeftOut() throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(2).systemd(3);
        Bytes log = SystemdWriter.write(LogFrame.NONE, records);
        int last = SystemdWriter.write(LogFrame.NONE, records.subList(0, 2)).size();
        for (int size = last + 1; size < log.size(); size++) {
            SystemdReader reader = new SystemdReader(STRICT);
            assertThat(Logs.read(reader, log.slice(0, size))).isEqualTo(records.subList(0, 2));
            assertThat(Logs.codes(reader)).containsExactly("INCOMPLETE");
        }
        SystemdReader whole = new SystemdReader(STRICT);
        assertThat(Logs.read(whole, log.slice(0, last))).isEqualTo(records.subList(0, 2));
        assertThat(whole.warnings()).isEmpty();
        SystemdReader torn = new SystemdReader(STRICT);
        assertThat(Logs.read(torn, Bytes.utf8(GOOD + RS + "{\"pcr\":\n"))).hasSize(1);
        assertThat(Logs.codes(torn)).containsExactly("INCOMPLETE");
    }

    @Test
    void aRecordWithANulIsLeftOutAndToldOnceHoweverItIsShown() throws MalformedEvidenceException {
        Bytes log = Bytes.utf8(GOOD + RS + "\u0000\u0000\n" + GOOD + RS + "\u0000\n");
        SystemdReader whole = new SystemdReader(STRICT);
        SystemdReader window = new SystemdReader(STRICT);

        List<LogRecord> records = Logs.read(whole, log);
        assertThat(records).hasSize(2);
        assertThat(records.getLast().recnum()).isEqualTo(1);
        assertThat(Logs.readThroughWindow(window, log, 1)).isEqualTo(records);
        assertThat(Logs.codes(whole)).containsExactly("NUL");
        assertThat(window.warnings()).isEqualTo(whole.warnings());
    }

    @ParameterizedTest(name = "{0} for {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pcr\":11, | '' | BAD_REGISTER",
                "\"pcr\":11 | \"pcr\":11,\"nv_index\":16777216 | BAD_REGISTER",
                "\"pcr\":11 | \"pcr\":24 | BAD_REGISTER",
                "\"pcr\":11 | \"pcr\":4294967296 | BAD_REGISTER",
                "\"pcr\":11 | \"nv_index\":11 | BAD_REGISTER",
                "\"pcr\":11 | \"pcr\":\"11\" | WRONG_TYPE",
                "\"pcr\":11 | \"pcr\":-1 | BAD_VALUE",
                "\"pcr\":11 | \"pcr\":11,\"pcr\":12 | DUPLICATE",
                "\"pcr\":11 | \"recnum\":0,\"pcr\":11 | BAD_VALUE",
                "\"pcr\":11 | \"ccmr\":1 | BAD_VALUE",
                "\"content_type\":\"systemd\" | \"content_type\":\"cel\" | BAD_VALUE",
                "{\"string\":\"x\"} | \"x\" | WRONG_TYPE",
                ",\"content\":{\"string\":\"x\"} | '' | MISSING",
                "sha1 | sha2 | BAD_VALUE",
                "sha1 | sha256 | BAD_DIGEST",
                "\"hashAlg\":\"sha1\", | '' | MISSING",
                "\"hashAlg\":\"sha1\" | \"hashAlg\":\"sha1\",\"x\":1 | BAD_VALUE"
            })
    void oneFaultIsRefusedWhereItIs(String good, String bad, String code) {
        String faulty = GOOD + GOOD.replace(good, bad == null ? "" : bad) + GOOD;
        MalformedEvidenceException refusal = Logs.refusal(new SystemdReader(STRICT), Bytes.utf8(faulty));

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.offset()).isBetween(GOOD.length() + 1L, 2L * GOOD.length() + 60);
        assertThat(refusal.path()).startsWith("record");
    }

    @Test
    void digestsStandOnceEachAndNotTooMany() {
        String digest = "{\"hashAlg\":\"sha1\",\"digest\":\"" + "00".repeat(20) + "\"}";

        assertThat(code(GOOD.replace(digest, digest + "," + digest))).isEqualTo(LogMalformation.BAD_BANKS);
        assertThat(code(GOOD.replace(digest, ""))).isEqualTo(Malformation.MISSING);
        assertThat(code(GOOD.replace(digest, "1"))).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(code(GOOD.replace(digest, digest + (",\n" + digest).repeat(16))))
                .isEqualTo(LogMalformation.LIMIT);
        assertThat(code(GOOD.replace("sha1", "0x0099").replace("00".repeat(20), "00".repeat(129))))
                .isEqualTo(LogMalformation.LIMIT);
    }

    @Test
    void whatStandsBetweenRecordsIsRefused() {
        assertThat(code("x" + GOOD)).isEqualTo(Malformation.BAD_VALUE);
        assertThat(code(RS + GOOD)).isEqualTo(Malformation.BAD_VALUE);
        assertThat(code(GOOD + "junk\n" + GOOD)).isEqualTo(Malformation.BAD_VALUE);
        assertThat(code(GOOD.stripTrailing() + GOOD)).isEqualTo(Malformation.BAD_VALUE);
        assertThat(code(RS + "[]\n" + GOOD)).isEqualTo(Malformation.WRONG_TYPE);
    }

    @Test
    void limitsHold() {
        LogLimits small = LogLimits.DEFAULT.withEventData(20);

        assertThat(code(GOOD.replace("\"x\"", "\"" + "x".repeat(20) + "\""), STRICT.with(small)))
                .isEqualTo(LogMalformation.LIMIT);
        Bytes endless = Bytes.utf8(RS + " ".repeat(8000));
        assertThat(Logs.refusal(new SystemdReader(STRICT.with(small)), endless).code())
                .isEqualTo(LogMalformation.LIMIT);
    }

    @Test
    void lenientReadingKeepsWhatCanBeKept() throws MalformedEvidenceException {
        SystemdReader reader = new SystemdReader(LENIENT);
        String odd = GOOD.replace("11", "99").stripTrailing() + GOOD.replace(DIGESTS, "\"digests\":[]");

        List<LogRecord> records = Logs.read(reader, Bytes.utf8(odd));
        assertThat(records).hasSize(2);
        assertThat(records.getFirst().register()).isEqualTo(new Pcr(99));
        assertThat(Logs.codes(reader)).containsExactly("BAD_REGISTER", "MISSING");
    }

    private static MalformationCode code(String log) {
        return code(log, STRICT);
    }

    private static MalformationCode code(String log, ReadOptions options) {
        return Logs.refusal(new SystemdReader(options), Bytes.utf8(log)).code();
    }
}
