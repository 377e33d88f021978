package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.SignedDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An endorsement that is kept, and the file that keeps it: a JSON object that says which item it is, when and from where
 * it came, and ends with the SHA-256 of all that. A file that is not exactly that is not read.
 */
record KeptEndorsement(Endorsement endorsement, Instant fetchedAt) {

    private static final String FORMAT = "teeproof kept endorsement 1";
    private static final String NAME = "kept endorsement";

    Bytes write(IntelItem item) throws MalformedEvidenceException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("format", new JsonString(FORMAT));
        members.put("item", new JsonString(item.key()));
        members.put("fetchedAt", new JsonString(fetchedAt.toString()));
        members.put("source", new JsonString(endorsement.source()));
        switch (endorsement) {
            case Endorsement.Document(IssuedDocument issued) -> {
                members.put("document", text(issued.document().text()));
                members.put(
                        "signature",
                        new JsonString(issued.document().signature().rs().toHex()));
                members.put("issuerChain", text(issued.issuerChain()));
            }
            case Endorsement.RevocationList(IssuedList issued) -> {
                members.put("list", new JsonString(issued.list().toHex()));
                if (issued.issuerChain().isPresent()) {
                    members.put("issuerChain", text(issued.issuerChain().get()));
                }
            }
            case Endorsement.PckChain(Bytes pem, String source) -> members.put("pckChain", text(pem));
        }
        members.put("sha256", new JsonString(checksum(members)));
        return Bytes.utf8(Json.write(JsonObject.of(members)));
    }

    /**
     * Reads a file's content.
     *
     * @throws MalformedEvidenceException if it is not whole, not of this format, or of another item
     */
    static KeptEndorsement read(Bytes file, IntelItem item) throws MalformedEvidenceException {
        JsonObject object = Json.readObject(file, NAME);
        Map<String, JsonValue> signed = new LinkedHashMap<>(object.members());
        signed.remove("sha256");
        require(object, "sha256", checksum(signed));
        require(object, "format", FORMAT);
        require(object, "item", item.key());
        Instant fetchedAt = instant(object);
        String source = object.string("source");
        Endorsement endorsement = endorsement(object, source);
        KeptEndorsement kept = new KeptEndorsement(endorsement, fetchedAt);
        // Whatever else the file says, or says otherwise, is not of this format.
        if (!kept.write(item).equals(file)) {
            throw object.fault(Malformation.BAD_VALUE, "format", "the file as it was written");
        }
        return kept;
    }

    private static Endorsement endorsement(JsonObject object, String source) throws MalformedEvidenceException {
        Optional<Bytes> chain = object.optionalString("issuerChain").map(Bytes::utf8);
        if (object.members().containsKey("document")) {
            return new Endorsement.Document(new IssuedDocument(
                    new SignedDocument(
                            Bytes.utf8(object.string("document")), new EcdsaSignature(object.hex("signature", 64))),
                    Bytes.utf8(object.string("issuerChain")),
                    source));
        }
        return object.members().containsKey("list")
                ? new Endorsement.RevocationList(new IssuedList(object.hex("list"), chain, source))
                : new Endorsement.PckChain(Bytes.utf8(object.string("pckChain")), source);
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

    private static JsonString text(Bytes utf8) throws MalformedEvidenceException {
        return new JsonString(utf8.toUtf8(NAME));
    }
}
