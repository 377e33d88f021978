package dev.teeproof.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** How a decoder refused its input. */
public final class Refusal {

    private Refusal() {}

    /** A call of a decoder that must refuse. */
    @FunctionalInterface
    public interface Decoding {
        void run() throws MalformedEvidenceException;
    }

    /** The exception that {@code decoding} ends in; the test fails if it ends in another, or in none. */
    public static MalformedEvidenceException of(Decoding decoding) {
        Throwable thrown = catchThrowable(decoding::run);
        assertThat(thrown).isInstanceOf(MalformedEvidenceException.class);
        return (MalformedEvidenceException) thrown;
    }

    /** The code of {@link #of}. */
    public static MalformationCode code(Decoding decoding) {
        return of(decoding).code();
    }
}
