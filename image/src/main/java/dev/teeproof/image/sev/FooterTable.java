package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The table at the end of an OVMF image, in front of the 32 bytes of the reset vector. It is read from its end:
 *
 * <pre>
 * … | data | u16 length of the entry | GUID || u16 length of the table | GUID of the table || 32 bytes
 * </pre>
 *
 * Lengths are little-endian and include the 18 bytes of length and GUID. An entry that is shorter or longer than what remains,
 * bytes that are no entry, and a GUID that stands twice are refused, as readers differ in what they make of them.
 *
 * @param entries data by GUID
 * @see "edk2, OvmfPkg/ResetVector/Ia16/ResetVectorVtf0.asm"
 */
record FooterTable(Map<Bytes, Bytes> entries) {

    private static final int RESET_VECTOR = 32;
    private static final int HEADER = 18;
    private static final String NAME = "footer_table";

    /** The table; one without entries where the image has none. */
    static FooterTable read(Bytes image) throws MalformedEvidenceException {
        int end = image.size() - RESET_VECTOR;
        int start = end - HEADER;
        if (start < 0 || !image.slice(start + 2, end).equals(OvmfGuid.FOOTER)) {
            return new FooterTable(Map.of());
        }
        int first = end - length(image, start, end);
        Map<Bytes, Bytes> entries = new LinkedHashMap<>();
        int at = start;
        while (at > first) {
            int header = at - HEADER;
            if (header < first) {
                throw fault(Malformation.TRAILING_BYTES, first, "whole entries, " + (at - first) + " bytes remain");
            }
            int from = at - length(image, header, at);
            if (from < first) {
                throw fault(Malformation.BAD_LENGTH, header, "an entry of at most " + (at - first) + " bytes");
            }
            if (entries.put(image.slice(header + 2, at), image.slice(from, header)) != null) {
                throw fault(Malformation.DUPLICATE, header, "each GUID once");
            }
            at = from;
        }
        return new FooterTable(Map.copyOf(entries));
    }

    /** The length at {@code header}, of what ends at {@code end}. */
    private static int length(Bytes image, int header, int end) throws MalformedEvidenceException {
        int length = image.at(header) | image.at(header + 1) << 8;
        if (length < HEADER || length > end) {
            throw fault(Malformation.BAD_LENGTH, header, "a length from " + HEADER + " to " + end);
        }
        return length;
    }

    /** The 32-bit number with which an entry's data begins. */
    OptionalLong number(Bytes guid, String field) throws MalformedEvidenceException {
        Optional<Bytes> data = Optional.ofNullable(entries.get(guid));
        return data.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(ByteReader.of(data.get(), NAME + "." + field).u32le("data"));
    }

    private static MalformedEvidenceException fault(Malformation code, int offset, String expected) {
        return new MalformedEvidenceException(code, NAME, offset, expected);
    }
}
