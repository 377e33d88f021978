package dev.teeproof.result;

/**
 * Ends the steps that depend on a check that failed. It carries a value from the step that found it to the entry point
 * of the same room, which gives it back as a refusal; no entry point throws it.
 */
public final class CheckFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Check check;

    public CheckFailedException(Check check) {
        super(check.code().name() + ": " + check.statement(), null, false, false);
        this.check = check;
    }

    public Check check() {
        return check;
    }
}
