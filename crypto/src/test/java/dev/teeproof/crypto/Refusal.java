package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;

/** How a reader refused its input. */
final class Refusal {

    private Refusal() {}

    /** A call of a reader that must refuse. */
    @FunctionalInterface
    interface Reading {
        void run() throws MalformedEvidenceException;
    }

    /** The exception that {@code reading} ends in; the test fails if it ends in another, or in none. */
    static MalformedEvidenceException of(Reading reading) {
        Throwable thrown = catchThrowable(reading::run);
        assertThat(thrown).isInstanceOf(MalformedEvidenceException.class);
        return (MalformedEvidenceException) thrown;
    }

    /** The code of {@link #of}. */
    static MalformationCode code(Reading reading) {
        return of(reading).code();
    }
}
