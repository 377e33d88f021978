package dev.teeproof.result;

import java.util.Optional;

/**
 * One check, made or not.
 *
 * @param code the fault that it looks for
 * @param statement one sentence: what holds, or what does not
 * @param expected what was demanded, where two values were compared
 * @param actual what was found, where two values were compared
 */
public record Check(
        CheckCode code, Outcome outcome, String statement, Optional<String> expected, Optional<String> actual) {

    /** A check that holds. */
    public static Check passed(CheckCode code, String statement) {
        return new Check(code, Outcome.PASSED, statement, Optional.empty(), Optional.empty());
    }

    /** A check that does not hold. */
    public static Check failed(CheckCode code, String statement) {
        return new Check(code, Outcome.FAILED, statement, Optional.empty(), Optional.empty());
    }

    /** A check that this evidence has no use for; the statement says why. */
    public static Check notApplicable(CheckCode code, String statement) {
        return new Check(code, Outcome.NOT_APPLICABLE, statement, Optional.empty(), Optional.empty());
    }

    /** A check that was not made; the statement says why. */
    public static Check notRun(CheckCode code, String statement) {
        return new Check(code, Outcome.NOT_RUN, statement, Optional.empty(), Optional.empty());
    }

    /** Passed with one statement if {@code holds}, else failed with the other. */
    public static Check that(CheckCode code, boolean holds, String statement, String otherwise) {
        return holds ? passed(code, statement) : failed(code, otherwise);
    }

    /** Passed if {@code accepted}, else not accepted. */
    public static Check accepted(CheckCode code, boolean accepted, String statement) {
        return new Check(
                code, accepted ? Outcome.PASSED : Outcome.NOT_ACCEPTED, statement, Optional.empty(), Optional.empty());
    }

    /** Passed with one statement if the two values are equal, else failed with the other; both values are kept. */
    public static Check equal(CheckCode code, Object expected, Object actual, String statement, String otherwise) {
        boolean equal = expected.equals(actual);
        return new Check(
                code,
                equal ? Outcome.PASSED : Outcome.FAILED,
                equal ? statement : otherwise,
                Optional.of(expected.toString()),
                Optional.of(actual.toString()));
    }

    public boolean failed() {
        return outcome == Outcome.FAILED;
    }
}
