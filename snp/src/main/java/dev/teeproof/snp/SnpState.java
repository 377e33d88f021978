package dev.teeproof.snp;

import java.util.Optional;

/** States of a genuine machine that are not accepted by default and can be by name. */
public enum SnpState {
    /** A migration agent may move the guest to another machine. */
    MIGRATABLE("migratable"),
    /** Who asked runs at VMPL 1, 2 or 3, under a module at VMPL 0. */
    VMPL("vmpl"),
    /** A key of a cloud provider signed: the report says whose machine it is, not which. */
    VLEK("vlek"),
    /** The chip's id is zero: the key cannot be told to be this chip's. */
    MASKED_CHIP_ID("masked-chip-id"),
    /** The host can still go back behind the firmware that runs. */
    PROVISIONAL_FIRMWARE("provisional-firmware");

    private final String text;

    SnpState(String text) {
        this.text = text;
    }

    /** The name that accepts it. */
    public String text() {
        return text;
    }

    public static Optional<SnpState> of(String text) {
        for (SnpState state : values()) {
            if (state.text.equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
