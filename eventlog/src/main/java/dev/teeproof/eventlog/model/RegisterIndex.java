package dev.teeproof.eventlog.model;

/**
 * Which measurement register an event was extended into. The spaces are different types, because their numbers mean
 * different registers: RTMR 2, CC measurement register 2 (which is RTMR 1) and PCR 2.
 */
public sealed interface RegisterIndex extends Comparable<RegisterIndex>
        permits RegisterIndex.Pcr, RegisterIndex.CcMr, RegisterIndex.Rtmr, RegisterIndex.NvIndex {

    /** The number within its space. */
    long number();

    /**
     * A platform configuration register of a TPM.
     *
     * @param number 0 to 23 on a PC client; unsigned 32 bits in a log
     */
    record Pcr(long number) implements RegisterIndex {
        @Override
        public String toString() {
            return "PCR " + number;
        }
    }

    /**
     * A CC measurement register of UEFI (EFI_CC_MR_INDEX): 0 is MRTD, 1 to 4 are RTMR0 to RTMR3.
     *
     * @param number unsigned 32 bits in a log
     */
    record CcMr(long number) implements RegisterIndex {

        @Override
        public String toString() {
            return number == 0 ? "MRTD" : "CCMR " + number + (number <= 4 ? " (RTMR" + (number - 1) + ")" : "");
        }
    }

    /**
     * A runtime-extendable measurement register of a TD.
     *
     * @param number 0 to 3
     */
    record Rtmr(long number) implements RegisterIndex {

        /** The same register in UEFI's space. */
        public CcMr toCcMr() {
            return new CcMr(number + 1);
        }

        @Override
        public String toString() {
            return "RTMR" + number;
        }
    }

    /**
     * An NV index of a TPM that is extended.
     *
     * @param number its handle
     */
    record NvIndex(long number) implements RegisterIndex {
        @Override
        public String toString() {
            return String.format("NV 0x%08x", number);
        }
    }

    /** The register as CC measurement register, where it is one of a TD under any of its names; else itself. */
    default RegisterIndex canonical() {
        return this instanceof Rtmr rtmr ? rtmr.toCcMr() : this;
    }

    private int space() {
        return switch (this) {
            case Pcr pcr -> 0;
            case CcMr ccMr -> 1;
            case Rtmr rtmr -> 2;
            case NvIndex nvIndex -> 3;
        };
    }

    /** By space, then by number. */
    @Override
    default int compareTo(RegisterIndex that) {
        int spaces = Integer.compare(space(), that.space());
        return spaces != 0 ? spaces : Long.compare(number(), that.number());
    }
}
