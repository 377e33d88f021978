package dev.teeproof.eventlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a measurement was refused with. */
final class Refusal {

    private Refusal() {}

    /** Its words, once the code was seen to be this. */
    static String of(MeasurementCode code, ThrowingCallable measurement) {
        MeasurementException refused = catchThrowableOfType(MeasurementException.class, measurement);
        assertThat(refused).as("a refusal with " + code).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        return String.valueOf(refused.getMessage());
    }
}
