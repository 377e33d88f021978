package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.sources.AmdKind.Received;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * AMD's endorsements as something to keep.
 *
 * @param issuers where the chain of a certificate's issuer is had
 */
record AmdKind(AmdGenuineness genuine, Function<AmdItem.IssuerChain, Optional<Bytes>> issuers)
        implements EndorsementKind<AmdItem, Received> {

    private static final int MAX_HELD = 1 << 21;

    record Received(Bytes bytes, String source) {}

    static ItemSource<AmdItem, Received> source(AmdSource source) {
        return (item, at) -> {
            AmdAnswer answer = source.get(item, at);
            return new Answered<>(new Received(answer.bytes(), answer.source()), answer.notes());
        };
    }

    static AmdAnswer answer(Answered<Received> answered) {
        Received received = answered.endorsement();
        return new AmdAnswer(received.bytes(), received.source(), answered.notes());
    }

    @Override
    public Optional<String> trouble(AmdItem item, Received received) {
        if (dates(item, received).isEmpty()) {
            return Optional.of("it is not the " + item.inWords());
        }
        return genuine.trouble(
                item,
                received.bytes(),
                () -> item instanceof AmdItem.Vcek vcek
                        ? issuers.apply(new AmdItem.IssuerChain(vcek.product(), SigningKey.VCEK))
                        : Optional.empty());
    }

    @Override
    public Optional<StatedDates> dates(AmdItem item, Received received) {
        try {
            return Optional.of(AmdStatement.of(item, received.bytes()));
        } catch (MalformedEvidenceException e) {
            return Optional.empty();
        }
    }

    @Override
    public String source(Received received) {
        return received.source();
    }

    @Override
    public long size(Received received) {
        return received.bytes().size();
    }

    /** Of certificates there may be several that are right at a time; revocation lists follow each other. */
    @Override
    public boolean isFollowed(AmdItem item) {
        return item instanceof AmdItem.RevocationList;
    }

    @Override
    public Optional<Use> kept(Use use, AmdItem item) {
        return Optional.of(item instanceof AmdItem.Vcek ? Use.MACHINE : use);
    }

    @Override
    public Duration maxAge(AmdItem item, Duration usual) {
        return item instanceof AmdItem.RevocationList ? usual : usual.multipliedBy(CERTIFICATE_AGES);
    }

    @Override
    public Map<String, JsonValue> members(Received received) {
        return Map.of("bytes", new JsonString(received.bytes().toHex()));
    }

    @Override
    public Received read(JsonObject file, String source) throws MalformedEvidenceException {
        String hex = file.string("bytes");
        return new Received(file.hex("bytes", Math.min(hex.length() / 2, MAX_HELD)), source);
    }
}
