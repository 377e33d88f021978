package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.RegisterComparison.Result;
import dev.teeproof.eventlog.RegisterComparison.Status;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.log.DstackReader;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.Content.Systemd;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody can try who controls the log and not the register. */
class HostileLogTest {

    private static final Rtmr RTMR2 = new Rtmr(2);

    private static LogRecord line(long recnum, String text, Bytes digest) {
        return new LogRecord(
                recnum, RTMR2, List.of(new EventDigest(HashAlgorithm.SHA384, digest)), new NelrLine(Bytes.utf8(text)));
    }

    private static LogRecord line(long recnum, String text) {
        return line(recnum, text, Digest.SHA_384.of(Bytes.utf8(text)));
    }

    private static Result compare(List<LogRecord> records, Bytes register) {
        return RegisterComparison.compare(
                        EventLog.of(LogFormat.CEL_JSON, records), HashAlgorithm.SHA384, Map.of(RTMR2, register))
                .get(0);
    }

    private static Bytes replayed(List<LogRecord> records) {
        return EventLog.of(LogFormat.CEL_JSON, records)
                .replay()
                .value(RTMR2, HashAlgorithm.SHA384)
                .orElseThrow();
    }

    @Test
    void anInitThatItsDigestDoesNotCoverHidesNothing() {
        List<LogRecord> all =
                List.of(line(0, "INIT sha384/" + "0".repeat(96)), line(1, "bad.example x"), line(2, "b c"));
        Bytes hidden = replayed(all.subList(0, 2));

        Result result = compare(
                List.of(line(
                        0,
                        "INIT sha384/" + hidden.toHex(),
                        all.get(2).digest(HashAlgorithm.SHA384).orElseThrow())),
                replayed(all));

        assertThat(result.status()).isEqualTo(Status.NOT_COMPUTABLE);
        assertThat(result.isRight()).isFalse();
    }

    @Test
    void aRegisterThatBeganElsewhereMatchesInPartOnly() {
        List<LogRecord> records = List.of(line(0, "INIT sha384/" + "ab".repeat(48)), line(1, "a b"));

        Result result = compare(records, replayed(records));

        assertThat(result.status()).isEqualTo(Status.MATCH_FROM_INIT);
        assertThat(result.isRight()).isFalse();
        assertThat(result.words()).contains("what led there is not in this log");
    }

    private static LogRecord dstack(long imr, long type, String name) {
        return DstackReader.toRecord(
                new TdxEvent(imr, type, Bytes.zeros(48), name, Bytes.empty(), EventLogVersion.V1, Optional.empty()), 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCG2", "CEL_JSON", "CEL_TLV", "CEL_CBOR", "TRUSTEE"})
    void anEventThatDstackExtendsAndNoOtherReaderWouldIsNotCarried(LogFormat target) {
        EventLog log = EventLog.of(LogFormat.DSTACK, List.of(dstack(0, 3, "")));

        assertThat(Conversion.of(log, target, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("NOT_CARRIED"));
    }

    @Test
    void aRuntimeEventOfAnotherRegisterIsNotMovedIntoRtmr3() {
        EventLog log = EventLog.of(LogFormat.DSTACK, List.of(dstack(1, RuntimeEvent.EVENT_TYPE, "a")));

        assertThat(Conversion.of(log, LogFormat.DSTACK_LINES, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("REGISTERS"));
    }

    @Test
    void aNameThatNoDigestCoversCutsNothing() {
        LogRecord bad = DstackReader.toRecord(
                TdxEvent.ofRuntime(new RuntimeEvent("app-id", Bytes.empty(), EventLogVersion.V1)), 1);
        EventLog log = EventLog.of(LogFormat.DSTACK, List.of(dstack(1, 4, "boot-mr-done"), bad));

        assertThat(log.through("boot-mr-done").records()).hasSize(2);
    }

    @Test
    void registersOfTwoSpacesAreNotMergedIntoOneNumbering() {
        LogRecord pcr = new LogRecord(
                0,
                new Pcr(1),
                List.of(new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48))),
                new PcClient(4, Bytes.zeros(4)));

        assertThat(LogMerge.merge(
                        List.of(
                                EventLog.of(LogFormat.TCG2, List.of(pcr)),
                                EventLog.of(LogFormat.TCG2, List.of(pcr.in(new Rtmr(0).toCcMr())))),
                        LogFormat.TCG2,
                        ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("REGISTERS"));
    }

    @Test
    void twoNativeLogsAreNotOneNativeLog() throws Exception {
        EventLog one = EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/nelr-example.log")));

        assertThat(LogMerge.merge(List.of(one, one), LogFormat.NELR, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("DUPLICATE_INIT"));
    }

    @Test
    void textFromALogDoesNotSteerATerminal() {
        LogRecord record = new LogRecord(
                0,
                new Pcr(11),
                List.of(),
                new Systemd("{\"string\":\"\\u001b[2J\",\"eventType\":\"\\u001b[2Jmatches\"}"));

        assertThat(EventText.type(record)).doesNotContain("\u001b").contains("matches");
        assertThat(EventText.of(record)).doesNotContain("\u001b");
    }

    @Test
    void unknownAlgorithmsWithoutEndCostLittle() {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            List<EventDigest> digests = new ArrayList<>();
            for (int j = 0; j < 16; j++) {
                digests.add(new EventDigest(HashAlgorithm.ofId(0x100 + 16 * i + j), Bytes.zeros(8)));
            }
            records.add(new LogRecord(i, new Pcr(1), digests, new NelrLine(Bytes.utf8("a"))));
        }

        RegisterBank.Register register = EventLog.of(LogFormat.CEL_JSON, records).replay().registers().values().stream()
                .findFirst()
                .orElseThrow();

        assertThat(register.values()).hasSize(64_000);
        assertThat(register.values().values()).allMatch(RegisterBank.Value.Unknown.class::isInstance);
    }

    @Test
    void aTcgLogOfPcrsSaysThatItsReaderHasToBeTold() throws Exception {
        LogRecord pcr = new LogRecord(
                0,
                new Pcr(1),
                List.of(new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48))),
                new PcClient(4, Bytes.zeros(4)));

        Conversion conversion =
                Conversion.of(EventLog.of(LogFormat.CEL_TLV, List.of(pcr)), LogFormat.TCG2, ConversionOptions.DEFAULT);

        assertThat(((Conversion.Converted) conversion).losses())
                .extracting(Conversion.Loss::code)
                .containsExactly("SPACE");
        assertThat(EventLog.read(
                                ((Conversion.Converted) conversion).log().write(),
                                LogFormat.TCG2,
                                ReadOptions.STRICT.with(ReadOptions.Space.PCR))
                        .records())
                .containsExactly(pcr);
    }
}
