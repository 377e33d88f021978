package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.EcdsaSignature;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A JSON document of Intel's with its signature, as received and not verified.
 *
 * @param text the bytes of the object that is signed, brace to brace
 * @param signature ECDSA over P-256 with SHA-256, over {@code text}
 */
public record SignedDocument(Bytes text, EcdsaSignature signature) {

    /** Bytes; the largest TCB info has about 60 thousand. */
    static final int MAX_SIZE = 1 << 20;

    /**
     * Takes the document from a container in which it is a string: the text of the object alone, with the signature in
     * another member, or the text of Intel's envelope {@code {"<member>": {…}, "signature": "…"}}.
     */
    static SignedDocument read(JsonObject container, String name, String envelopeMember)
            throws MalformedEvidenceException {
        Bytes text = Bytes.utf8(container.string(name));
        if (text.size() > MAX_SIZE) {
            throw container.fault(Malformation.LIMIT_EXCEEDED, name, "at most " + MAX_SIZE + " bytes");
        }
        JsonObject object = Json.readObject(text, name);
        return object.members().containsKey(envelopeMember)
                ? ofEnvelope(object, envelopeMember)
                : new SignedDocument(text, new EcdsaSignature(container.hex(name + "_signature", 64)));
    }

    private static SignedDocument ofEnvelope(JsonObject envelope, String member) throws MalformedEvidenceException {
        return new SignedDocument(envelope.object(member).text(), new EcdsaSignature(envelope.hex("signature", 64)));
    }

    /** {@code YYYY-MM-DDThh:mm:ssZ}. */
    static Instant date(JsonObject object, String name) throws MalformedEvidenceException {
        String text = object.string(name);
        try {
            if (text.length() == 20 && text.endsWith("Z")) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // Told below, with the field's name.
        }
        throw object.fault(Malformation.BAD_VALUE, name, "a date as YYYY-MM-DDThh:mm:ssZ");
    }
}
