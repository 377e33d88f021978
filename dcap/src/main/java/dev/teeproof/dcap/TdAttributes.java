package dev.teeproof.dcap;

import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of a trust domain, 64 bits.
 *
 * @param bits as a little-endian number
 * @see "Intel TDX Module ABI, TD ATTRIBUTES; names of bits 4 to 6, 16, 27, 29 and 62 as in the Linux kernel"
 */
public record TdAttributes(long bits) {

    private static final long DEBUG = 1L;
    private static final long SEPT_VE_DISABLE = 1L << 28;
    private static final long MIGRATABLE = 1L << 29;
    private static final long TPA = 1L << 62;
    /** ICSSD, LASS, SEPT_VE_DISABLE, MIGRATABLE, PKS, KL, TPA, PERFMON. */
    private static final long KNOWN_HARMLESS =
            1L << 16 | 1L << 27 | SEPT_VE_DISABLE | MIGRATABLE | 1L << 30 | 1L << 31 | TPA | 1L << 63;

    /** The host can read and change the domain. */
    public boolean debug() {
        return (bits & DEBUG) != 0;
    }

    /** The host cannot inject #VE at moments of its choice. */
    public boolean septVeDisable() {
        return (bits & SEPT_VE_DISABLE) != 0;
    }

    /** Another domain may move this one to another machine. */
    public boolean migratable() {
        return (bits & MIGRATABLE) != 0;
    }

    /** The domain is a provisioning agent of TDX Connect. */
    public boolean tpa() {
        return (bits & TPA) != 0;
    }

    /** The names of the bits that are set, the lowest first; a bit without a name is shown by its number. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < 64; bit++) {
            if ((bits >>> bit & 1) != 0) {
                names.add(name(bit));
            }
        }
        return names;
    }

    private static String name(int bit) {
        return switch (bit) {
            case 0 -> "DEBUG";
            case 4 -> "HGS_PLUS_PROF";
            case 5 -> "PERF_PROF";
            case 6 -> "PMT_PROF";
            case 16 -> "ICSSD";
            case 27 -> "LASS";
            case 28 -> "SEPT_VE_DISABLE";
            case 29 -> "MIGRATABLE";
            case 30 -> "PKS";
            case 31 -> "KL";
            case 62 -> "TPA";
            case 63 -> "PERFMON";
            default -> "bit " + bit + " (reserved)";
        };
    }

    /** The bits that are reserved or let the host profile the domain (bits 4 to 6), debug apart. */
    public long untrusted() {
        return bits & ~KNOWN_HARMLESS & ~DEBUG;
    }
}
