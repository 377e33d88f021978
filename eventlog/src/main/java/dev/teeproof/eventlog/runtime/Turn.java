package dev.teeproof.eventlog.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for a turn, with longer and longer pauses, for as long as the limit allows. For one wait only. */
final class Turn {

    private static final long FIRST_PAUSE = 50_000;
    private static final long LONGEST_PAUSE = 2_000_000;

    private final String what;
    private final Optional<Duration> limit;
    private final long start;
    private long pause = FIRST_PAUSE;

    /** @param what is waited for, for people */
    Turn(String what, Optional<Duration> limit) {
        this.what = what;
        this.limit = limit;
        this.start = System.nanoTime();
    }

    /** Takes a lock of this instance's own. */
    void take(ReentrantLock lock) throws MeasurementException {
        try {
            if (limit.isEmpty()) {
                lock.lockInterruptibly();
            } else if (!lock.tryLock(Math.max(0, left()), TimeUnit.NANOSECONDS)) {
                throw timeout();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits a little before the next attempt. */
    void pause() throws MeasurementException {
        long left = left();
        if (left <= 0) {
            throw timeout();
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
        } catch (InterruptedException e) {
            throw interrupted();
        }
        pause = Math.min(LONGEST_PAUSE, pause + pause / 2);
    }

    private long left() {
        return limit.map(most -> most.toNanos() - (System.nanoTime() - start)).orElse(Long.MAX_VALUE);
    }

    private MeasurementException timeout() {
        return new MeasurementException(
                MeasurementCode.LOCK_TIMEOUT,
                what + " was held by another writer for " + limit.orElse(Duration.ZERO) + ", try again later");
    }

    private MeasurementException interrupted() {
        Thread.currentThread().interrupt();
        return new MeasurementException(MeasurementCode.INTERRUPTED, "interrupted while waiting for " + what);
    }
}
