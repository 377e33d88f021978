package dev.teeproof.sources;

import dev.teeproof.codec.Printable;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Gets things from a service: each is had or given up within a deadline. What may pass (429, 5xx, a broken connection) is
 * asked again a few times, later each time; other answers are final. Redirects stay on host, port and scheme. Thread-safe.
 *
 * @param source the service, for people
 * @param pace lets requests wait for their turn
 * @param deadline for one thing, all attempts together
 */
record PatientGet(
        HttpGet http,
        String source,
        InstantSource clock,
        Sleeper sleeper,
        RandomGenerator random,
        Pace pace,
        Duration deadline) {

    /** Times that a thing is asked for. */
    static final int ATTEMPTS = 3;

    static final int MAX_REDIRECTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

    /** How fast a service lets itself be asked. */
    interface Pace {

        /** Asks at once, whatever was answered before. */
        Pace FREE = new Pace() {
            @Override
            public Instant turn(Instant now, Instant latest) {
                return now;
            }

            @Override
            public Optional<Duration> tooMany(Instant now, Optional<Duration> pause) {
                return pause;
            }
        };

        /** When a request may go out; one after the latest instant is not taken up. */
        Instant turn(Instant now, Instant latest);

        /**
         * The service answered 429.
         *
         * @param pause what it asks to wait
         * @return what is to be waited
         */
        Optional<Duration> tooMany(Instant now, Optional<Duration> pause);
    }

    /** What an answer other than 200 is worth. */
    interface Refused {
        void with(int status, String words);
    }

    static PatientGet of(ServiceClientBuilder<?> settings, String source, Pace pace) {
        return new PatientGet(
                new HttpGet(settings.client(), "teeproof"),
                source,
                settings.clock,
                settings.sleeper,
                settings.random,
                pace,
                settings.deadline);
    }

    HttpGet.Answer get(URI uri, int limit) throws SourceUnavailableException {
        return get(uri, limit, (status, words) -> {});
    }

    /**
     * @param limit of the body, bytes
     * @param refused is told of an answer that is final and not 200
     */
    HttpGet.Answer get(URI uri, int limit, Refused refused) throws SourceUnavailableException {
        Instant end = clock.instant().plus(deadline);
        try {
            for (int attempt = 1; ; attempt++) {
                awaitTurn(end);
                Attempt made = attempt(uri, limit, end);
                if (made.answer().isPresent()) {
                    return made.answer().get();
                }
                Optional<Duration> asked = made.status().equals(OptionalInt.of(429))
                        ? pace.tooMany(clock.instant(), made.pause())
                        : made.pause();
                if (!made.passing() || attempt == ATTEMPTS) {
                    String times = attempt == 1 ? "" : " (asked " + attempt + " times)";
                    made.status().ifPresent(status -> refused.with(status, made.words()));
                    throw unavailable(made.words() + times);
                }
                Duration pause = asked.orElse(backoff(attempt));
                if (!clock.instant().plus(pause).isBefore(end)) {
                    throw unavailable(made.words() + "; the next attempt, in " + inWords(pause)
                            + ", would be after the deadline of " + inWords(deadline));
                }
                sleeper.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the fetch was interrupted");
        }
    }

    private void awaitTurn(Instant end) throws InterruptedException, SourceUnavailableException {
        Instant now = clock.instant();
        Instant turn = pace.turn(now, end);
        if (turn.isAfter(end)) {
            throw unavailable("it said that it is asked too often, and is asked again at " + turn
                    + ", which is after the deadline of " + inWords(deadline));
        }
        if (turn.isAfter(now)) {
            sleeper.sleep(Duration.between(now, turn));
        }
    }

    /**
     * What came of asking once.
     *
     * @param status the last that was answered
     * @param words what went wrong
     * @param passing whether it may be otherwise the next time
     * @param pause what the service asks to wait
     */
    private record Attempt(
            Optional<HttpGet.Answer> answer,
            OptionalInt status,
            String words,
            boolean passing,
            Optional<Duration> pause) {

        static Attempt failed(String words, boolean passing) {
            return new Attempt(Optional.empty(), OptionalInt.empty(), words, passing, Optional.empty());
        }
    }

    private Attempt attempt(URI first, int limit, Instant end) throws InterruptedException {
        URI uri = first;
        try {
            for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
                Duration left = Duration.between(clock.instant(), end);
                if (left.isNegative() || left.isZero()) {
                    throw new TimeoutException();
                }
                HttpGet.Answer answer = http.get(uri, left, limit);
                if (answer.status() == 200) {
                    return new Attempt(Optional.of(answer), OptionalInt.of(200), "", false, Optional.empty());
                }
                Optional<String> location = HttpStatus.isRedirect(answer.status())
                        ? answer.headers().firstValue("Location")
                        : Optional.empty();
                if (location.isEmpty()) {
                    return new Attempt(
                            Optional.empty(),
                            OptionalInt.of(answer.status()),
                            HttpStatus.inWords(answer.status(), answer.headers()),
                            HttpStatus.mayPass(answer.status()),
                            retryAfter(answer));
                }
                URI next = uri.resolve(location.get());
                if (!HttpStatus.sameOrigin(uri, next)) {
                    return Attempt.failed("redirects to another place, " + shown(location.get()), false);
                }
                uri = next;
            }
            return Attempt.failed("redirects more than " + MAX_REDIRECTS + " times", false);
        } catch (TimeoutException e) {
            return Attempt.failed("did not answer within " + inWords(deadline), false);
        } catch (HttpGet.TooLongException e) {
            return Attempt.failed("answered with too much: " + e.getMessage(), false);
        } catch (IllegalArgumentException e) {
            return Attempt.failed("redirects to what is not an address", false);
        } catch (IOException e) {
            String reason =
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            return Attempt.failed("could not be reached: " + shown(reason), true);
        }
    }

    /** Seconds, or a date. RFC 9110 section 10.2.3. */
    private Optional<Duration> retryAfter(HttpGet.Answer answer) {
        Optional<String> value = answer.headers().firstValue("Retry-After").map(String::strip);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.get())));
        }
        try {
            Instant date = ZonedDateTime.parse(value.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), date);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Twice as long each time; half of it is chance, so that those who failed together do not come again together. */
    private Duration backoff(int attempt) {
        return FIRST_PAUSE.plusMillis(random.nextLong(FIRST_PAUSE.toMillis())).multipliedBy(1L << (attempt - 1));
    }

    private SourceUnavailableException unavailable(String lastAnswer) {
        return new SourceUnavailableException(source, lastAnswer);
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String shown(String fromOutside) {
        return Printable.of(fromOutside.length() <= 200 ? fromOutside : fromOutside.substring(0, 200) + "…");
    }
}
