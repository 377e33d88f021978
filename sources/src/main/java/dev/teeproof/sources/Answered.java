package dev.teeproof.sources;

import java.util.ArrayList;
import java.util.List;

/**
 * What a source gives, whichever vendor's.
 *
 * @param notes what the relying party should know of how it was come by
 */
record Answered<E>(E endorsement, List<String> notes) {

    Answered {
        notes = List.copyOf(notes);
    }

    static <E> Answered<E> of(E endorsement) {
        return new Answered<>(endorsement, List.of());
    }

    Answered<E> noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new Answered<>(endorsement, all);
    }
}
