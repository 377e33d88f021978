package dev.teeproof.bench;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import java.util.Random;

/** A firmware of 4 MiB: random bytes, and at the end the tables of a build for SEV-SNP. */
final class GeneratedFirmware {

    static final int SIZE = 4 << 20;

    /** Address, size and type of each section, in hexadecimal, little-endian: as AmdSev builds of OVMF have them. */
    private static final String SECTIONS = "000080000090000001000000" + "00a080000030000001000000"
            + "00d080000010000002000000" + "00e080000010000003000000" + "00f080000010000004000000"
            + "0010810000f0000001000000";

    private GeneratedFirmware() {}

    static Bytes image() {
        Bytes sections = Bytes.hex(SECTIONS);
        ByteWriter end = new ByteWriter().bytes(Bytes.utf8("ASEV"));
        end.u32le(16L + sections.size()).u32le(1).u32le(sections.size() / 12).bytes(sections);
        int table = 22 + 22 + 18;
        end.u32le(end.size() + table + 32L).u16le(22).bytes(Bytes.hex("666588dc4a989847a75e5585a7bf67cc"));
        end.u32le(0x80b004).u16le(22).bytes(Bytes.hex("de71f7007e1acb4f890e68c77e2fb44e"));
        end.u16le(table).bytes(Bytes.hex("de82b596b21ff745baeaa366c55a082d")).bytes(Bytes.zeros(32));
        byte[] random = new byte[SIZE - end.size()];
        new Random(7).nextBytes(random);
        return Bytes.concat(Bytes.copyOf(random), end.toBytes());
    }
}
