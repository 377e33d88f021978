package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A firmware of one page that is nothing but its tables, or any page with other tables. */
final class SyntheticOvmf {

    static final String HASH_TABLE = "7255371f-3a3b-4b04-927b-1da6efa8d454";
    static final String RESET_BLOCK = "00f771de-1a7e-4fcb-890e-68c77e2fb44e";
    static final String METADATA = "dc886566-984a-4798-a75e-5585a7bf67cc";

    static final int METADATA_AT = 512;

    /** Its length is zero, as dstack's test has it; readers do not look at it, or ask for the right one. */
    private Bytes metadata =
            metadata(0, 1, 4, 0x1000, 0x1000, 1, 0x2000, 0x1000, 2, 0x3000, 0x1000, 3, 0x4000, 0x1000, 0x10);

    private final List<Bytes> entries = new ArrayList<>();
    private int tableExcess;

    /** That of dstack's own tests. */
    static SyntheticOvmf ofDstack() {
        return new SyntheticOvmf()
                .entry(HASH_TABLE, 0x4000)
                .entry(RESET_BLOCK, 0xffff_fff0L)
                .entry(METADATA, 4096 - METADATA_AT);
    }

    /** The sections of {@link #ofDstack}, with the right length. */
    static Bytes measuredMetadata() {
        return metadata(64, 1, 4, 0x1000, 0x1000, 1, 0x2000, 0x1000, 2, 0x3000, 0x1000, 3, 0x4000, 0x1000, 0x10);
    }

    /** Length, version and count, then address, size and type of each section. */
    static Bytes metadata(long length, long version, long count, long... sections) {
        ByteWriter out = new ByteWriter()
                .bytes(Bytes.utf8("ASEV"))
                .u32le(length)
                .u32le(version)
                .u32le(count);
        for (long number : sections) {
            out.u32le(number);
        }
        return out.toBytes();
    }

    SyntheticOvmf withMetadata(Bytes other) {
        metadata = other;
        return this;
    }

    /** An entry in front of those that there are. */
    SyntheticOvmf entry(String guid, long number) {
        return entry(new ByteWriter().u32le(number).toBytes(), 22, guid);
    }

    SyntheticOvmf entry(Bytes data, int length, String guid) {
        entries.add(new ByteWriter()
                .bytes(data)
                .u16le(length)
                .bytes(OvmfGuid.of(guid))
                .toBytes());
        return this;
    }

    SyntheticOvmf tableLongerBy(int bytes) {
        tableExcess = bytes;
        return this;
    }

    Bytes build() {
        ByteWriter table = new ByteWriter();
        entries.forEach(table::bytes);
        int length = table.size() + 18 + tableExcess;
        table.u16le(length).bytes(OvmfGuid.FOOTER);
        int tableAt = 4096 - 32 - table.size();
        ByteWriter out = new ByteWriter().bytes(Bytes.zeros(METADATA_AT)).bytes(metadata);
        out.bytes(Bytes.zeros(tableAt - out.size())).bytes(table.toBytes());
        return out.bytes(Bytes.zeros(32)).toBytes();
    }
}
