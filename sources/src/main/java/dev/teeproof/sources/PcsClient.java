package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Asks Intel's provisioning certification service (PCS) or a caching service with the same interface (PCCS), of version 3
 * or 4, over HTTP. It gives what is current, whatever the instant asked for, and verifies nothing.
 *
 * <p>An item is had or given up within a deadline. What may pass (429, 5xx, a broken connection) is asked again a few
 * times, later each time; other answers are final. Redirects stay on host, port and scheme. No address comes from
 * evidence or from a certificate. Thread-safe.
 *
 * @see "Intel PCS API v4"
 */
public final class PcsClient implements IntelSource {

    /** Times that an item is asked for. */
    static final int ATTEMPTS = 3;

    static final int MAX_REDIRECTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

    private final PcsAddress address;
    private final HttpGet http;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Duration deadline;
    private final FetchListener listener;

    PcsClient(PcsAddress address, HttpClient client, PcsClientBuilder settings) {
        this.address = address;
        this.http = new HttpGet(client, "teeproof");
        this.clock = settings.clock;
        this.sleeper = settings.sleeper;
        this.random = settings.random;
        this.deadline = settings.deadline;
        this.listener = settings.listener;
    }

    /** A client of Intel's own service, once built. */
    public static PcsClientBuilder intel(InstantSource clock) {
        return at("https://" + PcsAddress.INTEL, clock);
    }

    /**
     * A client of a service, once built.
     *
     * @param address {@code https://host[:port]}, with or without {@code /sgx/certification/v4} (or {@code v3}) behind it
     * @param clock measures deadlines
     */
    public static PcsClientBuilder at(String address, InstantSource clock) {
        return new PcsClientBuilder(address, clock);
    }

    /** The service, for people. */
    public String source() {
        return address.base();
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        listener.started(item, source());
        try {
            IntelAnswer answer = fetch(item);
            listener.ended(item, source(), Optional.empty());
            return answer;
        } catch (SourceUnavailableException e) {
            listener.ended(item, source(), Optional.of(e.lastAnswer()));
            throw e;
        }
    }

    private IntelAnswer fetch(IntelItem item) throws SourceUnavailableException {
        if (item instanceof IntelItem.PckCertificate pck
                && pck.id().encryptedPpid().isEmpty()
                && address.intel()) {
            throw unavailable(
                    "Intel's own service needs the encrypted PPID, which the quote does not have; ask a PCCS");
        }
        URI uri = address.of(item);
        Instant end = clock.instant().plus(deadline);
        try {
            for (int attempt = 1; ; attempt++) {
                Attempt made = attempt(uri, item, end);
                if (made.answer().isPresent()) {
                    return read(item, made.answer().get());
                }
                if (!made.passing() || attempt == ATTEMPTS) {
                    String times = attempt == 1 ? "" : " (asked " + attempt + " times)";
                    throw unavailable(made.words() + times);
                }
                Duration pause = made.pause().orElse(backoff(attempt));
                if (clock.instant().plus(pause).isAfter(end)) {
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

    /**
     * What came of asking once.
     *
     * @param words what went wrong
     * @param passing whether it may be otherwise the next time
     * @param pause what the service asks to wait
     */
    private record Attempt(Optional<HttpGet.Answer> answer, String words, boolean passing, Optional<Duration> pause) {

        static Attempt failed(String words, boolean passing) {
            return new Attempt(Optional.empty(), words, passing, Optional.empty());
        }
    }

    private Attempt attempt(URI first, IntelItem item, Instant end) throws InterruptedException {
        URI uri = first;
        try {
            for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
                Duration left = Duration.between(clock.instant(), end);
                if (left.isNegative() || left.isZero()) {
                    throw new TimeoutException();
                }
                HttpGet.Answer answer = http.get(uri, left, PcsAnswer.limit(item));
                if (answer.status() == 200) {
                    return new Attempt(Optional.of(answer), "", false, Optional.empty());
                }
                Optional<String> location = HttpStatus.isRedirect(answer.status())
                        ? answer.headers().firstValue("Location")
                        : Optional.empty();
                if (location.isEmpty()) {
                    return new Attempt(
                            Optional.empty(),
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

    private IntelAnswer read(IntelItem item, HttpGet.Answer answer) throws SourceUnavailableException {
        try {
            return IntelAnswer.of(new PcsAnswer(answer.headers(), answer.body(), source()).as(item));
        } catch (MalformedEvidenceException e) {
            throw unavailable("answered with what is not the " + item.inWords() + ": " + e.inWords());
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
        return new SourceUnavailableException(source(), lastAnswer);
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String shown(String fromOutside) {
        return Printable.of(fromOutside.length() <= 200 ? fromOutside : fromOutside.substring(0, 200) + "…");
    }
}
