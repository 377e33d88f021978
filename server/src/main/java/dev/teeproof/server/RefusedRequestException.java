package dev.teeproof.server;

/** A request that is not one that the service takes; evidence that is not worth anything is not this. */
final class RefusedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status, 4xx or 503. */
    int status() {
        return status;
    }
}
