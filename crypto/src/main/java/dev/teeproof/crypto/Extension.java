package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An X.509 extension.
 *
 * @param oid the content of its OBJECT IDENTIFIER
 * @param value the content of its OCTET STRING
 * @see "RFC 5280 section 4.2"
 */
public record Extension(Bytes oid, boolean critical, Bytes value) {

    public static final Bytes KEY_USAGE = Bytes.hex("551d0f");
    public static final Bytes BASIC_CONSTRAINTS = Bytes.hex("551d13");

    /** In one certificate, list or entry; Intel's have at most seven. */
    static final int MAX_EXTENSIONS = 64;

    static final Bytes DELTA_CRL_INDICATOR = Bytes.hex("551d1b");
    static final Bytes ISSUING_DISTRIBUTION_POINT = Bytes.hex("551d1c");

    /** Reads {@code Extensions}, in which each OID stands once. */
    static List<Extension> readAll(DerReader extensions, String path) throws MalformedEvidenceException {
        List<Extension> all = new ArrayList<>();
        Set<Bytes> seen = new HashSet<>();
        while (extensions.hasMore()) {
            DerReader extension = extensions.sequence("extension");
            Bytes oid = extension.oid("extnID");
            boolean critical = extension.next(DerReader.BOOLEAN) && extension.bool("critical");
            Bytes value = extension.content("extnValue", DerReader.OCTET_STRING);
            extension.end();
            if (all.size() == MAX_EXTENSIONS) {
                throw new MalformedEvidenceException(
                        Malformation.LIMIT_EXCEEDED,
                        path + ".extensions",
                        0,
                        "at most " + MAX_EXTENSIONS + " extensions");
            }
            if (!seen.add(oid)) {
                throw new MalformedEvidenceException(
                        Malformation.DUPLICATE, path + ".extensions", 0, "each extension once");
            }
            all.add(new Extension(oid, critical, value));
        }
        return List.copyOf(all);
    }
}
