package dev.teeproof.eventlog.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/**
 * One file that is locked against all other processes and all other threads of this one. A lock ends with its process.
 *
 * <p>POSIX takes a process's locks on a file away as soon as the process closes any descriptor of it, so nobody but the
 * holder may have the file open. Within one process the gate sees to that: a second file with a shared lock, which does not
 * keep out other processes, while the Java platform refuses overlapping locks of its own. What POSIX thinks of the gate does
 * not matter.
 *
 * <p>It is asked for again and again, not waited for: to a waiting process with several threads and files, POSIX reports
 * deadlocks that are none.
 */
final class ExclusiveLock implements AutoCloseable {

    private final RandomAccessFile gate;
    private final RandomAccessFile file;

    private ExclusiveLock(RandomAccessFile gate, RandomAccessFile file) {
        this.gate = gate;
        this.file = file;
    }

    /** Waits for its turn. The files are made if they are not there. */
    static ExclusiveLock take(Path gate, Path lock, PrivateFiles files, Turn turn)
            throws IOException, MeasurementException {
        RandomAccessFile passed = locked(files.open(gate), true, turn);
        try {
            return new ExclusiveLock(passed, locked(files.open(lock), false, turn));
        } catch (IOException | MeasurementException | RuntimeException e) {
            passed.close();
            throw e;
        }
    }

    /** The file, for a few bytes of the holder's. */
    RandomAccessFile file() {
        return file;
    }

    private static RandomAccessFile locked(RandomAccessFile file, boolean shared, Turn turn)
            throws IOException, MeasurementException {
        try {
            while (!tryLock(file, shared)) {
                turn.pause();
            }
            return file;
        } catch (IOException | MeasurementException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean tryLock(RandomAccessFile file, boolean shared) throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Ends both locks, the gate's last. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            gate.close();
        }
    }
}
