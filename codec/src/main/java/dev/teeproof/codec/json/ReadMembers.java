package dev.teeproof.codec.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of an object that was read, in the order of the text: nobody else has the map, so nobody changes it. */
final class ReadMembers extends AbstractMap<String, JsonValue> {

    private final Map<String, JsonValue> members;

    /** @param members whose maker does not keep it */
    ReadMembers(Map<String, JsonValue> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        return members.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return members.containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, JsonValue>> entrySet() {
        return members.entrySet();
    }
}
