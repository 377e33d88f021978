package dev.teeproof.snp;

import java.util.Optional;

/**
 * Whether a platform agrees with itself about its TCB. AMD publishes no levels: a platform whose firmware is old and says so
 * consistently is up to date in this sense. A least TCB in the policy is what demands more.
 */
public enum SnpTcbStatus {
    /** The current, reported, committed and launch TCB are the same. */
    UP_TO_DATE("UpToDate"),
    /** One of them is behind the current TCB. */
    OUT_OF_DATE("OutOfDate");

    private final String text;

    SnpTcbStatus(String text) {
        this.text = text;
    }

    /** The name in results and options. */
    public String text() {
        return text;
    }

    public static Optional<SnpTcbStatus> of(String text) {
        for (SnpTcbStatus status : values()) {
            if (status.text.equals(text)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
