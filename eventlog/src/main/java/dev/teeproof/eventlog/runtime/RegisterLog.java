package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.runtime.Steps.Step;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One register and its log. Each visit has the register to itself: it completes what another writer died over, follows the
 * log from where the last visit left it, holds the register against it, and only then adds something.
 *
 * <p>Thread-safe; keeps nothing open between visits.
 */
final class RegisterLog {

    private final RegisterIndex register;
    private final Notation notation;
    private final MeasurementRegisters registers;
    private final RegisterFiles paths;
    private final PrivateFiles files;
    private final Optional<Duration> lockLimit;
    private final Recovery recovery;
    private final Steps steps;

    private final ReentrantLock turn = new ReentrantLock(true);
    /** Touched by whose turn it is alone. */
    private LogPosition position;

    RegisterLog(
            RegisterIndex register,
            Notation notation,
            MeasurementRegisters registers,
            MeasurementConfiguration configuration,
            Steps steps)
            throws MeasurementException {
        this.register = register;
        this.notation = notation;
        this.registers = registers;
        this.paths = new RegisterFiles(configuration.directory(), register, configuration.names());
        this.files = new PrivateFiles(configuration.durability());
        this.lockLimit = configuration.lockLimit();
        this.recovery = new Recovery(
                register,
                notation,
                registers,
                paths,
                files,
                configuration.limits().eventData(),
                steps);
        this.steps = steps;
        this.position = notation.beginning(register);
    }

    /** Settles the register and answers how it stands. */
    LogState state() throws MeasurementException {
        return visit((lock, value) -> new LogState(register, value, log(), position.records(), position.offset()));
    }

    /** Extends and appends; before the first event of a log, what the format begins with. */
    Optional<Extended> append(Entry entry) throws MeasurementException {
        return visit((lock, found) -> {
            Bytes value = found;
            Optional<Entry> opening = notation.opening(value);
            if (entry.digest().isPresent() && position.records() == 0 && opening.isPresent()) {
                value = add(opening.orElseThrow(), value, lock);
            }
            LogPosition before = position;
            Bytes after = add(entry, value, lock);
            return entry.digest()
                    .map(digest -> new Extended(
                            register,
                            digest,
                            after,
                            before.records(),
                            before.offset() + entry.comment().size()));
        });
    }

    private interface Visit<T> {
        T at(ExclusiveLock lock, Bytes value) throws IOException, MeasurementException;
    }

    private <T> T visit(Visit<T> visit) throws MeasurementException {
        Turn wait = new Turn("the log of " + register, lockLimit);
        wait.take(turn);
        try (ExclusiveLock lock = ExclusiveLock.take(paths.gate(), paths.lock(), files, wait)) {
            steps.reached(Step.LOCKED);
            recovery.run(lock);
            Bytes value = agreed();
            steps.reached(Step.REGISTER_READ);
            return visit.at(lock, value);
        } catch (IOException e) {
            throw MeasurementException.io(
                    "the log of " + register + " in " + paths.directory() + " could not be read or written", e);
        } finally {
            turn.unlock();
        }
    }

    /** What the register holds, once the log was seen to replay to it. */
    private Bytes agreed() throws IOException, MeasurementException {
        Optional<Bytes> held = registers.areThere() ? Optional.of(registers.read(register)) : Optional.empty();
        long length = PrivateFiles.length(log());
        if (length < position.offset()) {
            throw new MeasurementException(
                    MeasurementCode.LOG_DAMAGED,
                    log() + " has become shorter: " + length + " bytes of " + position.offset()
                            + ". Find out who changed it, and restore it");
        }
        LogPosition at = position;
        long fitting = at.value().equals(held) ? at.records() : -1;
        if (length > at.offset()) {
            try (LogInput in = LogInput.open(log(), at.offset(), length)) {
                while (!in.atEnd()) {
                    at = notation.next(in, at, register);
                    fitting = at.value().equals(held) ? at.records() : fitting;
                }
            }
        }
        position = at;
        // Without a register the log is all that there is.
        Bytes value = held.or(at::value)
                .orElseThrow(() -> EventText.notSupported("a log that says where its register stood, without one"));
        if (at.value().isPresent() && !at.value().orElseThrow().equals(value)) {
            throw parted(at, value, fitting);
        }
        return value;
    }

    private MeasurementException parted(LogPosition at, Bytes value, long fitting) {
        String why = fitting >= 0
                ? "That is what it held after " + fitting + " of the records: the machine was started anew since, or "
                        + "somebody put an older register or a longer log in place"
                : "After none of the records it held that: something else extended the register, or records were taken "
                        + "from the log or changed";
        String begun = notation.opening(value).isPresent()
                ? "the new log begins with what the register holds then"
                : "the new log takes what the register holds then as its configured initial value";
        return new MeasurementException(
                MeasurementCode.REGISTER_PARTED,
                register + " holds " + value + ", but " + log() + " replays to "
                        + at.value().map(Bytes::toHex).orElse("nothing") + " after " + at.records() + " records. " + why
                        + ". " + paths.toBeginAnew(begun));
    }

    /** Write ahead, extend, append, delete: the register's value afterwards. */
    private Bytes add(Entry entry, Bytes value, ExclusiveLock lock) throws IOException, MeasurementException {
        WriteAhead ahead = WriteAhead.of(notation.format(), registers.algorithm(), position.offset(), value, entry);
        files.replace(paths.writeAhead(), ahead.write());
        steps.reached(Step.WRITE_AHEAD_WRITTEN);
        if (ahead.digest().isPresent() && registers.areThere()) {
            extend(ahead, ahead.digest().orElseThrow());
            steps.reached(Step.EXTENDED);
        }
        files.write(log(), ahead.offset(), ahead.entry());
        steps.reached(Step.APPENDED);
        mark(lock.file(), notation.format(), files);
        steps.reached(Step.MARKED);
        Files.delete(paths.writeAhead());
        steps.reached(Step.DELETED);
        LogPosition commented = position.past(entry.comment().size());
        position = entry.digest()
                .map(digest -> commented.begun(entry.record().size(), registers.algorithm(), value, digest))
                .orElse(commented);
        return ahead.expected();
    }

    /** What the registers refuse, and did not do after all, is not done later either. */
    private void extend(WriteAhead ahead, Bytes digest) throws IOException, MeasurementException {
        try {
            registers.extend(register, digest);
        } catch (MeasurementException e) {
            try {
                if (registers.read(register).equals(ahead.before())) {
                    Files.delete(paths.writeAhead());
                    files.settle(paths.writeAhead());
                }
            } catch (MeasurementException unknown) {
                e.addSuppressed(unknown);
            }
            throw e;
        }
    }

    /** Says in the lock file that the log has been there. */
    static void mark(RandomAccessFile lockFile, MeasurementFormat format, PrivateFiles files) throws IOException {
        if (lockFile.length() == 0) {
            lockFile.seek(0);
            lockFile.write(format.mark());
            files.force(lockFile);
        }
    }

    private Path log() {
        return paths.log(notation.format());
    }
}
