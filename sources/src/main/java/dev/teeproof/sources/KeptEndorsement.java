package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An endorsement that is kept, and the file that keeps it: a JSON object that says which item it is, when and from where
 * it came, and ends with the SHA-256 of all that. A file that is not exactly that is not read.
 */
record KeptEndorsement<E>(E endorsement, Instant fetchedAt) {

    private static final String FORMAT = "teeproof kept endorsement 1";
    private static final String NAME = "kept endorsement";

    <I extends EndorsementItem> Bytes write(I item, EndorsementKind<I, E> kind) throws MalformedEvidenceException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("format", new JsonString(FORMAT));
        members.put("item", new JsonString(item.line()));
        members.put("fetchedAt", new JsonString(fetchedAt.toString()));
        members.put("source", new JsonString(kind.source(endorsement)));
        members.putAll(kind.members(endorsement));
        members.put("sha256", new JsonString(checksum(members)));
        return Bytes.utf8(Json.write(JsonObject.of(members)));
    }

    /**
     * Reads a file's content.
     *
     * @throws MalformedEvidenceException if it is not whole, not of this format, or of another item
     */
    static <I extends EndorsementItem, E> KeptEndorsement<E> read(Bytes file, I item, EndorsementKind<I, E> kind)
            throws MalformedEvidenceException {
        JsonObject object = Json.readObject(file, NAME);
        Map<String, JsonValue> signed = new LinkedHashMap<>(object.members());
        signed.remove("sha256");
        require(object, "sha256", checksum(signed));
        require(object, "format", FORMAT);
        require(object, "item", item.line());
        Instant fetchedAt = instant(object);
        KeptEndorsement<E> kept = new KeptEndorsement<>(kind.read(object, object.string("source")), fetchedAt);
        // Whatever else the file says, or says otherwise, is not of this format.
        if (!kept.write(item, kind).equals(file)) {
            throw object.fault(Malformation.BAD_VALUE, "format", "the file as it was written");
        }
        return kept;
    }

    private static void require(JsonObject object, String name, String value) throws MalformedEvidenceException {
        if (!object.string(name).equals(value)) {
            throw object.fault(Malformation.BAD_VALUE, name, value);
        }
    }

    private static Instant instant(JsonObject object) throws MalformedEvidenceException {
        try {
            return Instant.parse(object.string("fetchedAt"));
        } catch (DateTimeException e) {
            throw object.fault(Malformation.BAD_VALUE, "fetchedAt", "an instant");
        }
    }

    private static String checksum(Map<String, JsonValue> members) {
        return Digest.SHA_256.of(Bytes.utf8(Json.write(JsonObject.of(members)))).toHex();
    }
}
