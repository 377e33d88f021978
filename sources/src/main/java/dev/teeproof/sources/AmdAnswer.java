package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a source of AMD's endorsements gives.
 *
 * @param bytes as received, not verified: of a VCEK the certificate, of a chain PEM with the issuer's before the root's, of a
 *     revocation list the list; certificates and lists by themselves in DER or PEM
 * @param source where they came from, for people
 * @param notes what the relying party should know of how they were come by, such as an outage
 */
public record AmdAnswer(Bytes bytes, String source, List<String> notes) {

    public AmdAnswer {
        notes = List.copyOf(notes);
    }

    public static AmdAnswer of(Bytes bytes, String source) {
        return new AmdAnswer(bytes, source, List.of());
    }

    AmdAnswer noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new AmdAnswer(bytes, source, all);
    }
}
