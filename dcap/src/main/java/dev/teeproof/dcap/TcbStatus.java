package dev.teeproof.dcap;

import java.util.Optional;
import java.util.Set;

/**
 * How current a platform is, in Intel's words, from the best to the worst.
 *
 * @see "Intel PCS API v4, Get TDX TCB Info, tcbStatus"
 */
public enum TcbStatus {
    UP_TO_DATE("UpToDate"),
    SW_HARDENING_NEEDED("SWHardeningNeeded"),
    CONFIGURATION_NEEDED("ConfigurationNeeded"),
    CONFIGURATION_AND_SW_HARDENING_NEEDED("ConfigurationAndSWHardeningNeeded"),
    /** The TDX module was updated under the running domain: started anew, the domain would be up to date. */
    TD_RELAUNCH_ADVISED("TDRelaunchAdvised"),
    /** So too, and the platform's configuration has to be looked at besides. */
    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED("TDRelaunchAdvisedConfigurationNeeded"),
    OUT_OF_DATE("OutOfDate"),
    OUT_OF_DATE_CONFIGURATION_NEEDED("OutOfDateConfigurationNeeded"),
    REVOKED("Revoked");

    /** What a TDX module's level can have. */
    static final Set<TcbStatus> OF_MODULES = Set.of(UP_TO_DATE, OUT_OF_DATE, REVOKED);
    /** What a platform's or an enclave's level can have: all but those that only a verifier comes to. */
    static final Set<TcbStatus> OF_LEVELS = Set.of(
            UP_TO_DATE,
            SW_HARDENING_NEEDED,
            CONFIGURATION_NEEDED,
            CONFIGURATION_AND_SW_HARDENING_NEEDED,
            OUT_OF_DATE,
            OUT_OF_DATE_CONFIGURATION_NEEDED,
            REVOKED);

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
                    OUT_OF_DATE_CONFIGURATION_NEEDED,
                    TD_RELAUNCH_ADVISED,
                    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED ->
                switch (this) {
                    case UP_TO_DATE, SW_HARDENING_NEEDED, OUT_OF_DATE -> OUT_OF_DATE;
                    case CONFIGURATION_NEEDED,
                            CONFIGURATION_AND_SW_HARDENING_NEEDED,
                            OUT_OF_DATE_CONFIGURATION_NEEDED -> OUT_OF_DATE_CONFIGURATION_NEEDED;
                    case TD_RELAUNCH_ADVISED, TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED, REVOKED -> this;
                };
        };
    }

    /** The worse of the two, as verifiers other than Intel's merge them. */
    TcbStatus worse(TcbStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether the platform's configuration has to be looked at. */
    boolean configurationNeeded() {
        return switch (this) {
            case CONFIGURATION_NEEDED,
                    CONFIGURATION_AND_SW_HARDENING_NEEDED,
                    OUT_OF_DATE_CONFIGURATION_NEEDED,
                    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED -> true;
            case UP_TO_DATE, SW_HARDENING_NEEDED, OUT_OF_DATE, TD_RELAUNCH_ADVISED, REVOKED -> false;
        };
    }

    /** Whether the part that has it is behind. */
    boolean outOfDate() {
        return this == OUT_OF_DATE || this == OUT_OF_DATE_CONFIGURATION_NEEDED;
    }

    @Override
    public String toString() {
        return text;
    }
}
