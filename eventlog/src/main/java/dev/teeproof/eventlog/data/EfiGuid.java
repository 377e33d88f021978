package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Locale;

/**
 * A GUID: 32 bits, 16 bits, 16 bits, each little-endian, and eight bytes.
 *
 * @param bytes the sixteen as they stand in memory
 * @see "UEFI 2.10, appendix A"
 */
public record EfiGuid(Bytes bytes) {

    public static final int SIZE = 16;

    /** The variables that the UEFI specification defines: SecureBoot, PK, KEK, BootOrder, … */
    public static final EfiGuid GLOBAL_VARIABLE = of("61dfe48bca93d211aa0d00e098032b8c");

    /** The signature databases: db, dbx, dbt, dbr. */
    public static final EfiGuid IMAGE_SECURITY_DATABASE = of("cbb219d73a3d9645a3bcdad00e67656f");

    /** The variables of shim: SbatLevel, MokList, … */
    public static final EfiGuid SHIM_LOCK = of("50ab5d6046e00043abb63dd810dd8b23");

    public EfiGuid {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a GUID of " + bytes.size() + " bytes");
        }
    }

    private static EfiGuid of(String hex) {
        return new EfiGuid(Bytes.hex(hex));
    }

    static EfiGuid read(ByteReader in, String field) throws MalformedEvidenceException {
        return new EfiGuid(in.take(field, SIZE));
    }

    /** As UEFI writes it, lower case: {@code 8be4df61-93ca-11d2-aa0d-00e098032b8c}. */
    @Override
    public String toString() {
        String hex = bytes.toHex();
        StringBuilder text = new StringBuilder(36);
        for (int at : new int[] {3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15}) {
            text.append(at < 0 ? "-" : hex.substring(2 * at, 2 * at + 2));
        }
        return text.toString();
    }

    /** As UEFI writes it, upper case, as in the text of device paths. */
    public String toUpperCase() {
        return toString().toUpperCase(Locale.ROOT);
    }

    /** The bytes in the order in which they stand, with hyphens: not how UEFI writes it, but how some tools do. */
    public String inByteOrder() {
        String hex = bytes.toHex();
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
