package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogStreamTest {

    /** Gives a few bytes at a time, as pipes do. */
    private static InputStream drip(Bytes bytes) {
        Random random = new Random(5);
        return new InputStream() {
            private final InputStream in = new ByteArrayInputStream(bytes.toArray());

            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] into, int from, int size) throws IOException {
                return in.read(into, from, Math.min(size, 1 + random.nextInt(3000)));
            }
        };
    }

    private static List<LogRecord> all(LogStream stream) throws Exception {
        List<LogRecord> records = new ArrayList<>();
        for (Optional<LogRecord> record = stream.next(); record.isPresent(); record = stream.next()) {
            records.add(record.get());
        }
        return records;
    }

    private static Bytes nelr(int records, int size) {
        StringBuilder text = new StringBuilder("# a comment\nINIT sha384/")
                .append("0".repeat(96))
                .append('\n');
        Random random = new Random(9);
        for (int i = 0; i < records; i++) {
            text.append("a.example ").append("x".repeat(random.nextInt(size))).append('\n');
            if (i % 7 == 0) {
                text.append("#").append("c".repeat(random.nextInt(size))).append("\n\n");
            }
        }
        return Bytes.utf8(text.toString());
    }

    static Stream<Bytes> logs() throws Exception {
        return Stream.of(
                Bytes.copyOf(Conformance.bytes("eventlog/nelr-example.log")),
                Bytes.copyOf(Conformance.bytes("eventlog/trustee/CCEL_data")),
                Bytes.copyOf(Conformance.bytes("eventlog/tpm/debian-10.bin")),
                Bytes.copyOf(Base64.getMimeDecoder().decode(Conformance.text("eventlog/cos-cel.b64"))));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void aStreamHasTheRecordsOfTheWhole(Bytes log) throws Exception {
        LogStream stream = LogStream.detect(drip(log), ReadOptions.STRICT);

        EventLog whole = EventLog.read(log);
        assertThat(stream.format()).isEqualTo(whole.format());
        assertThat(all(stream)).isEqualTo(whole.records());
        assertThat(stream.frame()).isEqualTo(whole.frame());
        assertThat(stream.position()).isEqualTo(log.size());
    }

    @Test
    void recordsThatAreLargerThanTheWindowPassThroughIt() throws Exception {
        Bytes log = nelr(40, 700_000);

        LogStream stream = LogStream.of(drip(log), LogFormat.NELR, ReadOptions.STRICT);

        EventLog whole = EventLog.read(log, LogFormat.NELR, ReadOptions.STRICT);
        assertThat(all(stream)).isEqualTo(whole.records());
        assertThat(((LogFrame.Nelr) stream.frame()).remarks()).isEqualTo(((LogFrame.Nelr) whole.frame()).remarks());
    }

    @Test
    void aStreamReplaysToWhatTheWholeDoes() throws Exception {
        Bytes log = nelr(20_000, 50);

        Replay replay = LogStream.detect(drip(log), ReadOptions.STRICT).replay(Replay.start());

        assertThat(replay.value(new Rtmr(2), HashAlgorithm.SHA384))
                .isEqualTo(EventLog.read(log).replay().value(new Rtmr(2), HashAlgorithm.SHA384))
                .isPresent();
        assertThat(replay.records()).isEqualTo(20_001);
    }

    @Test
    void faultsAreToldWithTheirPlaceInTheWholeLog() {
        Bytes log = Bytes.concat(nelr(20_000, 50), Bytes.utf8("ok\n"), Bytes.utf8("LAUNCH\n"));

        assertThatThrownBy(() -> all(LogStream.detect(drip(log), ReadOptions.STRICT)))
                .isInstanceOfSatisfying(MalformedEvidenceException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(LogMalformation.RESERVED_DOMAIN);
                    assertThat(fault.offset()).isEqualTo(log.size() - 7);
                });
    }

    @Test
    void aLogThatIsReadWholeIsBounded() {
        ReadOptions small = ReadOptions.STRICT.with(LogLimits.DEFAULT.withLogSize(2000));

        assertThatThrownBy(() -> all(LogStream.of(
                        drip(Bytes.copyOf(Conformance.bytes("eventlog/dstack-ccel.bin"))), LogFormat.TCG2, small)))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(LogMalformation.LIMIT));
    }
}
