package dev.teeproof.eventlog.tcg;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;

/**
 * The ACPI table that says where firmware put the log of a confidential guest. Nothing authenticates it.
 *
 * <pre>
 * offset  size  field
 *      0     4  signature "CCEL"
 *      4     4  length                56
 *      8     1  revision
 *      9     1  checksum              all bytes add up to 0 modulo 256
 *     10     6  oemId
 *     16     8  oemTableId
 *     24     4  oemRevision
 *     28     4  creatorId
 *     32     4  creatorRevision
 *     36     1  ccType                0 none, 1 AMD SEV, 2 Intel TDX
 *     37     1  ccSubtype
 *     38     2  reserved
 *     40     8  laml                  log area minimum length
 *     48     8  lasa                  log area start address, physical
 * </pre>
 *
 * @param ccType 0 to 255
 * @param laml bytes, unsigned
 * @param lasa physical address, 64 bits as they are
 * @see "UEFI 2.10, section 38.4.1; ACPI 6.5, section 5.2.34"
 */
public record CcelTable(int revision, Bytes oemId, Bytes oemTableId, int ccType, int ccSubtype, long laml, long lasa) {

    public static final int SIZE = 56;

    /** The type of Intel TDX. */
    public static final int TDX = 2;

    private static final Bytes SIGNATURE = Bytes.utf8("CCEL");

    /** Whether these bytes begin as the table does. */
    public static boolean isAt(Bytes start) {
        return start.size() >= 4 && start.slice(0, 4).equals(SIGNATURE);
    }

    public static CcelTable read(Bytes table, LogLimits limits) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(table, "ccel");
        if (!in.take("signature", 4).equals(SIGNATURE)) {
            throw in.fault(LogMalformation.BAD_HEADER, "signature", 0, "CCEL");
        }
        long length = in.u32le("length");
        if (length != SIZE || table.size() != SIZE) {
            throw in.fault(LogMalformation.BAD_HEADER, "length", 4, SIZE + " bytes");
        }
        int revision = in.u8("revision");
        in.u8("checksum");
        if (sum(table) != 0) {
            throw in.fault(LogMalformation.BAD_HEADER, "checksum", 9, "bytes that add up to 0");
        }
        Bytes oemId = in.take("oemId", 6);
        Bytes oemTableId = in.take("oemTableId", 8);
        in.take("oemRevision, creatorId, creatorRevision", 12);
        int ccType = in.u8("ccType");
        if (ccType > TDX) {
            throw in.fault(LogMalformation.BAD_HEADER, "ccType", 36, "0, 1 or 2");
        }
        int ccSubtype = in.u8("ccSubtype");
        in.take("reserved", 2);
        long laml = in.u64le("laml");
        if (laml < 0 || laml > limits.logArea()) {
            throw in.fault(LogMalformation.LIMIT, "laml", 40, "at most " + limits.logArea() + " bytes");
        }
        return new CcelTable(revision, oemId, oemTableId, ccType, ccSubtype, laml, in.u64le("lasa"));
    }

    private static int sum(Bytes table) {
        int sum = 0;
        for (int i = 0; i < table.size(); i++) {
            sum += table.at(i);
        }
        return sum & 0xff;
    }
}
