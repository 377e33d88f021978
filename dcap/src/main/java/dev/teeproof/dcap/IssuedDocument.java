package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * TCB info or a QE identity as received, not verified.
 *
 * @param issuerChain PEM: TCB signer, and usually the root
 * @param source where it came from, for people
 */
public record IssuedDocument(SignedDocument document, Bytes issuerChain, String source) {

    /**
     * What a document says of itself, unverified: good for choosing among several, for nothing else.
     *
     * @param id {@code SGX}, {@code TDX}, {@code QE}, {@code TD_QE}; TCB info of version 2, which has none, is of SGX
     * @param fmspc of TCB info alone
     */
    public record Stated(String id, Optional<Bytes> fmspc, int tcbEvaluationDataNumber, Instant issued, Instant until) {

        /** Whether it says that it holds at {@code at}. */
        public boolean inDate(Instant at) {
            return !at.isBefore(issued) && !at.isAfter(until);
        }
    }

    public Stated stated() throws MalformedEvidenceException {
        JsonObject object = Json.readObject(document.text(), "document");
        boolean tcbInfo = object.members().containsKey("fmspc");
        return new Stated(
                tcbInfo ? object.optionalString("id").orElse(Tee.SGX.name()) : object.string("id"),
                tcbInfo ? Optional.of(object.hex("fmspc", 6)) : Optional.empty(),
                (int) object.unsigned("tcbEvaluationDataNumber", Integer.MAX_VALUE, 0),
                SignedDocument.date(object, "issueDate"),
                SignedDocument.date(object, "nextUpdate"));
    }
}
