package dev.teeproof.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checks that a kind of evidence needs, known from the start, and what has become of them so far. One that is never
 * recorded stays as not run, with the reason that {@link #because} gave last.
 *
 * <p>Not thread-safe; a list belongs to one verification.
 */
public final class CheckList {

    private final Map<CheckCode, Check> checks = new LinkedHashMap<>();

    /** A list of checks to make, in order, each code once. */
    public CheckList(List<? extends CheckCode> planned) {
        for (CheckCode code : planned) {
            checks.put(code, Check.notRun(code, "not run"));
        }
    }

    /** Adds what became of a check; a code that was not planned goes to the end. */
    public void record(Check check) {
        checks.put(check.code(), check);
    }

    /** Adds what became of several checks. */
    public void record(List<Check> made) {
        made.forEach(this::record);
    }

    /**
     * Adds what became of a check that the work after it depends on.
     *
     * @throws CheckFailedException if it failed
     */
    public void require(Check check) throws CheckFailedException {
        record(check);
        if (check.failed()) {
            throw new CheckFailedException(check);
        }
    }

    /**
     * Adds a check that failed, found where no value could be made.
     *
     * @return what the caller throws
     */
    public CheckFailedException failure(CheckCode code, String statement) {
        Check check = Check.failed(code, statement);
        record(check);
        return new CheckFailedException(check);
    }

    /** Says of every check that has not run why it has not. */
    public void because(String reason) {
        checks.replaceAll((code, check) -> check.outcome() == Outcome.NOT_RUN ? Check.notRun(code, reason) : check);
    }

    /** All checks in order. */
    public List<Check> checks() {
        return List.copyOf(new ArrayList<>(checks.values()));
    }
}
