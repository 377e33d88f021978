package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Duration;
import java.time.Instant;

/**
 * A source that does not give an item, since when, and when it is asked again: each time twice as late, up to a bound.
 *
 * @param times how often it has failed since
 */
record Outage(Instant since, String source, String lastAnswer, int times, Instant again) {

    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);

    static Outage begun(Instant now, String source, String lastAnswer) {
        return new Outage(now, source, lastAnswer, 1, now.plus(FIRST));
    }

    Outage goesOn(Instant now, String stillSource, String answer) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(times, 20));
        Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return new Outage(since, stillSource, answer, times + 1, now.plus(pause));
    }

    /** For a request that nothing is at hand for. */
    SourceUnavailableException unavailable(EndorsementItem item) {
        return new SourceUnavailableException(
                source,
                "the " + item.inWords() + " cannot be had since " + since + "; last answer: " + lastAnswer
                        + "; asked again from " + again + " on");
    }

    /** For one that is served all the same. */
    String note(EndorsementItem item, Instant fetchedAt, StatedDates stated) {
        return "the " + item.inWords() + " could not be renewed since " + since + " from " + source
                + ", which last said: "
                + lastAnswer + "; used is what was fetched at " + fetchedAt + ", which holds until "
                + stated.until();
    }
}
