package dev.teeproof.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a key distribution service as fast as it likes, and from the first 429 on, until it has said none for a while, with an
 * interval between requests. AMD's allows each client about one request in ten seconds. Thread-safe.
 */
final class KdsPace implements PatientGet.Pace {

    /** How long after a 429 the interval is kept. */
    static final Duration CAREFUL = Duration.ofMinutes(10);

    /** A service that asks for more is asked again all the same. */
    static final Duration LONGEST = Duration.ofHours(1);

    private final Duration interval;
    private Instant careful = Instant.MIN;
    private Instant free = Instant.MIN;

    KdsPace(Duration interval) {
        this.interval = interval;
    }

    @Override
    public synchronized Instant turn(Instant now, Instant latest) {
        if (!now.isBefore(careful)) {
            return now;
        }
        Instant turn = free.isAfter(now) ? free : now;
        if (!turn.isAfter(latest)) {
            free = turn.plus(interval);
        }
        return turn;
    }

    @Override
    public synchronized Optional<Duration> tooMany(Instant now, Optional<Duration> pause) {
        Duration asked = pause.orElse(interval);
        Duration waited = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        Instant again = now.plus(waited);
        careful = now.plus(waited).plus(CAREFUL);
        free = free.isAfter(again) ? free : again;
        return Optional.of(Duration.between(now, again));
    }
}
