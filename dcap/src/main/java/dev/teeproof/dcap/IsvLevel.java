package dev.teeproof.dcap;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A TCB level of an enclave or a TDX module: it is reached by an SVN of at least {@code isvSvn}. */
public record IsvLevel(int isvSvn, LevelStatus status) {

    /** The levels of an identity, at least one, highest first. */
    static List<IsvLevel> readAll(JsonObject identity) throws MalformedEvidenceException {
        List<IsvLevel> levels = new ArrayList<>();
        for (JsonObject level : identity.array("tcbLevels").objects()) {
            levels.add(new IsvLevel((int) level.object("tcb").unsigned("isvsvn", 0xffff), LevelStatus.read(level)));
        }
        if (levels.isEmpty()) {
            throw identity.fault(Malformation.BAD_LENGTH, "tcbLevels", "at least one level");
        }
        levels.sort(Comparator.comparingInt(IsvLevel::isvSvn).reversed());
        return List.copyOf(levels);
    }

    /** The highest level that {@code isvSvn} reaches. */
    static Optional<IsvLevel> reached(List<IsvLevel> highestFirst, int isvSvn) {
        return highestFirst.stream().filter(level -> isvSvn >= level.isvSvn()).findFirst();
    }
}
