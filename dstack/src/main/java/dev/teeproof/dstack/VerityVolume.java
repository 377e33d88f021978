package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A read-only volume of an app, whose content its root hash fixes.
 *
 * @param source where its bytes come from
 * @param verityRoot 32 bytes; several volumes may have the same
 * @param target the absolute path at which it is mounted
 */
public record VerityVolume(String source, Bytes verityRoot, String target) {

    static final String MEMBER = "verity_volumes";

    static List<VerityVolume> read(JsonObject json) throws MalformedEvidenceException {
        if (!json.members().containsKey(MEMBER)) {
            return List.of();
        }
        JsonArray array = json.array(MEMBER);
        List<VerityVolume> volumes = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (JsonObject volume : array.objects()) {
            String target = volume.string("target");
            if (!target.startsWith("/")) {
                throw volume.fault(Malformation.BAD_VALUE, "target", "an absolute path");
            }
            if (!targets.add(target)) {
                throw volume.fault(Malformation.DUPLICATE, "target", "each target once");
            }
            volumes.add(new VerityVolume(volume.string("source"), volume.hex("verity_root", 32), target));
        }
        return List.copyOf(volumes);
    }
}
