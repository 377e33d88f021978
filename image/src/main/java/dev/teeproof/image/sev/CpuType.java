package dev.teeproof.image.sev;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A type of vCPU, of which its signature is measured: what CPUID function 1 returns in EAX, and a new vCPU has in RDX.
 *
 * @param signature 32 bits
 */
public record CpuType(long signature) {

    private static final Map<String, CpuType> NAMED = named();

    public CpuType {
        if (signature >>> 32 != 0) {
            throw new IllegalArgumentException("a signature has 32 bits");
        }
    }

    /**
     * The type of a processor.
     *
     * @param family 0 to 270, both parts added
     * @param model 0 to 255, both parts together
     * @param stepping 0 to 15
     * @throws MalformedEvidenceException if a number is out of its range
     * @see "AMD64 Architecture Programmer's Manual volume 3, CPUID Fn0000_0001_EAX"
     */
    public static CpuType of(int family, int model, int stepping) throws MalformedEvidenceException {
        range("vcpu_family", family, 270);
        range("vcpu_model", model, 255);
        range("vcpu_stepping", stepping, 15);
        return signature(family, model, stepping);
    }

    /**
     * The type that QEMU knows by this name, in any case and with white space around.
     *
     * @throws MalformedEvidenceException {@code UNSUPPORTED} for a name that is none of {@link #names}
     */
    public static CpuType named(String name, String path) throws MalformedEvidenceException {
        CpuType type = NAMED.get(name.strip().toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED, path, 0, "one of " + String.join(", ", names()));
        }
        return type;
    }

    /** The names that are known. */
    public static List<String> names() {
        return List.of(
                "EPYC",
                "EPYC-v1",
                "EPYC-v2",
                "EPYC-v3",
                "EPYC-v4",
                "EPYC-IBPB",
                "EPYC-Rome",
                "EPYC-Rome-v1",
                "EPYC-Rome-v2",
                "EPYC-Rome-v3",
                "EPYC-Milan",
                "EPYC-Milan-v1",
                "EPYC-Milan-v2",
                "EPYC-Genoa",
                "EPYC-Genoa-v1",
                "EPYC-Turin");
    }

    private static Map<String, CpuType> named() {
        Map<String, CpuType> types = new TreeMap<>();
        for (String name : names()) {
            String key = name.toLowerCase(Locale.ROOT);
            types.put(key, ofProcessor(key));
        }
        return Map.copyOf(types);
    }

    private static CpuType ofProcessor(String name) {
        if (name.startsWith("epyc-rome")) {
            return signature(23, 49, 0);
        }
        if (name.startsWith("epyc-milan")) {
            return signature(25, 1, 1);
        }
        if (name.startsWith("epyc-genoa")) {
            return signature(25, 17, 0);
        }
        return name.startsWith("epyc-turin") ? signature(26, 0, 0) : signature(23, 1, 2);
    }

    private static CpuType signature(int family, int model, int stepping) {
        int base = Math.min(family, 15);
        return new CpuType((long) (family - base) << 20
                | (long) (model >> 4) << 16
                | (long) base << 8
                | (long) (model & 15) << 4
                | stepping);
    }

    private static void range(String field, int value, int max) throws MalformedEvidenceException {
        if (value < 0 || value > max) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, field, 0, "a number from 0 to " + max);
        }
    }
}
