package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Bytes written over others. */
record Patch(int offset, Bytes bytes) {

    static Bytes apply(Bytes bytes, List<Patch> patches) {
        Bytes patched = bytes;
        for (Patch patch : patches) {
            int end = patch.offset() + patch.bytes().size();
            patched = Bytes.concat(patched.slice(0, patch.offset()), patch.bytes(), patched.slice(end, patched.size()));
        }
        return patched;
    }

    /** A list with one more element. */
    static <T> List<T> added(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return List.copyOf(more);
    }
}
