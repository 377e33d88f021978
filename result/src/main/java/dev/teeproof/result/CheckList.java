package dev.teeproof.result;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a kind of evidence needs, known from the start, and what has become of them so far. One that is never
 * recorded stays as not run, with the reason that {@link #because} gave last.
 *
 * <p>Not thread-safe; a list belongs to one verification.
 */
public final class CheckList {

    private final List<CheckCode> codes;
    /** One for each code; null where it has not run, of which {@link #reason} tells. */
    private final List<@Nullable Check> made;

    private String reason = "not run";
    /** Where the next check is expected: most are recorded in their order. */
    private int next;

    /** A list of checks to make, in order, each code once. */
    public CheckList(List<? extends CheckCode> planned) {
        codes = new ArrayList<>(planned);
        made = new ArrayList<@Nullable Check>(planned.size());
        planned.forEach(code -> made.add(null));
    }

    /** Adds what became of a check; a code that was not planned goes to the end. */
    public void record(Check check) {
        for (int i = 0; i < codes.size(); i++) {
            int at = (next + i) % codes.size();
            if (codes.get(at).equals(check.code())) {
                made.set(at, check);
                next = at + 1;
                return;
            }
        }
        codes.add(check.code());
        made.add(check);
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
    public void because(String why) {
        reason = why;
        made.replaceAll(check -> check != null && check.outcome() == Outcome.NOT_RUN ? null : check);
    }

    /** All checks in order. */
    public List<Check> checks() {
        List<Check> all = new ArrayList<>(codes.size());
        for (int i = 0; i < codes.size(); i++) {
            Check check = made.get(i);
            all.add(check == null ? Check.notRun(codes.get(i), reason) : check);
        }
        return List.copyOf(all);
    }
}
