package dev.teeproof.dcap;

import java.util.Optional;

/** States of a genuine machine that are not accepted by default and can be by name. */
public enum AcceptedState {
    /** The host can inject page faults, as with a paravisor (Azure). */
    SEPT_VE("sept-ve"),
    /** Another domain may move this one to another machine. */
    MIGRATABLE("migratable"),
    /** The domain is a provisioning agent of TDX Connect. */
    TPA("tpa"),
    /** A service domain is bound to this one, and can do to it what its kind does. */
    SERVICE_TD("service-td"),
    /** The SGX components alone are at a revoked level, though with the TDX components a better one is reached. */
    SGX_REVOKED("sgx-revoked");

    private final String text;

    AcceptedState(String text) {
        this.text = text;
    }

    /** The name that accepts it. */
    public String text() {
        return text;
    }

    public static Optional<AcceptedState> of(String text) {
        for (AcceptedState state : values()) {
            if (state.text.equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
