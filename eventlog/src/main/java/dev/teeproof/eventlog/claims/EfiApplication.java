package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.model.EventDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An EFI application that ran: a boot loader, a kernel.
 *
 * @param record its position in the log, from 0
 * @param digests the Authenticode hash of the image, in every bank
 * @param statedPath where it came from, as the log says: no digest covers that
 */
public record EfiApplication(long record, List<EventDigest> digests, Optional<String> statedPath) {

    public EfiApplication {
        digests = List.copyOf(digests);
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("record", JsonNumber.of(record));
        members.put("digests", digests(digests));
        statedPath.ifPresent(path -> members.put("stated_path", new JsonString(path)));
        return JsonObject.of(members);
    }

    static JsonObject digests(List<EventDigest> digests) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        digests.forEach(digest -> members.put(
                digest.algorithm().toString(), new JsonString(digest.value().toHex())));
        return JsonObject.of(members);
    }
}
