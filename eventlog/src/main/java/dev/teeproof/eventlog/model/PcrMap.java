package dev.teeproof.eventlog.model;

import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.Optional;

/**
 * Which register stands for a PCR on a platform. The register that is extended and the index in the log both follow from it.
 *
 * @see "UEFI 2.10, section 38.4.1 (virtual firmware confidential computing: TDX); GHCI for Intel TDX"
 */
public enum PcrMap {
    /** A TD as UEFI has it: 1 and 7 are RTMR0, 2 to 6 RTMR1, 8 to 15 RTMR2; 0 is MRTD, which cannot be extended. */
    EDK2,
    /** A TD as the attestation agent of Confidential Containers has it: like EDK2, and all others are RTMR3. */
    COCO_TDX,
    /** Hygon CSV as that agent has it: like EDK2 with 0 as register 0, and all others are register 4. */
    COCO_CSV,
    /** A TPM: 0 to 23 are themselves. */
    IDENTITY;

    private static final int LAST_PCR = 23;

    /** The register that is extended for a PCR; empty if there is none. */
    public Optional<RegisterIndex> register(long pcr) {
        if (pcr < 0) {
            return Optional.empty();
        }
        if (this == IDENTITY) {
            return pcr <= LAST_PCR ? Optional.of(new Pcr(pcr)) : Optional.empty();
        }
        return ccMr(pcr).map(CcMr::new);
    }

    private Optional<Long> ccMr(long pcr) {
        if (pcr == 1 || pcr == 7) {
            return Optional.of(1L);
        }
        if (pcr >= 2 && pcr <= 6) {
            return Optional.of(2L);
        }
        if (pcr >= 8 && pcr <= 15) {
            return Optional.of(3L);
        }
        return switch (this) {
            case EDK2, IDENTITY -> Optional.empty();
            case COCO_TDX -> Optional.of(4L);
            case COCO_CSV -> Optional.of(pcr == 0 ? 0L : 4L);
        };
    }
}
