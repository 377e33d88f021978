package dev.teeproof.eventlog.canonical;

import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;

/** Which registers there can be. */
public final class RegisterRules {

    public static final long U32 = 0xffff_ffffL;

    /** TCG Canonical Event Log Format, section 4.2.2. */
    public static final long HIGHEST_PCR_OF_CEL = 0xff_ffffL;

    /** TCG PC Client Platform Firmware Profile, section 3.3. */
    public static final long HIGHEST_PCR = 23;

    private RegisterRules() {}

    /**
     * Whether there is such a register somewhere. For NV indices: those of a TPM's handles, and of the range that the
     * canonical log has for them.
     */
    public static boolean isSensible(RegisterIndex register, long highestPcr) {
        return switch (register) {
            case Pcr pcr -> pcr.number() <= highestPcr;
            case CcMr ccMr -> ccMr.number() <= 4;
            case Rtmr rtmr -> rtmr.number() <= 3;
            case NvIndex nvIndex -> nvIndex.number() >>> 24 == 0x01 || nvIndex.number() >>> 24 == 0x20;
        };
    }
}
