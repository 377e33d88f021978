package dev.teeproof.snp;

import java.util.Optional;

/**
 * Who signed the report and the ID block.
 *
 * <pre>
 * bit  0    AUTHOR_KEY_EN   an author key signed the ID key
 * bit  1    MASK_CHIP_KEY   the firmware does not sign; the signature is zero
 * bits 4:2  SIGNING_KEY     0 VCEK, 1 VLEK, 7 none
 * </pre>
 *
 * @param bits as received
 * @see "56860 section 7.3, ATTESTATION_REPORT"
 */
public record KeyInfo(int bits) {

    public boolean authorKeyEnabled() {
        return (bits & 1) != 0;
    }

    public boolean maskChipKey() {
        return (bits >> 1 & 1) != 0;
    }

    /** Empty for none and for reserved numbers. */
    public Optional<SigningKey> signingKey() {
        return switch (bits >> 2 & 7) {
            case 0 -> Optional.of(SigningKey.VCEK);
            case 1 -> Optional.of(SigningKey.VLEK);
            default -> Optional.empty();
        };
    }

    boolean wellFormed() {
        return bits >>> 5 == 0;
    }
}
