package dev.teeproof.eventlog.runtime;

import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;

/**
 * Which register stands for a PCR on a platform. The register that is extended and the index in the log both follow from it.
 *
 * @see "UEFI Specification, section 38.4.1 (virtual firmware confidential computing: TDX)"
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

    /**
     * The register.
     *
     * @throws MeasurementException {@code BAD_REGISTER} if there is none that can be extended
     */
    public RegisterIndex register(int pcr) throws MeasurementException {
        if (pcr < 0) {
            throw new MeasurementException(MeasurementCode.BAD_REGISTER, "there is no PCR " + pcr);
        }
        if (this == IDENTITY) {
            if (pcr > LAST_PCR) {
                throw new MeasurementException(
                        MeasurementCode.BAD_REGISTER, "there is no PCR " + pcr + ", they are 0 to " + LAST_PCR);
            }
            return new Pcr(pcr);
        }
        return switch (pcr) {
            case 0 -> zero();
            case 1, 7 -> new CcMr(1);
            case 2, 3, 4, 5, 6 -> new CcMr(2);
            case 8, 9, 10, 11, 12, 13, 14, 15 -> new CcMr(3);
            default -> other(pcr);
        };
    }

    private RegisterIndex zero() throws MeasurementException {
        return switch (this) {
            case EDK2 ->
                throw new MeasurementException(
                        MeasurementCode.BAD_REGISTER, "PCR 0 is MRTD on this platform, which cannot be extended");
            case COCO_TDX -> new CcMr(4);
            case COCO_CSV, IDENTITY -> new CcMr(0);
        };
    }

    private RegisterIndex other(int pcr) throws MeasurementException {
        if (this == EDK2) {
            throw new MeasurementException(
                    MeasurementCode.BAD_REGISTER,
                    "PCR " + pcr + " is mapped to no register on this platform, only 1 to 15 are");
        }
        return new CcMr(4);
    }
}
