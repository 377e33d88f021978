package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.EcdsaSignature;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.SignedDocument;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Intel's endorsements as something to keep. */
record IntelKind(GenuineEndorsements genuine) implements EndorsementKind<IntelItem, Endorsement> {

    private static final String NAME = "kept endorsement";

    static ItemSource<IntelItem, Endorsement> source(IntelSource source) {
        return (item, at) -> {
            IntelAnswer answer = source.fetch(item, at);
            return new Answered<>(answer.endorsement(), answer.notes());
        };
    }

    static IntelAnswer answer(Answered<Endorsement> answered) {
        return new IntelAnswer(answered.endorsement(), answered.notes());
    }

    @Override
    public Optional<String> trouble(IntelItem item, Endorsement endorsement) {
        return genuine.trouble(item, endorsement);
    }

    @Override
    public Optional<StatedDates> dates(IntelItem item, Endorsement endorsement) {
        return Statement.ifReadable(endorsement).map(Statement::dates);
    }

    @Override
    public String source(Endorsement endorsement) {
        return endorsement.source();
    }

    @Override
    public long size(Endorsement endorsement) {
        return endorsement.size();
    }

    /** A certificate proves itself by the quote that it verifies, and is not followed by a newer one of its TCB. */
    @Override
    public boolean isFollowed(IntelItem item) {
        return !(item instanceof IntelItem.PckCertificate);
    }

    /** Anybody can make up quotes that name a platform: what they are answered with must not push out the rest. */
    @Override
    public Optional<Use> kept(Use use, IntelItem item) {
        return item instanceof IntelItem.PckCertificate ? Optional.empty() : Optional.of(use);
    }

    @Override
    public Duration maxAge(IntelItem item, Duration usual) {
        return item instanceof IntelItem.PckCertificate ? usual.multipliedBy(CERTIFICATE_AGES) : usual;
    }

    @Override
    public Map<String, JsonValue> members(Endorsement endorsement) throws MalformedEvidenceException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
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
        return members;
    }

    @Override
    public Endorsement read(JsonObject object, String source) throws MalformedEvidenceException {
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

    private static JsonString text(Bytes utf8) throws MalformedEvidenceException {
        return new JsonString(utf8.toUtf8(NAME));
    }
}
