package dev.teeproof.sources;

import java.util.ArrayList;
import java.util.List;

/**
 * What a source gives.
 *
 * @param endorsement not verified: whoever asked does that
 * @param notes what the relying party should know of how it was come by, such as an outage
 */
public record IntelAnswer(Endorsement endorsement, List<String> notes) {

    public IntelAnswer {
        notes = List.copyOf(notes);
    }

    public static IntelAnswer of(Endorsement endorsement) {
        return new IntelAnswer(endorsement, List.of());
    }

    IntelAnswer noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new IntelAnswer(endorsement, all);
    }
}
