package dev.teeproof.eventlog.runtime;

import java.io.IOException;

/** A runtime measurement that was not made, or whose registers and logs do not fit each other. */
public final class MeasurementException extends Exception {

    private static final long serialVersionUID = 1L;

    private final MeasurementCode code;

    /** @param words what is wrong, and what to do about it where something can be done, for people */
    public MeasurementException(MeasurementCode code, String words) {
        super(code + ": " + words);
        this.code = code;
    }

    private MeasurementException(MeasurementCode code, String words, Throwable cause) {
        super(code + ": " + words, cause);
        this.code = code;
    }

    /** A file or a register that could not be read or written. */
    public static MeasurementException io(String what, IOException cause) {
        return new MeasurementException(MeasurementCode.IO, what + ": " + cause, cause);
    }

    public MeasurementCode code() {
        return code;
    }
}
