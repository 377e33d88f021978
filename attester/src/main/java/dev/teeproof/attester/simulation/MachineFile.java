package dev.teeproof.attester.simulation;

import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which machine a directory holds, so that a restart is a restart of the same one.
 *
 * @param seed makes its keys and identity; it is no secret worth keeping
 * @param made when its certificates were
 */
record MachineFile(TeeKind kind, Bytes seed, Instant made, boolean coco) {

    static MachineFile read(Bytes bytes) throws MalformedEvidenceException, DateTimeException {
        JsonObject json = Json.readObject(bytes, "machine");
        TeeKind kind = switch (json.string("platform")) {
            case "tdx" -> TeeKind.TDX;
            case "snp" -> TeeKind.SNP;
            default -> throw json.fault(Malformation.BAD_VALUE, "platform", "tdx or snp");
        };
        Bytes seed = json.hex("seed");
        if (seed.isEmpty()) {
            throw json.fault(Malformation.BAD_LENGTH, "seed", "some bytes");
        }
        return new MachineFile(kind, seed, Instant.parse(json.string("made")), json.bool("coco", false));
    }

    Bytes write() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("platform", new JsonString(kind.name().toLowerCase(Locale.ROOT)));
        members.put("seed", new JsonString(seed.toHex()));
        members.put("made", new JsonString(made.toString()));
        members.put("coco", new JsonBoolean(coco));
        return Bytes.utf8(Json.pretty(JsonObject.of(members)) + "\n");
    }
}
