package dev.teeproof.cli;

/** An input of the command line that cannot be used; the message names it and says what to do. */
final class UnusableInputException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableInputException(String message) {
        super(message);
    }
}
