package dev.teeproof.dcap;

import java.util.Optional;

/**
 * How current a platform is, in Intel's words.
 *
 * @see "Intel PCS API v4, Get TDX TCB Info, tcbStatus"
 */
public enum TcbStatus {
    UP_TO_DATE("UpToDate"),
    SW_HARDENING_NEEDED("SWHardeningNeeded"),
    CONFIGURATION_NEEDED("ConfigurationNeeded"),
    CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
    OUT_OF_DATE("OutOfDate"),
    OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
    REVOKED("Revoked");

    private final String text;

    TcbStatus(String text) {
        this.text = text;
    }

    /** As Intel writes it. */
    public String text() {
        return text;
    }

    public static Optional<TcbStatus> of(String text) {
        for (TcbStatus status : values()) {
            if (status.text.equals(text)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /**
     * The status of a whole of which one part has this status and another, the TDX module or the quoting enclave, the
     * {@code other}. Not the worse of the two: a part that is out of date adds that to what the configuration needs, and
     * anything but UpToDate and Revoked counts as out of date.
     */
    TcbStatus converge(TcbStatus other) {
        return switch (other) {
            case UP_TO_DATE -> this;
            case REVOKED -> REVOKED;
            case SW_HARDENING_NEEDED,
                    CONFIGURATION_NEEDED,
                    CONFIGURATION_AND_SW_HARDENING_NEEDED,
                    OUT_OF_DATE,
                    OUT_OF_DATE_CONFIGURATION_NEEDED ->
                switch (this) {
                    case UP_TO_DATE, SW_HARDENING_NEEDED, OUT_OF_DATE -> OUT_OF_DATE;
                    case CONFIGURATION_NEEDED,
                            CONFIGURATION_AND_SW_HARDENING_NEEDED,
                            OUT_OF_DATE_CONFIGURATION_NEEDED -> OUT_OF_DATE_CONFIGURATION_NEEDED;
                    case REVOKED -> REVOKED;
                };
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
