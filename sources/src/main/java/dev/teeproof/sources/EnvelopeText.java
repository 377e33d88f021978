package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.dcap.SignedDocument;

/** Intel's envelope around a document: {@code {"tcbInfo": {…}, "signature": "…"}}. The document keeps its exact bytes. */
final class EnvelopeText {

    static final String TCB_INFO = "tcbInfo";
    static final String IDENTITY = "enclaveIdentity";

    /** Bytes; the largest TCB info has about 60 thousand. */
    static final int MAX_SIZE = 1 << 20;

    private EnvelopeText() {}

    static SignedDocument read(Bytes body, String member) throws MalformedEvidenceException {
        if (body.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, member, body.size(), "at most " + MAX_SIZE + " bytes");
        }
        return read(Json.readObject(body, "answer"), member);
    }

    static SignedDocument read(JsonObject envelope, String member) throws MalformedEvidenceException {
        // A copy of its own, so that a document does not hold the whole file that it stands in.
        Bytes text = Bytes.copyOf(envelope.object(member).text().toArray());
        if (text.size() > MAX_SIZE) {
            throw envelope.fault(Malformation.LIMIT_EXCEEDED, member, "at most " + MAX_SIZE + " bytes");
        }
        return new SignedDocument(text, new EcdsaSignature(envelope.hex("signature", 64)));
    }
}
