package dev.teeproof.eventlog.tcg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcgReaderTest {

    /** The header ends behind these. */
    private static final int HEADER = 32 + 33;

    private static final LogRecord SEPARATOR = record(0, 1, EventType.EV_SEPARATOR, Bytes.zeros(4));
    private static final Bytes LOG = TcgWriter.write(LogFrame.NONE, List.of(SEPARATOR));

    private static LogRecord record(long recnum, long register, long type, Bytes data) {
        return new LogRecord(
                recnum,
                new CcMr(register),
                List.of(new EventDigest(HashAlgorithm.SHA384, Digest.SHA_384.of(data))),
                new PcClient(type, data));
    }

    private static EventLog read(Bytes log) throws MalformedEvidenceException {
        return EventLog.read(log, LogFormat.TCG2, ReadOptions.STRICT);
    }

    private static EventLog lenient(Bytes log) throws MalformedEvidenceException {
        return EventLog.read(log, LogFormat.TCG2, ReadOptions.STRICT.with(Strictness.LENIENT));
    }

    private static Bytes with(Bytes log, int at, int value) {
        return Bytes.concat(log.slice(0, at), Bytes.of(value), log.slice(at + 1, log.size()));
    }

    private static void refuses(Bytes log, MalformationCode code, long offset) {
        assertThatThrownBy(() -> read(log)).isInstanceOfSatisfying(MalformedEvidenceException.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.offset()).isEqualTo(offset);
        });
    }

    @Test
    void theHeaderIsNoEvent() throws Exception {
        EventLog log = read(LOG);

        assertThat(log.records()).containsExactly(SEPARATOR);
        assertThat(log.frame()).isInstanceOfSatisfying(LogFrame.Tcg.class, frame -> {
            assertThat(frame.header().specVersionMajor()).isEqualTo(2);
            assertThat(frame.padding()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0xff})
    void paddingOfOneValueEndsTheLog(int filler) throws Exception {
        for (int size : new int[] {1, 3, 4, 8, 1000}) {
            Bytes padded = Bytes.concat(LOG, Bytes.ofRepeated(filler, size));

            EventLog log = read(padded);

            assertThat(log.records()).containsExactly(SEPARATOR);
            assertThat(log.frame()).isInstanceOfSatisfying(LogFrame.Tcg.class, frame -> {
                assertThat(frame.padding()).isEqualTo(size);
                assertThat(frame.filler()).isEqualTo(filler);
            });
            assertThat(log.write()).isEqualTo(padded);
        }
    }

    @Test
    void whatHidesBehindTheEndIsRefusedAndNeverRead() throws Exception {
        Bytes hidden = Bytes.concat(LOG, Bytes.ofRepeated(0xff, 16), Bytes.of(1), Bytes.ofRepeated(0xff, 16));

        refuses(hidden, LogMalformation.BAD_PADDING, LOG.size());
        EventLog log = lenient(hidden);
        assertThat(log.records()).containsExactly(SEPARATOR);
        assertThat(log.warnings()).extracting(LogWarning::code).containsExactly("BAD_PADDING");
    }

    @Test
    void zerosThatAreFollowedByAnEventAreAnEvent() throws Exception {
        LogRecord none = new LogRecord(0, new CcMr(0), SEPARATOR.digests(), new PcClient(0, Bytes.empty()));
        Bytes log = TcgWriter.write(LogFrame.NONE, List.of(none, SEPARATOR));

        assertThat(read(log).records()).containsExactly(none, SEPARATOR.withRecnum(1));
    }

    @Test
    void theHeadersAlgorithmsTellTheRegisters() throws Exception {
        LogRecord sha256 = new LogRecord(
                0,
                new Pcr(1),
                List.of(new EventDigest(HashAlgorithm.SHA256, Digest.SHA_256.of(Bytes.zeros(4)))),
                new PcClient(4, Bytes.zeros(4)));
        Bytes log = TcgWriter.write(LogFrame.NONE, List.of(sha256));

        assertThat(read(log).records().get(0).register()).isEqualTo(new Pcr(1));
        assertThat(EventLog.read(log, LogFormat.TCG2, ReadOptions.STRICT.with(Space.CCMR))
                        .records()
                        .get(0)
                        .register())
                .isEqualTo(new CcMr(1));
        assertThat(read(LOG).records().get(0).register()).isEqualTo(new CcMr(1));
    }

    @Test
    void theHeaderThatTheAttestationAgentMakesUpIsReadLenientlyOnly() throws Exception {
        Bytes madeUp = Bytes.concat(
                Bytes.hex("0000000003000000"),
                Bytes.zeros(20),
                Bytes.hex("25000000"),
                Bytes.zeros(24),
                Bytes.hex("020000000c0030001200200000"));
        Bytes log = Bytes.concat(madeUp, LOG.slice(HEADER, LOG.size()), Bytes.ofRepeated(0xff, 8));

        refuses(log, LogMalformation.BAD_HEADER, 0);
        assertThat(lenient(log).records()).containsExactly(SEPARATOR);
        assertThat(lenient(log).warnings()).extracting(LogWarning::code).containsOnly("BAD_HEADER");
        assertThat(lenient(Bytes.concat(madeUp, Bytes.ofRepeated(0xff, 8))).records())
                .isEmpty();
    }

    @Test
    void headersOfAnotherKindAreRefused() {
        refuses(with(LOG, 0, 2), LogMalformation.BAD_HEADER, 0);
        refuses(with(LOG, 4, 4), LogMalformation.BAD_HEADER, 4);
        refuses(with(LOG, 8, 1), LogMalformation.BAD_HEADER, 8);
        refuses(with(LOG, 32 + 14, '2'), LogMalformation.BAD_HEADER, 0);
        refuses(with(LOG, 32 + 21, 1), LogMalformation.BAD_HEADER, 21);
        refuses(with(LOG, 32 + 24, 0), LogMalformation.LIMIT, 24);
        refuses(with(LOG, 32 + 24, 17), LogMalformation.LIMIT, 24);
        refuses(with(LOG, 32 + 30, 47), LogMalformation.BAD_DIGEST, 30);
        refuses(with(LOG, 28, 34), LogMalformation.BAD_HEADER, 33);
    }

    @Test
    void countsAndSizesAreChecked() {
        refuses(with(LOG, HEADER, 5), LogMalformation.BAD_REGISTER, HEADER);
        refuses(with(LOG, HEADER + 8, 17), LogMalformation.LIMIT, HEADER + 8);
        refuses(with(LOG, HEADER + 8, 0), LogMalformation.LIMIT, HEADER + 12);
        refuses(with(LOG, HEADER + 12, 11), LogMalformation.BAD_BANKS, HEADER + 12);
        refuses(with(LOG, HEADER + 65, 0xff), LogMalformation.LIMIT, HEADER + 62);
        refuses(with(LOG, HEADER + 62, 5), Malformation.TRUNCATED, HEADER + 66);
    }

    @Test
    void anEventHasEachDeclaredBankOnce() {
        Bytes two = new ByteWriter()
                .bytes(LOG.slice(0, HEADER + 8))
                .u32le(2)
                .bytes(LOG.slice(HEADER + 12, HEADER + 62))
                .bytes(LOG.slice(HEADER + 12, LOG.size()))
                .toBytes();
        refuses(two, LogMalformation.BAD_BANKS, HEADER + 62);

        Bytes none = new ByteWriter()
                .bytes(LOG.slice(0, HEADER + 8))
                .u32le(0)
                .u32le(0)
                .u8(1)
                .toBytes();
        refuses(none, LogMalformation.BAD_BANKS, HEADER + 8);
    }

    @Test
    void everyTruncationBehindTheHeaderIsRefusedButTheEmptyLog() throws Exception {
        assertThat(read(LOG.slice(0, HEADER)).records()).isEmpty();
        for (int size = 0; size < LOG.size(); size++) {
            if (size != HEADER && size != HEADER + 1) {
                Bytes cut = LOG.slice(0, size);
                assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedEvidenceException.class);
            }
        }
    }

    @Test
    void unknownTypesAndAlgorithmsAreKept() throws Exception {
        Bytes log = with(LOG, HEADER + 5, 0x77);

        assertThat(read(log).records().get(0).content()).isEqualTo(new PcClient(0x7704, Bytes.zeros(4)));
    }

    @Test
    void largerEventsAreReadWhenTheCallerAllowsThem() throws Exception {
        Bytes large = TcgWriter.write(LogFrame.NONE, List.of(record(0, 1, 4, Bytes.ofRepeated(1, (1 << 20) + 1))));

        refuses(large, LogMalformation.LIMIT, HEADER + 62);
        LogLimits limits = LogLimits.DEFAULT.withEventData(4 << 20);
        assertThat(EventLog.read(large, LogFormat.TCG2, ReadOptions.STRICT.with(limits))
                        .records())
                .hasSize(1);
    }
}
