package dev.teeproof.eventlog.dstack;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Jcs;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that a dstack guest measured while it ran, into RTMR3 (or a PCR).
 *
 * @param event its name
 * @param payload its content, as measured
 */
public record RuntimeEvent(String event, Bytes payload, EventLogVersion version) {

    /** The event type of every dstack runtime event; it is part of what is hashed. */
    public static final long EVENT_TYPE = 0x08000001L;

    /**
     * The bytes whose digest is extended.
     *
     * <pre>
     * V1   LE32(0x08000001) ':' UTF8(event) ':' payload
     * V2   JCS of {"name": event, "payload": lowercase hex of payload, "type": 134217729}
     * </pre>
     *
     * In V1 the end of the name cannot be told from the bytes: name {@code a:b} with payload {@code c} and name {@code
     * a} with payload {@code b:c} have the same.
     */
    public Bytes preimage() {
        return switch (version) {
            case V1 ->
                new ByteWriter()
                        .u32le(EVENT_TYPE)
                        .u8(':')
                        .bytes(Bytes.utf8(event))
                        .u8(':')
                        .bytes(payload)
                        .toBytes();
            case V2 ->
                Jcs.canonicalize(JsonObject.of(Map.of(
                        "name", new JsonString(event),
                        "payload", new JsonString(payload.toHex()),
                        "type", JsonNumber.of(EVENT_TYPE))));
        };
    }

    /**
     * The event that has this preimage, where there is only one: in V1 the name ends at the first colon.
     *
     * @throws MalformedEvidenceException if it is the preimage of none
     */
    public static RuntimeEvent ofPreimage(Bytes preimage) throws MalformedEvidenceException {
        RuntimeEvent event = !preimage.isEmpty() && preimage.at(0) == '{' ? ofV2(preimage) : ofV1(preimage);
        if (!event.preimage().equals(preimage)) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, "preimage", 0, "the canonical form");
        }
        return event;
    }

    private static RuntimeEvent ofV1(Bytes preimage) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(preimage, "preimage");
        in.take("type", 5);
        int colon = preimage.indexOf(':', in.position());
        if (colon < 0) {
            throw in.fault(Malformation.BAD_VALUE, "name", "a name and a colon");
        }
        String name = in.take("name", colon - in.position()).toUtf8("preimage.name");
        in.u8("colon");
        return new RuntimeEvent(name, in.rest(), EventLogVersion.V1);
    }

    private static RuntimeEvent ofV2(Bytes preimage) throws MalformedEvidenceException {
        JsonObject json = Json.readObject(preimage, "preimage");
        return new RuntimeEvent(json.string("name"), json.hex("payload"), EventLogVersion.V2);
    }

    /** What is extended: SHA-384 for RTMR3, SHA-256 or SHA-384 for the bank of a PCR. */
    public Bytes digest(Digest algorithm) {
        return algorithm.of(preimage());
    }

    /** Whether another name and payload would be hashed to the same digest. */
    public boolean isAmbiguous() {
        return version == EventLogVersion.V1 && event.indexOf(':') >= 0;
    }

    /** The JSON form of dstack's log file: {@code event}, {@code payload} in Base64, {@code version} unless 1. */
    public static RuntimeEvent readJson(JsonObject json) throws MalformedEvidenceException {
        return new RuntimeEvent(json.string("event"), json.base64("payload"), TdxEvent.readVersion(json));
    }

    /** The reverse of {@link #readJson}. */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("event", new JsonString(event));
        members.put("payload", new JsonString(Base64Text.encode(payload)));
        if (version != EventLogVersion.V1) {
            members.put("version", JsonNumber.of(version.number()));
        }
        return JsonObject.of(members);
    }
}
