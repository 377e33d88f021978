package dev.teeproof.image;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The hand-off block list that QEMU gives to the firmware of a trust domain, and which the firmware measures first, into
 * RTMR0.
 *
 * <pre>
 * PHIT (56 bytes)      u16 1, u16 56, u32 0, u32 9 (version), u32 0 (boot mode), 4 × u64 0, u64 end of the list
 * resource (48 bytes)  u16 3, u16 48, u32 0, 16 zero bytes, u32 type (0 accepted, 7 unaccepted), u32 7, u64 start, u64 length
 * </pre>
 *
 * All little-endian. No end-of-list block is measured, though the end points eight bytes further, as if there were one.
 *
 * @see "UEFI Platform Initialization Specification, volume 3, HOB code definitions; TDX Virtual Firmware Design Guide"
 */
public final class TdHob {

    /** From this memory size on, QEMU's q35 machine puts only 2 GiB below 4 GiB. */
    static final long LOW_MEMORY_SPLIT = 0xB000_0000L;

    private static final long LOW_MEMORY_END = 0x8000_0000L;
    private static final long HIGH_MEMORY_START = 0x1_0000_0000L;

    private static final int ACCEPTED = 0;
    private static final int UNACCEPTED = 7;

    private record Memory(int type, long start, long end) {}

    private record Resource(int type, long start, long length) {}

    private TdHob() {}

    /** SHA-384 of the list for a machine with this firmware and so many bytes of memory. */
    public static Bytes digest(TdHobWitness witness, long memorySize) {
        return Digest.SHA_384.of(bytes(witness, memorySize));
    }

    /** The list. */
    public static Bytes bytes(TdHobWitness witness, long memorySize) {
        List<Resource> resources = resources(memoryMap(witness, memorySize), memorySize);
        long end = witness.tdHobBase() + 56 + 48L * resources.size() + 8;
        ByteWriter out = new ByteWriter();
        out.u16le(1).u16le(56).u32le(0).u32le(9).u32le(0);
        out.u64le(0).u64le(0).u64le(0).u64le(0).u64le(end);
        for (Resource resource : resources) {
            out.u16le(3).u16le(48).u32le(0).bytes(Bytes.zeros(16));
            out.u32le(resource.type()).u32le(7).u64le(resource.start()).u64le(resource.length());
        }
        return out.toBytes();
    }

    /** All memory unaccepted at first; each range of the firmware is cut out of it and put in as accepted. */
    private static List<Memory> memoryMap(TdHobWitness witness, long memorySize) {
        List<Memory> map = new ArrayList<>();
        map.add(new Memory(UNACCEPTED, 0, memorySize));
        for (TdHobWitness.Range range : witness.ranges()) {
            List<Memory> cut = new ArrayList<>();
            for (Memory memory : map) {
                if (memory.type() == ACCEPTED || memory.end() <= range.start() || memory.start() >= range.end()) {
                    cut.add(memory);
                    continue;
                }
                if (memory.start() < range.start()) {
                    cut.add(new Memory(UNACCEPTED, memory.start(), range.start()));
                }
                if (memory.end() > range.end()) {
                    cut.add(new Memory(UNACCEPTED, range.end(), memory.end()));
                }
            }
            cut.add(new Memory(ACCEPTED, range.start(), range.end()));
            cut.sort(Comparator.comparingLong(Memory::start));
            map = cut;
        }
        return map;
    }

    /** The last range is split where QEMU's memory hole lies, and is unaccepted whatever it was. */
    private static List<Resource> resources(List<Memory> map, long memorySize) {
        List<Resource> resources = new ArrayList<>();
        for (Memory memory : map.subList(0, map.size() - 1)) {
            resources.add(new Resource(memory.type(), memory.start(), memory.end() - memory.start()));
        }
        Memory last = map.get(map.size() - 1);
        if (memorySize < LOW_MEMORY_SPLIT) {
            resources.add(new Resource(UNACCEPTED, last.start(), last.end() - last.start()));
            return resources;
        }
        if (last.start() < LOW_MEMORY_END) {
            resources.add(new Resource(UNACCEPTED, last.start(), LOW_MEMORY_END - last.start()));
        }
        if (last.end() > LOW_MEMORY_END) {
            resources.add(new Resource(UNACCEPTED, HIGH_MEMORY_START, last.end() - LOW_MEMORY_END));
        }
        return resources;
    }
}
