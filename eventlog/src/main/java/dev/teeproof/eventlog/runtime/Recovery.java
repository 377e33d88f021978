package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.runtime.Steps.Step;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Completes what a writer was doing when it died, from its write-ahead record: every step of it can be done twice. Only for
 * the holder of the lock.
 */
record Recovery(
        RegisterIndex register,
        Notation notation,
        MeasurementRegisters registers,
        RegisterFiles paths,
        PrivateFiles files,
        int eventData,
        Steps steps) {

    void run(ExclusiveLock lock) throws IOException, MeasurementException {
        requireFormat(lock.file());
        Optional<WriteAhead> found = writeAhead();
        if (found.isPresent()) {
            complete(found.orElseThrow(), lock.file());
        }
        long length = PrivateFiles.length(log());
        if (length == 0 && lock.file().length() > 0) {
            throw lost();
        }
        if (length > 0) {
            RegisterLog.mark(lock.file(), notation.format(), files);
        }
    }

    private void requireFormat(RandomAccessFile lockFile) throws IOException, MeasurementException {
        if (lockFile.length() > 0) {
            lockFile.seek(0);
            int mark = lockFile.read();
            if (mark != notation.format().mark()) {
                throw otherFormat("'" + Character.toString(mark) + "' in " + paths.lock());
            }
        }
    }

    private MeasurementException otherFormat(String says) {
        return new MeasurementException(
                MeasurementCode.OTHER_FORMAT,
                "the log of " + register + " is not in the format " + notation.format() + ", as " + says
                        + " says. A register has one log: configure all writers alike, or use another directory for "
                        + "another register");
    }

    private Optional<WriteAhead> writeAhead() throws IOException, MeasurementException {
        int limit = (int) Math.min(Integer.MAX_VALUE - 16L, WriteAhead.OVERHEAD + 4L * eventData);
        Optional<Bytes> bytes = files.read(paths.writeAhead(), limit);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            WriteAhead ahead = WriteAhead.read(bytes.orElseThrow(), registers.algorithm());
            if (ahead.format() != notation.format()) {
                throw otherFormat(paths.writeAhead() + " (" + ahead.format() + ")");
            }
            return Optional.of(ahead);
        } catch (MalformedEvidenceException e) {
            throw new MeasurementException(
                    MeasurementCode.WRITE_AHEAD_UNREADABLE,
                    paths.writeAhead() + " says what a writer was doing when it died, and cannot be read: "
                            + e.inWords()
                            + ". No writer leaves it so. Move it away: if " + register
                            + " still holds what its log replays to, nothing was being done; if not, the next start says so");
        }
    }

    private void complete(WriteAhead ahead, RandomAccessFile lockFile) throws IOException, MeasurementException {
        long length = PrivateFiles.length(log());
        if (length < ahead.offset()) {
            throw length == 0 ? lost() : damaged("shorter", length, ahead);
        }
        if (length > ahead.offset() + ahead.entry().size()) {
            throw damaged("longer", length, ahead);
        }
        if (registers.areThere()) {
            extend(ahead);
        }
        files.truncate(log(), ahead.offset());
        steps.reached(Step.RECOVERY_TRUNCATED);
        files.write(log(), ahead.offset(), ahead.entry());
        steps.reached(Step.RECOVERY_APPENDED);
        RegisterLog.mark(lockFile, notation.format(), files);
        Files.delete(paths.writeAhead());
        files.settle(paths.writeAhead());
    }

    /** Unless the writer did. */
    private void extend(WriteAhead ahead) throws MeasurementException {
        Bytes value = registers.read(register);
        if (value.equals(ahead.expected())) {
            return;
        }
        if (!ahead.isYetToExtend(value)) {
            throw parted(ahead, value);
        }
        registers.extend(register, ahead.digest().orElseThrow());
        steps.reached(Step.RECOVERY_EXTENDED);
    }

    private MeasurementException parted(WriteAhead ahead, Bytes value) {
        return new MeasurementException(
                MeasurementCode.REGISTER_PARTED,
                register + " holds " + value + ", but a writer died while it took it from " + ahead.before() + " to "
                        + ahead.expected() + ", as " + paths.writeAhead()
                        + " says. Something else extended the register "
                        + "since, or the machine was started anew. "
                        + paths.toBeginAnew("the new log begins with what the register holds then"));
    }

    private MeasurementException damaged(String how, long length, WriteAhead ahead) {
        return new MeasurementException(
                MeasurementCode.LOG_DAMAGED,
                log() + " is " + how + " than its writer left it: " + length + " bytes, where " + paths.writeAhead()
                        + " has " + ahead.entry().size() + " to write at " + ahead.offset()
                        + ". Find out who changed it, and restore it");
    }

    private MeasurementException lost() {
        return new MeasurementException(
                MeasurementCode.LOG_LOST,
                log()
                        + " was begun and is gone or empty. Restore it. "
                        + paths.toBeginAnew("what was measured is not in the new log"));
    }

    private Path log() {
        return paths.log(notation.format());
    }
}
