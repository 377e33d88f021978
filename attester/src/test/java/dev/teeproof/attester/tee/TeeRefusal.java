package dev.teeproof.attester.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What was refused, and how. */
final class TeeRefusal {

    private TeeRefusal() {}

    /** Its words, once the code was seen to be this. */
    static String of(Code code, ThrowingCallable request) {
        TeeException refused = catchThrowableOfType(TeeException.class, request);
        assertThat(refused).as("a refusal with " + code).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
        assertThat(refused).hasMessage(code + ": " + refused.words());
        return refused.words();
    }

    /** Its words, once the code was seen to be this. */
    static String of(MeasurementCode code, ThrowingCallable request) {
        MeasurementException refused = catchThrowableOfType(MeasurementException.class, request);
        assertThat(refused).as("a refusal with " + code).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
        return String.valueOf(refused.getMessage());
    }
}
