package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.RegisterBank;
import dev.teeproof.eventlog.data.Binding;
import dev.teeproof.eventlog.data.Bindings;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Event logs: from the bytes to the registers, with each event's data checked against its digest; and the floor. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class EventLogBenchmark {

    private static final ReadOptions OPTIONS = ReadOptions.STRICT.with(LogLimits.DEFAULT.withLogSize(64 << 20));

    @Param
    private GeneratedLog log;

    private Bytes bytes;
    private byte[] array;

    @Setup
    public void makeTheLog() {
        bytes = log.bytes();
        array = bytes.toArray();
    }

    /** SHA-384 of the same bytes, called directly. */
    @Benchmark
    public byte[] floorSha384() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-384").digest(array);
    }

    /** Read and replayed. */
    @Benchmark
    public RegisterBank replay() throws MalformedEvidenceException {
        return EventLog.read(bytes, LogFormat.TCG2, OPTIONS).replay();
    }

    /** Read, every event's data checked against its digest, and replayed. */
    @Benchmark
    public RegisterBank checkAndReplay() throws MalformedEvidenceException {
        EventLog read = EventLog.read(bytes, LogFormat.TCG2, OPTIONS);
        Bindings bindings = new Bindings();
        for (LogRecord record : read.records()) {
            if (bindings.of(record).kind() != Binding.Kind.BOUND) {
                throw new IllegalStateException("the data is what was hashed");
            }
        }
        return read.replay();
    }
}
