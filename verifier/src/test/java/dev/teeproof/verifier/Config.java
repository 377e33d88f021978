package dev.teeproof.verifier;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The VM configuration of the real lite machine, with members changed. */
final class Config {

    private Config() {}

    static JsonObject lite() throws MalformedEvidenceException {
        return Json.readObject(Bytes.utf8(Real.lite().stack().config()), "config");
    }

    /** @param json the member's new value; empty for none */
    static String with(JsonObject config, String member, String json) throws MalformedEvidenceException {
        Map<String, JsonValue> members = new LinkedHashMap<>(config.members());
        members.remove(member);
        if (!json.isEmpty()) {
            members.put(member, Json.read(Bytes.utf8(json), member));
        }
        return Json.write(JsonObject.of(members));
    }

    static Bytes measurement() throws MalformedEvidenceException {
        return lite().object("tdx_measurement").base64("measurement");
    }

    static Bytes checksums() throws MalformedEvidenceException {
        return lite().object("tdx_measurement").base64("checksum_file");
    }

    /** With this document and checksum file, and the image's hash as it was. */
    static String carrying(Bytes measurement, Bytes checksums) throws MalformedEvidenceException {
        Map<String, JsonValue> document = new LinkedHashMap<>();
        document.put("measurement", new JsonString(Base64Text.encode(measurement)));
        document.put("checksum_file", new JsonString(Base64Text.encode(checksums)));
        return with(lite(), "tdx_measurement", Json.write(JsonObject.of(document)));
    }

    /** With this checksum file, and the image's hash that follows from it. */
    static String committing(Bytes measurement, Bytes checksums) throws MalformedEvidenceException {
        JsonObject config = Json.readObject(Bytes.utf8(carrying(measurement, checksums)), "config");
        return with(config, "os_image_hash", "\"" + Digest.SHA_256.of(checksums) + "\"");
    }

    /** With this document, and the hashes that follow from it: what whoever builds an image can do. */
    static String committing(Bytes measurement) throws MalformedEvidenceException {
        return committing(measurement, Bytes.utf8(Digest.SHA_256.of(measurement).toHex() + "  measurement.tdx.cbor\n"));
    }
}
