package dev.teeproof.eventlog.data;

import dev.teeproof.eventlog.model.LogRecord;

/**
 * How the digests of an event relate to its content. All digests that the event states must agree. A digest itself is worth
 * something only once the register that it was extended into replays to the value of a verified quote.
 *
 * @param rule what was hashed, or why that cannot be told, in words
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.1; TCG Canonical Event Log Format, section 5"
 */
public record Binding(Kind kind, String rule) {

    /** The five answers. */
    public enum Kind {
        /** The digest is of the content, or of the part of it that the rule names. */
        BOUND,
        /** By its kind the digest must be of the content, and it is not. */
        MISMATCH,
        /** The digest is of something that the log does not hold: a file, an image, memory. The content is a label. */
        OPAQUE,
        /** The event is not extended into any register. */
        NOT_MEASURED,
        /** Nothing here computes one of the algorithms; those that can be computed agree. */
        NOT_COMPUTABLE
    }

    /** The binding of one event; for many, {@link Bindings} is faster. */
    public static Binding of(LogRecord event) {
        return new Bindings().of(event);
    }

    public boolean isBound() {
        return kind == Kind.BOUND;
    }

    static Binding bound(String rule) {
        return new Binding(Kind.BOUND, rule);
    }

    static Binding opaque(String rule) {
        return new Binding(Kind.OPAQUE, rule);
    }

    static Binding notMeasured(String rule) {
        return new Binding(Kind.NOT_MEASURED, rule);
    }

    static Binding mismatch(String rule) {
        return new Binding(Kind.MISMATCH, rule);
    }
}
