package dev.teeproof.sources;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What an endorsement says of its dates, unverified: good for choosing among several, for nothing else.
 *
 * @param issued from when on it holds, inclusive
 * @param until inclusive
 * @param evaluation the TCB evaluation data number, of Intel's documents alone
 */
record StatedDates(Instant issued, Instant until, OptionalInt evaluation) {

    static StatedDates of(Instant issued, Instant until) {
        return new StatedDates(issued, until, OptionalInt.empty());
    }

    boolean inDate(Instant at) {
        return !at.isBefore(issued) && !at.isAfter(until);
    }

    boolean isOlderThan(StatedDates other) {
        boolean lowerNumber = evaluation.isPresent()
                && other.evaluation.isPresent()
                && evaluation.getAsInt() < other.evaluation.getAsInt();
        return issued.isBefore(other.issued) || lowerNumber;
    }

    /** As a person would tell them. */
    String inWords() {
        String number = evaluation.isPresent() ? " (TCB evaluation " + evaluation.getAsInt() + ")" : "";
        return "issued " + issued + number;
    }
}
