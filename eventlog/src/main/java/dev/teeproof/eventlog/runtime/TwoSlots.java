package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.Optional;

/**
 * A value in a file of two slots, of which the older is overwritten: whatever becomes of the write, the other slot holds what
 * held before. That takes neither a new file nor a new name, which some file systems bring to the medium at once even where
 * nobody asks.
 *
 * <pre>
 * size  field      of each slot, big-endian
 *    8  sequence   the slot with the higher one counts
 *    n  value
 *   32  check      SHA-256 of both; a slot without it is one whose writer died
 * </pre>
 *
 * @param bytes the file's
 * @param valueSize in bytes
 */
record TwoSlots(Bytes bytes, int valueSize) {

    private static final int SEQUENCE = 8;
    private static final int CHECK = 32;

    /** One whole slot. */
    private record Slot(int index, long sequence, Bytes value) {}

    /** How long the file is at most. */
    static int fileSize(int valueSize) {
        return 2 * slotSize(valueSize);
    }

    private static int slotSize(int valueSize) {
        return SEQUENCE + valueSize + CHECK;
    }

    /** The value; empty if none was ever written whole. */
    Optional<Bytes> value() {
        return newest().map(Slot::value);
    }

    /** Whether one must have been written whole, and is gone. */
    boolean isDamaged() {
        return newest().isEmpty() && bytes.size() >= fileSize(valueSize);
    }

    /** Where the next value belongs. */
    long nextOffset() {
        return newest().map(slot -> (1L - slot.index) * slotSize(valueSize)).orElse(0L);
    }

    /** What is written there. */
    Bytes next(Bytes value) {
        long sequence = newest().map(Slot::sequence).orElse(0L) + 1;
        Bytes content =
                new ByteWriter().bigEndian(sequence, SEQUENCE).bytes(value).toBytes();
        return Bytes.concat(content, Digest.SHA_256.of(content));
    }

    private Optional<Slot> newest() {
        Optional<Slot> first = slot(0);
        Optional<Slot> second = slot(1);
        if (first.isPresent() && second.isPresent()) {
            return first.orElseThrow().sequence > second.orElseThrow().sequence ? first : second;
        }
        return first.isPresent() ? first : second;
    }

    private Optional<Slot> slot(int index) {
        int size = slotSize(valueSize);
        if (bytes.size() < (index + 1) * size) {
            return Optional.empty();
        }
        Bytes slot = bytes.slice(index * size, (index + 1) * size);
        Bytes content = slot.slice(0, size - CHECK);
        if (!Digest.SHA_256.of(content).equals(slot.slice(size - CHECK, size))) {
            return Optional.empty();
        }
        long sequence = 0;
        for (int i = 0; i < SEQUENCE; i++) {
            sequence = sequence << 8 | content.at(i);
        }
        return Optional.of(new Slot(index, sequence, content.slice(SEQUENCE, content.size())));
    }
}
