package dev.teeproof.dstack;

import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member in which two {@code app-compose.json} differ, as written: a member that is absent differs from its default.
 *
 * @param field its path; it repeats what somebody sent
 * @param from what the first file writes; empty if it writes nothing
 * @param to what the second file writes; empty if it writes nothing
 */
public record ComposeDifference(String field, Optional<JsonValue> from, Optional<JsonValue> to) {

    /**
     * The differences between two files, in the order of the first; objects are followed, arrays compared whole. None does not
     * mean that the files have one hash: order, blanks and escapes are a part of it too.
     */
    public static List<ComposeDifference> between(AppCompose first, AppCompose second) {
        List<ComposeDifference> found = new ArrayList<>();
        compare("", first.json(), second.json(), found);
        return List.copyOf(found);
    }

    private static void compare(String path, JsonObject first, JsonObject second, List<ComposeDifference> found) {
        Map<String, JsonValue> from = first.members();
        Map<String, JsonValue> to = second.members();
        Set<String> names = new LinkedHashSet<>(from.keySet());
        names.addAll(to.keySet());
        for (String name : names) {
            compare(path + name, from.get(name), to.get(name), found);
        }
    }

    private static void compare(
            String path, @Nullable JsonValue from, @Nullable JsonValue to, List<ComposeDifference> found) {
        if (from instanceof JsonObject first && to instanceof JsonObject second) {
            compare(path + ".", first, second, found);
        } else if (from == null || to == null || !Json.write(from).equals(Json.write(to))) {
            found.add(new ComposeDifference(path, Optional.ofNullable(from), Optional.ofNullable(to)));
        }
    }
}
