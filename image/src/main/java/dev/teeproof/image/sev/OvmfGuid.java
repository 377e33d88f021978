package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import java.util.UUID;

/** The GUIDs of firmware tables. The first three groups of a GUID are little-endian there, the rest is as it is written. */
final class OvmfGuid {

    static final Bytes FOOTER = of("96b582de-1fb2-45f7-baea-a366c55a082d");
    static final Bytes HASH_TABLE = of("7255371f-3a3b-4b04-927b-1da6efa8d454");
    static final Bytes RESET_BLOCK = of("00f771de-1a7e-4fcb-890e-68c77e2fb44e");
    static final Bytes SEV_METADATA = of("dc886566-984a-4798-a75e-5585a7bf67cc");

    static final Bytes KERNEL_HASHES = of("9438d606-4f22-4cc9-b479-a793d411fd21");
    static final Bytes KERNEL_HASHES_CMDLINE = of("97d02dd8-bd20-4c94-aa78-e7714d36ab2a");
    static final Bytes KERNEL_HASHES_INITRD = of("44baf731-3a2f-4bd7-9af1-41e29169781d");
    static final Bytes KERNEL_HASHES_KERNEL = of("4de79437-abd2-427f-b835-d5b172d2045b");

    private OvmfGuid() {}

    static Bytes of(String text) {
        UUID guid = UUID.fromString(text);
        long high = guid.getMostSignificantBits();
        return new ByteWriter()
                .u32le(high >>> 32)
                .u16le((int) (high >>> 16) & 0xffff)
                .u16le((int) high & 0xffff)
                .bigEndian(guid.getLeastSignificantBits(), 8)
                .toBytes();
    }
}
